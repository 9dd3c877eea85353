/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the module's verdicts are called and what they mean for the exit
 * status. Pure.
 */
#ifndef SYNCDEMO_VERDICT_H
#define SYNCDEMO_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "uapi/syncdemo.h"

/**
 * struct report - one result with all that belongs to it
 * @result: verdict, reason, parameters
 * @figures: result.nr_figures figures
 * @threads: result.nr_threads threads
 * @stats: what was measured of each of them, or NULL if nothing was
 */
struct report {
	struct syncdemo_result result;
	struct syncdemo_figure *figures;
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
 * verdict_is_of_twin - whether it is one that only a variant broken on purpose gets
 * @verdict: enum syncdemo_verdict
 *
 * Its threads are held to a schedule, which shows in every figure of time.
 */
static inline bool verdict_is_of_twin(__u32 verdict)
{
	return verdict == SYNCDEMO_XFAIL || verdict == SYNCDEMO_XPASS;
}

/**
 * verdict_gravity - which of several verdicts tells of all of them
 * @verdict: enum syncdemo_verdict; an unknown number is the gravest
 *
 * Return: the greater the worse. What is as expected is the least; then what could
 * not be judged; of failures a broken promise outweighs what ended the run.
 */
unsigned int verdict_gravity(__u32 verdict);

/**
 * reports_status - the exit status of the runs together
 * @reports: the reports
 * @n: how many; none at all is a failure
 * @interrupted: whether a signal ended the run
 *
 * Return: enum exit_status.
 */
int reports_status(const struct report *reports, size_t n, bool interrupted);

/**
 * report_free - release what client_report() allocated
 * @report: the report
 */
void report_free(struct report *report);

#endif
