/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text inside SVG, HTML and JSON. Pure.
 */
#ifndef SYNCDEMO_ESCAPE_H
#define SYNCDEMO_ESCAPE_H

#include <stdio.h>

/**
 * escape_markup - write text with its markup escaped
 * @out: the stream
 * @text: the text; also for an attribute in double quotes
 */
void escape_markup(FILE *out, const char *text);

/**
 * escape_json - write a JSON string with its quotes
 * @out: the stream
 * @text: the text; markup is escaped too, for JSON inside a page
 */
void escape_json(FILE *out, const char *text);

#endif
