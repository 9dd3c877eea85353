/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Width and character set of the terminal.
 */
#ifndef SYNCDEMO_TERMINAL_H
#define SYNCDEMO_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

/* Used if the width is not known. */
#define TERMINAL_WIDTH	100

/**
 * terminal_width - number of columns
 * @out: the stream
 *
 * Return: the width of the terminal; else $COLUMNS; else TERMINAL_WIDTH.
 */
unsigned int terminal_width(FILE *out);

/**
 * terminal_is_unicode - whether the locale uses UTF-8
 */
bool terminal_is_unicode(void);

#endif
