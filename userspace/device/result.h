/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results of runs: names of verdicts and their meaning for the exit status. Pure.
 */
#ifndef SYNCDEMO_RESULT_H
#define SYNCDEMO_RESULT_H

#include <stdbool.h>
#include <stddef.h>

#include "uapi/syncdemo.h"

/**
 * struct run_result - one result with its metrics and threads
 * @result: verdict, reason, parameters
 * @metrics: result.nr_metrics metrics
 * @threads: result.nr_threads threads
 * @stats: statistics of each thread, or NULL if nothing was measured
 */
struct run_result {
	struct syncdemo_result result;
	struct syncdemo_metric *metrics;
	struct syncdemo_thread *threads;
	struct syncdemo_stats *stats;
};

/**
 * verdict_name - the verdict in capitals ("PASS")
 * @verdict: enum syncdemo_verdict, or an unknown number of a newer module
 *
 * Return: the name, "UNKNOWN" for a number without one.
 */
const char *verdict_name(__u32 verdict);

/**
 * verdict_expected - whether a verdict is no failure
 * @verdict: enum syncdemo_verdict; an unknown number counts as a failure
 */
bool verdict_expected(__u32 verdict);

/**
 * verdict_is_of_broken - whether only a broken variant gets this verdict
 * @verdict: enum syncdemo_verdict
 *
 * Order rules hold its threads, which distorts all times.
 */
static inline bool verdict_is_of_broken(__u32 verdict)
{
	return verdict == SYNCDEMO_XFAIL || verdict == SYNCDEMO_XPASS;
}

/**
 * verdict_severity - order of verdicts, to pick the worst one of several runs
 * @verdict: enum syncdemo_verdict; an unknown number is the most severe
 *
 * Return: a number, greater for a worse verdict: 0 for an expected verdict, then SKIP,
 * then runs that ended early, then FAIL and XPASS.
 */
unsigned int verdict_severity(__u32 verdict);

/**
 * results_status - the exit status of several runs
 * @results: the results
 * @n: number of results; 0 is a failure
 * @interrupted: whether a signal ended the run
 *
 * Return: enum exit_status.
 */
int results_status(const struct run_result *results, size_t n, bool interrupted);

/**
 * run_result_free - release what client_result() allocated
 * @res: the result
 */
void run_result_free(struct run_result *res);

#endif
