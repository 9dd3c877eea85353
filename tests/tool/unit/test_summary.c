// SPDX-License-Identifier: GPL-2.0-only
/*
 * The metrics of a run and its fairness, by tables.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/fairness.h"
#include "analysis/summary.h"
#include "base/util.h"

static void assert_near(double got, double expected)
{
	double off = fabs(got - expected) * (1ULL << 40);

	if (isnan(expected) ? !isnan(got) : !(off <= fabs(expected)))
		fail_msg("%f instead of %f", got, expected);
}

static void fairness(void **state)
{
	static const struct {
		__u64 x[4];
		size_t n;
		double expected;
	} table[] = {
		{ { 0 }, 0, NAN },
		{ { 0, 0 }, 2, NAN },
		{ { 7 }, 1, 1 },
		{ { 5, 5, 5, 5 }, 4, 1 },
		{ { 9, 0, 0, 0 }, 4, 0.25 },
		{ { 3, 3, 0, 0 }, 4, 0.5 },
		{ { 1, 2, 3, 4 }, 4, 100.0 / 120 },
		{ { 1ULL << 63, 1ULL << 63 }, 2, 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct syncdemo_stats threads[4] = {};

		for (size_t j = 0; j < table[i].n; j++) {
			threads[j].overlap_operations = table[i].x[j];
			threads[j].operations = 1000 * j;	/* must not matter */
		}
		assert_near(fairness_index(threads, table[i].n), table[i].expected);
	}
}

static const struct syncdemo_stats two[] = {
	{
		.level = SYNCDEMO_STATS_FULL, .operations = 100, .acquisitions = 90,
		.contended = 9, .handoffs = 5, .longest_run = 40, .waits = 1, .signals = 2,
		.voluntary = 3, .involuntary = 4, .first_ns = 1000, .last_ns = 9000,
		.overlap_from_ns = 3000, .overlap_to_ns = 9000, .overlap_operations = 60,
		.wait = { 2, 30, 20, { [3] = 1, [4] = 1 } }, .hold = { 1, 7, 7, { [2] = 1 } },
	}, {
		.thread = 1,
		.level = SYNCDEMO_STATS_FULL, .operations = 200, .acquisitions = 110,
		.contended = 11, .handoffs = 15, .longest_run = 30, .waits = 10, .signals = 20,
		.voluntary = 30, .involuntary = 40, .first_ns = 3000, .last_ns = 11000,
		.overlap_from_ns = 3000, .overlap_to_ns = 9000, .overlap_operations = 180,
		.wait = { 1, 40, 40, { [5] = 1 } }, .hold = { 2, 9, 6, { [1] = 1, [2] = 1 } },
	},
};

static void merged(void **state)
{
	struct syncdemo_stats all;

	(void)state;
	summary_merge(two, 2, &all);
	assert_int_equal(all.level, SYNCDEMO_STATS_FULL);
	assert_int_equal(all.operations, 300);
	assert_int_equal(all.acquisitions, 200);
	assert_int_equal(all.contended, 20);
	assert_int_equal(all.handoffs, 20);
	assert_int_equal(all.longest_run, 40);
	assert_int_equal(all.waits, 11);
	assert_int_equal(all.signals, 22);
	assert_int_equal(all.voluntary, 33);
	assert_int_equal(all.involuntary, 44);
	assert_int_equal(all.first_ns, 1000);
	assert_int_equal(all.last_ns, 11000);
	assert_int_equal(all.overlap_from_ns, 3000);
	assert_int_equal(all.overlap_to_ns, 9000);
	assert_int_equal(all.overlap_operations, 240);
	assert_int_equal(all.wait.count, 3);
	assert_int_equal(all.wait.sum_ns, 70);
	assert_int_equal(all.wait.max_ns, 40);
	assert_int_equal(all.wait.bucket[4], 1);
	assert_int_equal(all.wait.bucket[5], 1);
	assert_int_equal(all.hold.max_ns, 7);
	assert_int_equal(all.hold.bucket[2], 2);
	summary_merge(two, 0, &all);
	assert_int_equal(all.operations, 0);
}

