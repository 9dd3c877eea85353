/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What was measured of a run, for people: tables and bars. Pure.
 */
#ifndef SYNCDEMO_TEXT_STATS_H
#define SYNCDEMO_TEXT_STATS_H

#include <stdio.h>

#include "analysis/summary.h"
#include "device/result.h"

/**
 * text_stats - a table of the threads, what they come to, and histograms
 * @out: where to
 * @res: the run
 * @clocksource: what the kernel tells time by, see clocksource.h
 */
void text_stats(FILE *out, const struct run_result *res, const char *clocksource);

/**
 * text_serial - a sentence if the run was mostly serial
 * @out: where to
 * @res: the run
 */
void text_serial(FILE *out, const struct run_result *res);

/**
 * thread_label - a thread's name without what all of them have in common
 * @thread: the thread
 *
 * Return: "lock-0" of "syncdemo/lock-0".
 */
const char *thread_label(const struct syncdemo_thread *thread);

#endif
