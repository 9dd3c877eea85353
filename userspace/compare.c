// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sorts the variants of a demo by how fast they were. Called by cmd_compare.c.
 */
#include <stdlib.h>

#include "compare.h"

enum compared_kind compared_kind(const struct compared *row)
{
	__u32 verdict = row->report->result.verdict;

	if (row->variant->info.flags & SYNCDEMO_VARIANT_BROKEN)
		return COMPARED_BROKEN;
	if (verdict == SYNCDEMO_SKIP)
		return COMPARED_SKIPPED;
	return verdict_expected(verdict) ? COMPARED_PASSED : COMPARED_FAILED;
}

/* NAN is slower than anything. */
static int by_speed(const struct compared *a, const struct compared *b)
{
	double x = isnan(a->stats.throughput) ? -1 : a->stats.throughput;
	double y = isnan(b->stats.throughput) ? -1 : b->stats.throughput;

	return (x < y) - (x > y);
}

/* Those that were skipped were not, and a broken one's speed says nothing. */
static bool is_measured(const struct compared *row)
{
	return compared_kind(row) < COMPARED_SKIPPED;
}

static int in_order(const void *first, const void *second)
{
	const struct compared *a = first, *b = second;
	int order = (int)compared_kind(a) - (int)compared_kind(b);

	if (!order && is_measured(a))
		order = by_speed(a, b);
	if (!order)
		order = (int)a->variant->info.index - (int)b->variant->info.index;
	return order;
}

static void fill_row(struct compared *row, const struct variant *variant,
		     const struct report *report)
{
	row->variant = variant;
	row->report = report;
	row->ratio = NAN;
	stats_run(report->stats, report->stats ? report->result.nr_threads : 0, &row->stats);
}

void comparison_make(struct comparison *comparison)
{
	struct compared *rows = comparison->rows;
	double fastest;

	for (size_t i = 0; i < comparison->n; i++)
		fill_row(&rows[i], &comparison->plan->demo->variants[i],
			 &comparison->reports[i]);
	qsort(rows, comparison->n, sizeof(*rows), in_order);
	if (!comparison->n)
		return;
	fastest = rows[0].stats.throughput;
	for (size_t i = 0; i < comparison->n; i++)
		if (is_measured(&rows[i]))
			rows[i].ratio = rows[i].stats.throughput / fastest;
}
