/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The statistics of a run as text: tables and histograms. Pure.
 */
#ifndef SYNCDEMO_TEXT_STATS_H
#define SYNCDEMO_TEXT_STATS_H

#include <stdio.h>

#include "analysis/summary.h"
#include "device/result.h"

/**
 * text_stats - print a table of the threads, a summary, and histograms
 * @out: the stream
 * @res: the run
 * @clocksource: the kernel's clock source, see clocksource.h
 */
void text_stats(FILE *out, const struct run_result *res, const char *clocksource);

/**
 * text_serial - print a note if the run was mostly serial
 * @out: the stream
 * @res: the run
 */
void text_serial(FILE *out, const struct run_result *res);

/**
 * thread_label - a thread's name without the common prefix
 * @thread: the thread
 *
 * Return: "lock-0" of "sd/lock-0".
 */
const char *thread_label(const struct syncdemo_thread *thread);

#endif
