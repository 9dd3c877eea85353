// SPDX-License-Identifier: GPL-2.0-only
/*
 * The arithmetic of metrics, by tables and by comparison with a naive version.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/summary.h"
#include "base/util.h"

static void assert_near(double got, double expected)
{
	double off = fabs(got - expected) * (1ULL << 40);

	if (isnan(expected) ? !isnan(got) : !(off <= fabs(expected)))
		fail_msg("%f instead of %f", got, expected);
}

/* As the module does it. */
static void note(struct syncdemo_times *times, __u64 ns)
{
	unsigned int bucket = 0;

	while (bucket < SYNCDEMO_BUCKETS - 1 && ns >= 2ULL << bucket)
		bucket++;
	times->bucket[bucket]++;
	times->count++;
	times->sum_ns += ns;
	if (ns > times->max_ns)
		times->max_ns = ns;
}

static void percentiles(void **state)
{
	static const struct {
		__u64 ns[6];
		size_t n;
		unsigned int permille;
		__u64 expected;
	} table[] = {
		{ { 0 }, 0, 500, 0 },
		{ { 0 }, 1, 500, 0 },
		{ { 1 }, 1, 990, 1 },
		{ { 100 }, 1, 500, 100 },		/* no more than the longest */
		{ { 64, 127 }, 2, 500, 127 },		/* one bucket */
		{ { 64, 128 }, 2, 500, 127 },		/* rank 1 of 2 */
		{ { 64, 128 }, 2, 501, 128 },		/* rank 2 */
		{ { 64, 128 }, 2, 1000, 128 },
		{ { 5, 64, 300, 301, 5000, 70000 }, 6, 500, 511 },
		{ { 5, 64, 300, 301, 5000, 70000 }, 6, 833, 8191 },
		{ { 5, 64, 300, 301, 5000, 70000 }, 6, 834, 70000 },
		{ { 5, 64, 300, 301, 5000, 70000 }, 6, 1, 7 },
		{ { 1ULL << 39, 1ULL << 50 }, 2, 500, 1ULL << 50 },	/* the last bucket */
		{ { 1ULL << 38, 1ULL << 50 }, 2, 500, (1ULL << 39) - 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct syncdemo_times times = {};

		for (size_t j = 0; j < table[i].n; j++)
			note(&times, table[i].ns[j]);
		if (times_percentile(&times, table[i].permille) != table[i].expected)
			fail_msg("row %zu: %llu instead of %llu", i,
				 times_percentile(&times, table[i].permille), table[i].expected);
	}
}

static int by_size(const void *a, const void *b)
{
	__u64 x = *(const __u64 *)a, y = *(const __u64 *)b;

	return (x > y) - (x < y);
}

#define SAMPLES	1000

/* What the header promises: never less than the exact one, and less than twice. */
static void percentiles_bound_the_exact_ones(void **state)
{
	struct syncdemo_times times = {};
	__u64 ns[SAMPLES];

	(void)state;
	srandom(1);
	for (size_t i = 0; i < SAMPLES; i++) {
		ns[i] = random() >> (random() % 31);
		note(&times, ns[i]);
	}
	qsort(ns, SAMPLES, sizeof(*ns), by_size);
	for (unsigned int permille = 1; permille <= 1000; permille++) {
		__u64 exact = ns[permille * SAMPLES / 1000 - 1];
		__u64 bound = times_percentile(&times, permille);

		if (bound < exact || (exact && bound >= 2 * exact) || bound > times.max_ns)
			fail_msg("permille %u: %llu for %llu", permille, bound, exact);
	}
}

static void huge_counts(void **state)
{
	struct syncdemo_times times = { .count = UINT64_MAX, .max_ns = 3 };

	(void)state;
	times.bucket[0] = UINT64_MAX / 2 + 1;
	times.bucket[1] = UINT64_MAX / 2;
	assert_true(times_percentile(&times, 500) == 1);
	assert_true(times_percentile(&times, 501) == 3);
}

static void buckets(void **state)
{
	struct syncdemo_times times = { .max_ns = UINT64_MAX };

	(void)state;
	assert_true(bucket_from_ns(0) == 0 && bucket_to_ns(0, &times) == 1);
	assert_true(bucket_from_ns(1) == 2 && bucket_to_ns(1, &times) == 3);
	assert_true(bucket_from_ns(10) == 1024 && bucket_to_ns(10, &times) == 2047);
	assert_true(bucket_from_ns(39) == 1ULL << 39 && bucket_to_ns(39, &times) == UINT64_MAX);
	times.max_ns = 1500;
	assert_true(bucket_to_ns(10, &times) == 1500);
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
		assert_near(summary_fairness(threads, table[i].n), table[i].expected);
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
		cmocka_unit_test(percentiles),
		cmocka_unit_test(percentiles_bound_the_exact_ones),
		cmocka_unit_test(huge_counts),
		cmocka_unit_test(buckets),
		cmocka_unit_test(fairness),
		cmocka_unit_test(merged),
		cmocka_unit_test(of_a_run),
		cmocka_unit_test(idle_thread),
		cmocka_unit_test(too_few_operations),
		cmocka_unit_test(nothing_measured),
		cmocka_unit_test(serial_runs),
		cmocka_unit_test(too_few_to_say),
	};

	return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
