/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text inside SVG, HTML and JSON. Pure.
 */
#ifndef SYNCDEMO_ESCAPE_H
#define SYNCDEMO_ESCAPE_H

#include <stdio.h>

/**
 * escape_markup - write text so that nothing in it is taken for markup
 * @out: where to
 * @text: the text; may also stand in an attribute in double quotes
 */
void escape_markup(FILE *out, const char *text);

/**
 * escape_json - write a JSON string with its quotes
 * @out: where to
 * @text: the text; what a page would take for markup is escaped as well
 */
void escape_json(FILE *out, const char *text);

#endif
