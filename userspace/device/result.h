/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the module's verdicts are called and what they mean for the exit
 * status. Pure.
 */
#ifndef SYNCDEMO_RESULT_H
#define SYNCDEMO_RESULT_H

#include <stdbool.h>
#include <stddef.h>

#include "uapi/syncdemo.h"

/**
 * struct run_result - one result with all that belongs to it
 * @result: verdict, reason, parameters
 * @metrics: result.nr_metrics figures
 * @threads: result.nr_threads threads
 * @stats: what was measured of each of them, or NULL if nothing was
 */
struct run_result {
	struct syncdemo_result result;
	struct syncdemo_metric *metrics;
	struct syncdemo_thread *threads;
	struct syncdemo_stats *stats;
};

/**
 * verdict_name - the verdict in capitals ("PASS")
 * @verdict: enum syncdemo_verdict, or a number that a newer module made up
 *
 * Return: the name, "UNKNOWN" for a number without one.
 */
const char *verdict_name(__u32 verdict);

/**
 * verdict_expected - whether a run came out as it must
 * @verdict: enum syncdemo_verdict; an unknown number counts as a failure
 */
bool verdict_expected(__u32 verdict);

/**
 * verdict_is_of_broken - whether it is one that only a variant broken on purpose gets
 * @verdict: enum syncdemo_verdict
 *
 * Its threads are held to a schedule, which shows in every figure of time.
 */
static inline bool verdict_is_of_broken(__u32 verdict)
{
	return verdict == SYNCDEMO_XFAIL || verdict == SYNCDEMO_XPASS;
}

/**
 * verdict_severity - which of several verdicts tells of all of them
 * @verdict: enum syncdemo_verdict; an unknown number is the most severe
 *
 * Return: the greater the worse. What is as expected is the least; then what could
 * not be judged; of failures a broken promise outweighs what ended the run.
 */
unsigned int verdict_severity(__u32 verdict);

/**
 * results_status - the exit status of the runs together
 * @results: the reports
 * @n: how many; none at all is a failure
 * @interrupted: whether a signal ended the run
 *
 * Return: enum exit_status.
 */
int results_status(const struct run_result *results, size_t n, bool interrupted);

/**
 * run_result_free - release what client_result() allocated
 * @res: the report
 */
void run_result_free(struct run_result *res);

#endif
