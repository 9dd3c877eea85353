/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text broken into lines. Pure.
 */
#ifndef SYNCDEMO_WRAP_H
#define SYNCDEMO_WRAP_H

#include <stdio.h>

/**
 * wrap_text - print a text in lines of at most @width columns, broken at blanks
 * @out: the stream; already at column @indent
 * @text: the text
 * @indent: blanks before each line but the first
 * @width: columns; a longer word has a line of its own
 *
 * Ends with a newline.
 */
void wrap_text(FILE *out, const char *text, int indent, int width);

#endif
