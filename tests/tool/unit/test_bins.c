// SPDX-License-Identifier: GPL-2.0-only
/*
 * Adding up leaves nothing out: of random runs, every event and every nanosecond
 * is drawn somewhere or is said to be outside.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/bins.h"
#include "analysis/coalesce.h"
#include "base/util.h"
#include "traces.h"

/**
 * struct sums - all that was added up
 * @events: events
 * @spans: spans
 * @ns: time
 */
struct sums {
	__u64 events;
	__u64 spans;
	__u64 ns;
};

static struct sums sum_cells(const struct bins *columns)
{
	struct sums sums = {};

	for (size_t i = 0; i < columns->nr * columns->lanes; i++) {
		const struct cell *cell = &columns->cells[i];

		sums.events += cell->events;
		sums.spans += cell->spans;
		for (int state = 0; state < NR_SPAN_STATES; state++)
			sums.ns += cell->ns[state];
	}
	return sums;
}

/* What of the lanes is in the window, counted the slow way. */
static struct sums sum_lanes(const struct lanes *lanes, const struct window *window,
			     __u64 single_ns)
{
	struct sums sums = { .events = lanes->trace->nr_events };

	for (size_t i = 0; i < lanes->nr_lanes; i++)
		for (size_t j = 0; j < lanes->lanes[i].nr_spans; j++) {
			const struct span *span = &lanes->lanes[i].spans[j];
			__u64 from = span->from > window->from ? span->from : window->from;
			__u64 to = span->to < window->to ? span->to : window->to;

			if (!span_in_window(window, span))
				continue;
			sums.spans++;
			if (span->to - span->from < single_ns)
				sums.ns += to - from;
		}
	return sums;
}

/* No column may hold more time than it has. */
static void assert_columns_full_at_most(const struct bins *columns)
{
	for (size_t i = 0; i < columns->nr * columns->lanes; i++) {
		size_t column = i % columns->nr;
		__u64 sum = 0;

		for (int state = 0; state < NR_SPAN_STATES; state++)
			sum += columns->cells[i].ns[state];
		assert_true(sum <= bin_start(columns, column + 1) -
				   bin_start(columns, column));
	}
}

static void check_columns(const struct lanes *lanes, const struct window *window, size_t nr,
			  __u64 single_ns)
{
	struct sums expected = sum_lanes(lanes, window, single_ns), got;
	struct bins columns;

	assert_int_equal(bins_make(&columns, lanes, window, nr, single_ns), 0);
	got = sum_cells(&columns);
	assert_true(got.events + columns.outside == expected.events);
	assert_true(got.spans + columns.single == expected.spans);
	assert_true(got.ns == expected.ns);
	assert_columns_full_at_most(&columns);
	bins_free(&columns);
}

static void columns_leave_nothing_out(void **state)
{
	(void)state;
	for (unsigned int seed = 1; seed <= 60; seed++) {
		unsigned int threads = 1 + seed % 9;
		struct trace trace;
		struct lanes lanes;
		__u64 end;

		random_trace(&trace, seed, threads, 5 + 37 * (seed % 23), seed % 5);
		assert_int_equal(lanes_make(&lanes, &trace), 0);
		end = lanes.end;
		for (size_t nr = 1; nr < 2000; nr = nr * 3 + 1) {
			check_columns(&lanes, &(struct window) { 0, end }, nr, UINT64_MAX);
			check_columns(&lanes, &(struct window) { end / 3, end / 2 + 1 }, nr,
				      end / 100);
			check_columns(&lanes, &(struct window) { end / 2, end / 2 + 7 }, nr, 3);
		}
		lanes_free(&lanes);
		trace_free(&trace);
	}
}

static void check_row(const struct lane *lane, const struct row *row)
{
	size_t spans = 0, events = 0;
	__u64 at = row->n ? row->pieces[0].from : 0;

	for (size_t i = 0; i < row->n; i++) {
		const struct piece *piece = &row->pieces[i];
		__u64 ns = 0;

		assert_true(piece->from == at);
		assert_int_equal(piece->first, spans);
		assert_int_equal(piece->first_event, events);
		for (int state = 0; state < NR_SPAN_STATES; state++)
			ns += piece->ns[state];
		assert_true(ns == piece->to - piece->from);
		at = piece->to;
		spans += piece->spans;
		events += piece->events;
	}
	assert_int_equal(spans, lane->nr_spans);
	assert_int_equal(events, lane->nr_events);
}

static void pieces_leave_nothing_out(void **state)
{
	(void)state;
	for (unsigned int seed = 1; seed <= 60; seed++) {
		unsigned int threads = 1 + seed % 9;
		size_t most = threads * (4 + seed);
		struct trace trace;
		struct lanes lanes;
		struct coalesced pieces;
		size_t n = 0;

		random_trace(&trace, seed, threads, 400, seed % 7);
		assert_int_equal(lanes_make(&lanes, &trace), 0);
		assert_int_equal(coalesce_spans(&pieces, &lanes, most), 0);
		for (size_t i = 0; i < threads; i++) {
			check_row(&lanes.lanes[i], &pieces.rows[i]);
			n += pieces.rows[i].n;
		}
		assert_true(n <= most);
		coalesced_free(&pieces);
		lanes_free(&lanes);
		trace_free(&trace);
	}
}

/* With room for all of them nothing is summed up. */
static void few_spans_stay_apart(void **state)
{
	struct trace trace;
	struct lanes lanes;
	struct coalesced pieces;

	(void)state;
	condition_trace(&trace);
	assert_int_equal(lanes_make(&lanes, &trace), 0);
	assert_int_equal(coalesce_spans(&pieces, &lanes, 1000), 0);
	assert_true(pieces.least_ns == 0);
	for (size_t i = 0; i < lanes.nr_lanes; i++)
		assert_int_equal(pieces.rows[i].n, lanes.lanes[i].nr_spans);
	coalesced_free(&pieces);
	lanes_free(&lanes);
	trace_free(&trace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_leave_nothing_out),
		cmocka_unit_test(pieces_leave_nothing_out),
		cmocka_unit_test(few_spans_stay_apart),
	};

	return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
