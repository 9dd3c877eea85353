// SPDX-License-Identifier: GPL-2.0-only
/*
 * Adding up leaves nothing out: of random runs, every event and every nanosecond
 * is in a bin or counted as outside.
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
 * struct sums - totals to compare
 * @events: number of events
 * @spans: number of spans
 * @ns: time in spans
 */
struct sums {
	__u64 events;
	__u64 spans;
	__u64 ns;
};

static struct sums sum_cells(const struct bins *bins)
{
	struct sums sums = {};

	for (size_t i = 0; i < bins->nr * bins->lanes; i++) {
		const struct cell *cell = &bins->cells[i];

		sums.events += cell->events;
		sums.spans += cell->spans;
		for (int state = 0; state < NR_SPAN_STATES; state++)
			sums.ns += cell->ns[state];
	}
	return sums;
}

/* Sums of what is in the window, computed naively. */
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

/* No bin may hold more time than its width. */
static void assert_bins_full_at_most(const struct bins *bins)
{
	for (size_t i = 0; i < bins->nr * bins->lanes; i++) {
		size_t bin = i % bins->nr;
		__u64 sum = 0;

		for (int state = 0; state < NR_SPAN_STATES; state++)
			sum += bins->cells[i].ns[state];
		assert_true(sum <= bin_start(bins, bin + 1) -
				   bin_start(bins, bin));
	}
}

static void check_bins(const struct lanes *lanes, const struct window *window, size_t nr,
		       __u64 single_ns)
{
	struct sums expected = sum_lanes(lanes, window, single_ns), got;
	struct bins bins;

	assert_int_equal(bins_make(&bins, lanes, window, nr, single_ns), 0);
	got = sum_cells(&bins);
	assert_true(got.events + bins.outside == expected.events);
	assert_true(got.spans + bins.single == expected.spans);
	assert_true(got.ns == expected.ns);
	assert_bins_full_at_most(&bins);
	bins_free(&bins);
}

static void bins_leave_nothing_out(void **state)
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
			check_bins(&lanes, &(struct window) { 0, end }, nr, UINT64_MAX);
			check_bins(&lanes, &(struct window) { end / 3, end / 2 + 1 }, nr,
				   end / 100);
			check_bins(&lanes, &(struct window) { end / 2, end / 2 + 7 }, nr, 3);
		}
		lanes_free(&lanes);
		trace_free(&trace);
	}
}

static void check_lane(const struct lane *lane, const struct coalesced_lane *merged)
{
	size_t spans = 0, events = 0;
	__u64 at = merged->nr_spans ? merged->spans[0].from : 0;

	for (size_t i = 0; i < merged->nr_spans; i++) {
		const struct coalesced_span *span = &merged->spans[i];
		__u64 ns = 0;

		assert_true(span->from == at);
		assert_int_equal(span->first, spans);
		assert_int_equal(span->first_event, events);
		for (int state = 0; state < NR_SPAN_STATES; state++)
			ns += span->ns[state];
		assert_true(ns == span->to - span->from);
		at = span->to;
		spans += span->nr_spans;
		events += span->nr_events;
	}
	assert_int_equal(spans, lane->nr_spans);
	assert_int_equal(events, lane->nr_events);
}

static void coalesced_spans_leave_nothing_out(void **state)
{
	(void)state;
	for (unsigned int seed = 1; seed <= 60; seed++) {
		unsigned int threads = 1 + seed % 9;
		size_t most = threads * (4 + seed);
		struct trace trace;
		struct lanes lanes;
		struct coalesced coalesced;
		size_t n = 0;

		random_trace(&trace, seed, threads, 400, seed % 7);
		assert_int_equal(lanes_make(&lanes, &trace), 0);
		assert_int_equal(coalesce_spans(&coalesced, &lanes, most), 0);
		for (size_t i = 0; i < threads; i++) {
			check_lane(&lanes.lanes[i], &coalesced.lanes[i]);
			n += coalesced.lanes[i].nr_spans;
		}
		assert_true(n <= most);
		coalesced_free(&coalesced);
		lanes_free(&lanes);
		trace_free(&trace);
	}
}

/* With room for all spans none are merged. */
static void few_spans_stay_apart(void **state)
{
	struct trace trace;
	struct lanes lanes;
	struct coalesced coalesced;

	(void)state;
	condition_trace(&trace);
	assert_int_equal(lanes_make(&lanes, &trace), 0);
	assert_int_equal(coalesce_spans(&coalesced, &lanes, 1000), 0);
	assert_true(coalesced.min_ns == 0);
	for (size_t i = 0; i < lanes.nr_lanes; i++)
		assert_int_equal(coalesced.lanes[i].nr_spans, lanes.lanes[i].nr_spans);
	coalesced_free(&coalesced);
	lanes_free(&lanes);
	trace_free(&trace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bins_leave_nothing_out),
		cmocka_unit_test(coalesced_spans_leave_nothing_out),
		cmocka_unit_test(few_spans_stay_apart),
	};

	return cmocka_run_group_tests_name("bins", tests, NULL, NULL);
}
