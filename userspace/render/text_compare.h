/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comparison as a table to show. Pure.
 */
#ifndef SYNCDEMO_TEXT_COMPARE_H
#define SYNCDEMO_TEXT_COMPARE_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/compare.h"

/**
 * text_compare - the table of the variants, what failed or was left out and why,
 *	and the table of the broken ones
 * @out: where to
 * @comparison: what came out
 * @color: whether to colour verdicts
 *
 * The first table is no wider than 80 columns with names of up to 12 letters.
 */
void text_compare(FILE *out, const struct comparison *comparison, bool color);

#endif
