/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comparison as text. Called by cmd_compare.c. Pure.
 */
#ifndef SYNCDEMO_TEXT_COMPARE_H
#define SYNCDEMO_TEXT_COMPARE_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/compare.h"

/**
 * text_compare - print the table of the variants, then those that failed, were skipped
 *	or are broken on purpose, each with its reason
 * @out: the stream
 * @comparison: the comparison
 * @color: whether to colour verdicts
 *
 * The table fits 80 columns if no name has more than 12 letters.
 */
void text_compare(FILE *out, const struct comparison *comparison, bool color);

#endif
