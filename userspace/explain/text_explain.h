/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The text output of "syncdemo explain". Pure.
 */
#ifndef SYNCDEMO_TEXT_EXPLAIN_H
#define SYNCDEMO_TEXT_EXPLAIN_H

#include <stdio.h>

#include "explain/explanation.h"

/**
 * text_explain - print a demo with all its variants, or one variant with the demo's
 *	broken ones
 * @out: where to
 * @wanted: the requested entry; NULL for an overview of all demos
 */
void text_explain(FILE *out, const struct explanation *wanted);

#endif
