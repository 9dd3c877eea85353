/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the terminal can show.
 */
#ifndef SYNCDEMO_TERMINAL_H
#define SYNCDEMO_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

/* If nobody says how wide it is. */
#define TERMINAL_WIDTH	100

/**
 * terminal_width - how many columns there are
 * @out: where output goes; if that is no terminal, $COLUMNS tells, else it is
 *	TERMINAL_WIDTH
 */
unsigned int terminal_width(FILE *out);

/**
 * terminal_is_unicode - whether the locale has more than ASCII
 */
bool terminal_is_unicode(void);

#endif
