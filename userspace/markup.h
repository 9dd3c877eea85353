/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text inside SVG, HTML and JSON. Pure.
 */
#ifndef SYNCDEMO_MARKUP_H
#define SYNCDEMO_MARKUP_H

#include <stdio.h>

/**
 * markup_text - write text so that nothing in it is taken for markup
 * @out: where to
 * @text: the text; may also stand in an attribute in double quotes
 */
void markup_text(FILE *out, const char *text);

/**
 * markup_json - write a JSON string with its quotes
 * @out: where to
 * @text: the text; what a page would take for markup is escaped as well
 */
void markup_json(FILE *out, const char *text);

#endif