static void of_a_run(void **state)
{
	struct run_summary run;

	(void)state;
	summary_of_run(two, 2, &run);
	assert_int_equal(run.nr_threads, 2);
	assert_int_equal(run.start_skew_ns, 2000);
	assert_int_equal(run.span_ns, 10000);
	assert_near(run.overlap_share, 0.6);
	assert_near(run.fairness, 240.0 * 240 / (2 * (60 * 60 + 180 * 180)));
	assert_near(run.throughput, 30000000);
	assert_near(run.contended_share, 0.1);
	assert_near(run.handoff_share, 0.1);
	assert_false(run.mostly_serial);
}

/* Speed and overlap of a few operations are meaningless. */
static void too_few_operations(void **state)
{
	struct syncdemo_stats threads[2] = { two[0], two[1] };
	struct run_summary run;

	(void)state;
	threads[0].operations = SUMMARY_ENOUGH;
	threads[1].operations = SUMMARY_ENOUGH - 1;
	summary_of_run(threads, 2, &run);
	assert_near(run.overlap_share, NAN);
	assert_near(run.throughput, NAN);
	assert_false(run.mostly_serial);
	threads[1].operations = SUMMARY_ENOUGH;
	summary_of_run(threads, 2, &run);
	assert_near(run.overlap_share, 0.6);
}

/* A thread without operations has no times, but counts in the fairness. */
static void idle_thread(void **state)
{
	struct syncdemo_stats threads[3] = { {}, two[0], two[1] };
	struct run_summary run;

	(void)state;
	summary_of_run(threads, 3, &run);
	assert_int_equal(run.all.first_ns, 1000);
	assert_int_equal(run.start_skew_ns, 2000);
	assert_near(run.fairness, 240.0 * 240 / (3 * (60 * 60 + 180 * 180)));
}

static void nothing_measured(void **state)
{
	struct syncdemo_stats threads[2] = {};
	struct run_summary run;

	(void)state;
	for (size_t n = 0; n <= 2; n++) {
		summary_of_run(threads, n, &run);
		assert_near(run.overlap_share, NAN);
		assert_near(run.fairness, NAN);
		assert_near(run.throughput, NAN);
		assert_near(run.contended_share, NAN);
		assert_near(run.handoff_share, NAN);
		assert_false(run.mostly_serial);
	}
}

static void serial_runs(void **state)
{
	static const struct {
		size_t n;
		__u64 from, to;
		double share;
		bool serial;
	} table[] = {
		{ 2, 1000, 11000, 1, false },
		{ 2, 3000, 8000, 0.5, false },
		{ 2, 3000, 7999, 0.4999, true },
		{ 2, 8000, 3000, 0, true },	/* one was done before the other began */
		{ 2, 0, 0, 0, true },
		{ 2, 0, 20000, 1, false },	/* no more than all of it */
		{ 1, 9000, 9000, 0, false },	/* a single thread is never serial */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct syncdemo_stats threads[2];
		struct run_summary run;

		for (size_t j = 0; j < 2; j++) {
			threads[j] = two[j];
			threads[j].first_ns = 1000;
			threads[j].last_ns = 11000;
			threads[j].overlap_from_ns = table[i].from;
			threads[j].overlap_to_ns = table[i].to;
		}
		summary_of_run(threads, table[i].n, &run);
		assert_near(run.overlap_share, table[i].share);
		if (run.mostly_serial != table[i].serial)
			fail_msg("row %zu: serial %d", i, run.mostly_serial);
	}
}

static void too_few_to_say(void **state)
{
	struct syncdemo_stats threads[2] = { two[0], two[1] };
	struct run_summary run;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		threads[i].operations = 10;
		threads[i].overlap_to_ns = 0;
	}
	summary_of_run(threads, 2, &run);
	assert_true(run.mostly_serial);
	assert_near(run.throughput, 2000000);
	threads[0].operations = 9;
	summary_of_run(threads, 2, &run);
	assert_false(run.mostly_serial);
	assert_near(run.throughput, NAN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fairness),
		cmocka_unit_test(merged),
		cmocka_unit_test(of_a_run),
		cmocka_unit_test(idle_thread),
		cmocka_unit_test(too_few_operations),
		cmocka_unit_test(nothing_measured),
		cmocka_unit_test(serial_runs),
		cmocka_unit_test(too_few_to_say),
	};

	return cmocka_run_group_tests_name("summary", tests, NULL, NULL);
}
