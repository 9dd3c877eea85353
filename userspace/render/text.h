/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that the tool prints for people. Pure: structures in, text out.
 */
#ifndef SYNCDEMO_RENDER_TEXT_H
#define SYNCDEMO_RENDER_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "device/catalogue.h"
#include "device/result.h"
#include "device/status.h"

/**
 * text_error - "syncdemo: what is wrong; did you mean ...? (what is right)"
 * @out: where to
 * @err: the error
 */
void text_error(FILE *out, const struct error *err);

/**
 * text_line - one line of the transcript
 * @out: where to
 * @line: the line, without its newline
 * @color: whether to colour it
 */
void text_line(FILE *out, const char *line, bool color);

/**
 * text_verdict_name - a verdict in its colour, and nothing else
 * @out: where to
 * @verdict: enum syncdemo_verdict
 * @color: whether to colour it
 */
void text_verdict_name(FILE *out, __u32 verdict, bool color);

/**
 * text_verdict - what a run came to, in one line
 * @out: where to
 * @res: the run
 * @color: whether to colour it
 */
void text_verdict(FILE *out, const struct run_result *res, bool color);

/**
 * text_metrics - the numbers of a run
 * @out: where to
 * @res: the run
 */
void text_metrics(FILE *out, const struct run_result *res);

/**
 * text_threads - a line for each thread of a run
 * @out: where to
 * @res: the run
 */
void text_threads(FILE *out, const struct run_result *res);

/**
 * text_totals - how many runs came to which verdict
 * @out: where to
 * @results: the runs
 * @n: how many
 */
void text_totals(FILE *out, const struct run_result *results, size_t n);

/**
 * text_demo - a demo, its variants and parameters
 * @out: where to
 * @demo: the demo
 */
void text_demo(FILE *out, const struct demo *demo);

/**
 * text_status - module, device and what runs
 * @out: where to
 * @status: what is known
 */
void text_status(FILE *out, const struct status *status);

#endif
