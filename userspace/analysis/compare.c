// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes one row of all runs of a variant and sorts the rows by speed. Called by
 * cmd_compare.c.
 */
#include <stdlib.h>

#include "analysis/compare.h"

enum compared_kind compared_kind(const struct compared *row)
{
	__u32 verdict = row->judged->result.verdict;

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

/* A skipped variant has no speed, and that of a broken one means nothing. */
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

size_t comparison_runs(const struct comparison *comparison)
{
	return comparison->rounds * comparison->plan->demo->nr_variants;
}

/* The number of values that sort before @values[index], of equals by index; NAN never does. */
static size_t rank(const double *values, size_t n, size_t index)
{
	size_t before = 0;

	for (size_t i = 0; i < n; i++)
		before += i < index ? values[i] <= values[index] : values[i] < values[index];
	return before;
}

size_t lower_median(const double *values, size_t n)
{
	size_t known = 0;

	for (size_t i = 0; i < n; i++)
		known += !isnan(values[i]);
	for (size_t i = 0; i < n; i++)
		if (!isnan(values[i]) && rank(values, n, i) == (known - 1) / 2)
			return i;
	return 0;
}

static void measure(const struct run_result *res, struct run_summary *stats)
{
	summary_of_run(res->stats, res->stats ? res->result.nr_threads : 0, stats);
}

/* @first: the run in the first round; those of the next rounds follow at @stride */
static void take_median(struct compared *row, const struct run_result *first, size_t stride)
{
	double speed[COMPARE_RUNS_MAX];

	for (size_t i = 0; i < row->runs; i++) {
		measure(&first[i * stride], &row->stats);
		speed[i] = row->stats.throughput;
	}
	row->round = lower_median(speed, row->runs) + 1;
	row->res = &first[(row->round - 1) * stride];
	measure(row->res, &row->stats);
}

static void take_worst(struct compared *row, const struct run_result *first, size_t stride)
{
	row->judged = first;
	for (size_t i = 1; i < row->runs; i++)
		if (verdict_severity(first[i * stride].result.verdict) >
		    verdict_severity(row->judged->result.verdict))
			row->judged = &first[i * stride];
	for (size_t i = 0; i < row->runs; i++)
		row->same_verdict += first[i * stride].result.verdict ==
				     row->judged->result.verdict;
}

/*
 * A run cancelled by the end of the comparison has neither a verdict nor a speed that
 * counts, unless the variant has no other run.
 */
static size_t count_runs(const struct comparison *comparison, size_t index)
{
	size_t stride = comparison->plan->demo->nr_variants;
	size_t runs = (comparison->n - index + stride - 1) / stride;
	size_t last = index + (runs - 1) * stride;

	if (runs > 1 && last == comparison->n - 1 &&
	    comparison->results[last].result.verdict == SYNCDEMO_CANCELLED)
		runs--;
	return runs;
}

static void fill_row(struct compared *row, const struct comparison *comparison, size_t index)
{
	size_t stride = comparison->plan->demo->nr_variants;
	const struct run_result *first = &comparison->results[index];

	*row = (struct compared) {
		.variant = &comparison->plan->demo->variants[index],
		.runs = count_runs(comparison, index),
		.ratio = NAN,
	};
	take_median(row, first, stride);
	take_worst(row, first, stride);
}

void comparison_make(struct comparison *comparison)
{
	size_t variants = comparison->plan->demo->nr_variants;
	struct compared *rows = comparison->rows;
	double fastest;

	comparison->nr_rows = comparison->n < variants ? comparison->n : variants;
	for (size_t i = 0; i < comparison->nr_rows; i++)
		fill_row(&rows[i], comparison, i);
	qsort(rows, comparison->nr_rows, sizeof(*rows), in_order);
	if (!comparison->nr_rows)
		return;
	fastest = rows[0].stats.throughput;
	for (size_t i = 0; i < comparison->nr_rows; i++)
		if (is_measured(&rows[i]))
			rows[i].ratio = rows[i].stats.throughput / fastest;
}
