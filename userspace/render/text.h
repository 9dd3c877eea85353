/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text output. Called by the commands. Pure: structures in, text out.
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
 * text_error - print an error: "syncdemo: MESSAGE; did you mean ...? (EXPECTED)"
 * @out: the stream
 * @err: the error
 */
void text_error(FILE *out, const struct error *err);

/**
 * text_line - print one line of the transcript
 * @out: the stream
 * @line: the line, without its newline
 * @color: whether to colour it
 */
void text_line(FILE *out, const char *line, bool color);

/**
 * text_verdict_name - print the name of a verdict
 * @out: the stream
 * @verdict: enum syncdemo_verdict
 * @color: whether to colour it
 */
void text_verdict_name(FILE *out, __u32 verdict, bool color);

/**
 * text_verdict - print the verdict of a run and its reason in one line
 * @out: the stream
 * @res: the run
 * @color: whether to colour it
 */
void text_verdict(FILE *out, const struct run_result *res, bool color);

/**
 * text_metrics - print the metrics of a run
 * @out: the stream
 * @res: the run
 */
void text_metrics(FILE *out, const struct run_result *res);

/**
 * text_threads - print a line for each thread of a run
 * @out: the stream
 * @res: the run
 */
void text_threads(FILE *out, const struct run_result *res);

/**
 * text_clock - print the clock source if times are coarser than they look
 * @out: the stream
 * @clocksource: the kernel's clock source, see clocksource.h
 */
void text_clock(FILE *out, const char *clocksource);

/**
 * text_totals - print the number of runs of each verdict
 * @out: the stream
 * @results: the runs
 * @n: number of runs
 */
void text_totals(FILE *out, const struct run_result *results, size_t n);

/**
 * text_demo - print a demo, its variants and parameters
 * @out: the stream
 * @demo: the demo
 */
void text_demo(FILE *out, const struct demo *demo);

/**
 * text_status - print module, device and active runs
 * @out: the stream
 * @status: the status
 */
void text_status(FILE *out, const struct status *status);

#endif
