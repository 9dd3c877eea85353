/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What "syncdemo explain" says, for people. Pure.
 */
#ifndef SYNCDEMO_TEXT_EXPLAIN_H
#define SYNCDEMO_TEXT_EXPLAIN_H

#include <stdio.h>

#include "explain/explanation.h"

/**
 * text_explain - a demo with all of its variants, or one variant with what goes
 *	wrong in the broken ones
 * @out: where to
 * @wanted: what was asked for; NULL for all demos in brief
 */
void text_explain(FILE *out, const struct explanation *wanted);

#endif
