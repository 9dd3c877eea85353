/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The outcome of a comparison, in the order in which it is shown. Pure.
 *
 * All variants run in turns, for the requested number of rounds. A variant's metrics
 * are those of its median run by throughput (of an even number of runs, the slower
 * middle one); its verdict is the worst of its runs.
 */
#ifndef SYNCDEMO_COMPARE_H
#define SYNCDEMO_COMPARE_H

#include "analysis/summary.h"
#include "device/plan.h"
#include "device/result.h"

/* The largest value of --runs. */
#define COMPARE_RUNS_MAX	99

/**
 * struct compared - one variant of a comparison
 * @variant: the variant
 * @runs: number of its runs
 * @res: its median run
 * @round: the round of that run, from 1
 * @judged: the run with the worst verdict, the first among equals
 * @same_verdict: number of runs with that verdict
 * @stats: summary of its median run; NAN and 0 if nothing was measured
 * @ratio: its throughput relative to the fastest correct variant; NAN if unknown
 */
struct compared {
	const struct variant *variant;
	size_t runs;
	const struct run_result *res;
	size_t round;
	const struct run_result *judged;
	size_t same_verdict;
	struct run_summary stats;
	double ratio;
};

/**
 * struct comparison - all variants of a demo
 * @plan: what was run
 * @clocksource: the kernel's clock source, see clocksource.h
 * @rounds: requested number of rounds, up to COMPARE_RUNS_MAX
 * @results: the runs, round by round, each round in the module's order
 * @n: number of runs; fewer than requested if a signal ended the comparison
 * @nr_rows: number of variants that have run
 * @rows: the variants: correct ones that passed, the fastest first; those that
 *	failed, apart because a wrong variant may be fast; skipped ones; broken ones
 *	in the module's order
 */
struct comparison {
	const struct plan *plan;
	const char *clocksource;
	unsigned int rounds;
	struct run_result *results;
	size_t n;
	size_t nr_rows;
	struct compared *rows;
};

/* The table of a variant, in the order in which the tables are shown. */
enum compared_kind {
	COMPARED_PASSED,
	COMPARED_FAILED,
	COMPARED_SKIPPED,
	COMPARED_BROKEN,
};

/**
 * compared_kind - the table of a variant
 * @row: the variant
 */
enum compared_kind compared_kind(const struct compared *row);

/**
 * comparison_runs - number of runs of a comparison that is not ended early
 * @comparison: with @plan and @rounds set
 */
size_t comparison_runs(const struct comparison *comparison);

/**
 * lower_median - index of the median
 * @values: the numbers; NAN is ignored
 * @n: how many, at least 1
 *
 * Of an even number of values it is the lower middle one, so that it always is one of
 * the values; the first among equals.
 *
 * Return: its index; 0 if all are NAN.
 */
size_t lower_median(const double *values, size_t n);

/**
 * comparison_make - make a row of each variant's runs, and sort the rows
 * @comparison: with @plan, @rounds, @results and @n set; @rows has room for a row of
 *	each variant
 */
void comparison_make(struct comparison *comparison);

#endif
