// SPDX-License-Identifier: GPL-2.0-only
/*
 * Percentiles and buckets of histograms, by tables and by comparison with a naive version.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analysis/times.h"
#include "base/util.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percentiles),
		cmocka_unit_test(percentiles_bound_the_exact_ones),
		cmocka_unit_test(huge_counts),
		cmocka_unit_test(buckets),
	};

	return cmocka_run_group_tests_name("times", tests, NULL, NULL);
}
