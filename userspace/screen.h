/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the terminal can show.
 */
#ifndef SYNCDEMO_SCREEN_H
#define SYNCDEMO_SCREEN_H

#include <stdbool.h>
#include <stdio.h>

/* If nobody says how wide it is. */
#define SCREEN_WIDTH	100

/**
 * screen_width - how many columns there are
 * @out: where output goes; if that is no terminal, $COLUMNS tells, else it is
 *	SCREEN_WIDTH
 */
unsigned int screen_width(FILE *out);

/**
 * screen_is_unicode - whether the locale has more than ASCII
 */
bool screen_is_unicode(void);

#endif
