/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What came out of a comparison, in the order in which it is shown. Pure.
 *
 * All variants run in turns, as many rounds of them as was asked for. A variant's
 * figures are those of its median run by throughput, of an even number the slower one
 * in the middle; its verdict is the worst that any of its runs came to.
 */
#ifndef SYNCDEMO_COMPARE_H
#define SYNCDEMO_COMPARE_H

#include "analysis/summary.h"
#include "device/plan.h"
#include "device/result.h"

/* The most rounds of a comparison: what --runs takes. */
#define COMPARE_RUNS_MAX	99

/**
 * struct compared - one variant of a comparison
 * @variant: the variant
 * @runs: how many runs of it there were
 * @res: its median run
 * @round: the round of that run, from 1
 * @judged: the run with the worst verdict, the first of them
 * @alike: how many runs had that verdict
 * @stats: what was measured in its median run; all NAN and 0 if nothing was
 * @ratio: its throughput in that of the fastest correct variant; NAN if unknown
 */
struct compared {
	const struct variant *variant;
	size_t runs;
	const struct run_result *res;
	size_t round;
	const struct run_result *judged;
	size_t alike;
	struct run_summary stats;
	double ratio;
};

/**
 * struct comparison - all variants of a demo
 * @plan: what was run
 * @clocksource: what the kernel tells time by, see clocksource.h
 * @rounds: how many times each variant was to run, up to COMPARE_RUNS_MAX
 * @results: the runs: each round in the module's order, one round after the other
 * @n: how many they are; fewer than the rounds have if a signal ended it
 * @nr_rows: how many variants have run
 * @rows: the variants: correct ones that were judged, the fastest first (before
 *	any that failed, which may be fast because it is wrong); then those that
 *	were skipped; then the broken ones in the module's order
 */
struct comparison {
	const struct plan *plan;
	char clocksource[32];
	unsigned int rounds;
	struct run_result *results;
	size_t n;
	size_t nr_rows;
	struct compared *rows;
};

/* Which of the tables a variant belongs in, in the order in which they are shown. */
enum compared_kind {
	COMPARED_PASSED,
	COMPARED_FAILED,
	COMPARED_SKIPPED,
	COMPARED_BROKEN,
};

/**
 * compared_kind - where a variant belongs
 * @row: the variant
 */
enum compared_kind compared_kind(const struct compared *row);

/**
 * comparison_runs - how many runs a comparison has if nothing ends it early
 * @comparison: with @plan and @rounds set
 */
size_t comparison_runs(const struct comparison *comparison);

/**
 * lower_median - which of some numbers is the median
 * @values: the numbers; those that are NAN are left out
 * @n: how many, at least 1
 *
 * Of an even number it is the lesser one in the middle, so that it is always one of
 * them; of equal ones the first.
 *
 * Return: its index; 0 if all are NAN.
 */
size_t lower_median(const double *values, size_t n);

/**
 * comparison_make - from reports to rows
 * @comparison: with @plan, @rounds, @results and @n set; @rows has room for a row of
 *	each variant
 */
void comparison_make(struct comparison *comparison);

#endif
