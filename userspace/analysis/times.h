/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads the module's histograms of times (struct syncdemo_times): percentiles, sums,
 * buckets. Pure. The summary, the comparison and all renderers use it.
 */
#ifndef SYNCDEMO_TIMES_H
#define SYNCDEMO_TIMES_H

#include "uapi/syncdemo.h"

/**
 * times_percentile - upper bound of a percentile
 * @times: the times
 * @permille: the percentile, in thousandths (1 to 1000): 500 for the median
 *
 * A bucket of the histogram counts the times between two powers of two. So the result
 * is not a measured time but the upper end of the bucket that holds the time of rank
 * ceil(permille / 1000 * count) ("nearest rank", definition 1 in R. Hyndman, Y. Fan:
 * Sample Quantiles in Statistical Packages, The American Statistician 50(4), 1996),
 * at most the longest time. "p99 is 127 ns" means that at least 99 of 100 times were
 * no longer than 127 ns. The exact percentile is at most the result and, from 1 ns to
 * below 2^39 ns (9 min), more than half of it.
 *
 * Return: the bound (ns), or 0 if there are no times.
 */
__u64 times_percentile(const struct syncdemo_times *times, unsigned int permille);

/**
 * times_add - add one histogram to another
 * @sum: the sum
 * @times: the histogram to add
 */
void times_add(struct syncdemo_times *sum, const struct syncdemo_times *times);

/**
 * times_buckets - the range of buckets that are not empty
 * @times: the times; there is at least one
 * @first: (out) the first bucket
 * @last: (out) the last bucket
 *
 * Return: the count of the fullest bucket.
 */
__u64 times_buckets(const struct syncdemo_times *times, unsigned int *first,
		    unsigned int *last);

/* The shortest and the longest time that a bucket counts (ns); see syncdemo_times. */
__u64 bucket_from_ns(unsigned int bucket);
__u64 bucket_to_ns(unsigned int bucket, const struct syncdemo_times *times);

#endif
