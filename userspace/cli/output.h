/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that commands write: their name says what shall be in them.
 */
#ifndef SYNCDEMO_OUTPUT_H
#define SYNCDEMO_OUTPUT_H

#include <stdio.h>

#include "base/error.h"

/* Which kinds of files a command writes, or'ed together. */
#define OUTPUT_SVG	BIT(0)
#define OUTPUT_HTML	BIT(1)
#define OUTPUT_JSON	BIT(2)

/**
 * output_kind - what a file is to be
 * @path: its name
 * @kinds: OUTPUT_* or'ed together, what the command can write
 * @err: (out) the suffix that was wrong and which are right
 *
 * Return: one of @kinds, or 0 with @err set.
 */
unsigned int output_kind(const char *path, unsigned int kinds, struct error *err);

/**
 * output_open - begin to write a file
 * @path: its name; what was there before is gone
 * @err: (out) why it cannot be written
 *
 * Return: the file, or NULL with @err set.
 */
FILE *output_open(const char *path, struct error *err);

/**
 * output_close - end writing a file
 * @out: the file
 * @path: its name
 * @err: (out) why it could not be written
 *
 * Return: 0, or -1 with @err set.
 */
int output_close(FILE *out, const char *path, struct error *err);

#endif
