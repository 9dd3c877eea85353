/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that commands write; the suffix selects the format.
 */
#ifndef SYNCDEMO_OUTPUT_H
#define SYNCDEMO_OUTPUT_H

#include <stdio.h>

#include "base/error.h"

/* Sets of formats. */
#define OUTPUT_SVG	BIT(0)
#define OUTPUT_HTML	BIT(1)
#define OUTPUT_JSON	BIT(2)

/**
 * output_kind - the format of a file
 * @path: its name
 * @kinds: OUTPUT_* that the command can write
 * @err: (out) the wrong suffix and the right ones
 *
 * Return: one of @kinds, or 0 with @err set.
 */
unsigned int output_kind(const char *path, unsigned int kinds, struct error *err);

/**
 * output_open - open a file for writing
 * @path: its name; an existing file is truncated
 * @err: (out) why the file cannot be written
 *
 * Return: the file, or NULL with @err set.
 */
FILE *output_open(const char *path, struct error *err);

/**
 * output_close - close a file and check that all of it was written
 * @out: the file
 * @path: its name
 * @err: (out) why the file could not be written
 *
 * Return: 0, or -1 with @err set.
 */
int output_close(FILE *out, const char *path, struct error *err);

#endif
