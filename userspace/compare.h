/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What came out of a comparison, in the order in which it is shown. Pure.
 */
#ifndef SYNCDEMO_COMPARE_H
#define SYNCDEMO_COMPARE_H

#include "plan.h"
#include "stats.h"
#include "verdict.h"

/**
 * struct compared - one variant of a comparison
 * @variant: the variant
 * @report: what its run came to
 * @stats: what was measured; all NAN and 0 if nothing was
 * @ratio: its throughput in that of the fastest correct variant; NAN if unknown
 */
struct compared {
	const struct variant *variant;
	const struct report *report;
	struct run_stats stats;
	double ratio;
};

/**
 * struct comparison - all variants of a demo
 * @plan: what was run
 * @clocksource: what the kernel tells time by, see clocksource.h
 * @reports: the runs, in the module's order
 * @n: how many they are; fewer than the demo's variants if a signal ended it
 * @rows: the variants: correct ones that were judged, the fastest first (before
 *	any that failed, which may be fast because it is wrong); then those that
 *	were skipped; then the broken ones in the module's order
 */
struct comparison {
	const struct plan *plan;
	char clocksource[32];
	struct report *reports;
	size_t n;
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
 * comparison_make - from reports to rows
 * @comparison: with @plan, @reports and @n set; @rows has room for @n of them
 */
void comparison_make(struct comparison *comparison);

#endif
