/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Summarises a run from the module's per-thread statistics. Pure: structures in,
 * numbers out. An unknown value is NAN, never 0.
 */
#ifndef SYNCDEMO_SUMMARY_H
#define SYNCDEMO_SUMMARY_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "uapi/syncdemo.h"

/*
 * If all threads ran together for less than this share of a run, it is "mostly
 * serial": its contention and speed are those of fewer threads than requested.
 */
#define SUMMARY_SERIAL_BELOW	0.5

/*
 * The least average number of operations per thread for which overlap and speed are
 * computed: a thread that does one operation and exits shows neither.
 */
#define SUMMARY_ENOUGH		10

/**
 * struct run_summary - metrics of a whole run
 * @nr_threads: number of threads
 * @all: sums over all threads, see summary_merge()
 * @start_skew_ns: from the first operation of the first thread to the first
 *	operation of the last one
 * @span_ns: from the first to the last operation of any thread
 * @overlap_share: part of @span_ns in which all threads ran (0 to 1); NAN if
 *	@span_ns is 0, or with fewer operations than SUMMARY_ENOUGH for each thread
 * @fairness: see summary_fairness()
 * @throughput: operations per second of @span_ns; NAN if that is 0, or with fewer
 *	operations than SUMMARY_ENOUGH for each thread
 * @contended_share: contended acquisitions of all (0 to 1); NAN if there were none
 * @handoff_share: acquisitions of an object last held by another thread, of all (0 to
 *	1); NAN if there were none. Hand-offs are counted for a demo's first kind of
 *	object only, so with several kinds the share is too low
 * @mostly_serial: several threads, SUMMARY_ENOUGH operations or more for each of
 *	them, and @overlap_share is below SUMMARY_SERIAL_BELOW
 *
 * Threads without an operation have no first and no last one: they count in
 * @nr_threads and in @fairness, but not in the times.
 */
struct run_summary {
	size_t nr_threads;
	struct syncdemo_stats all;
	__u64 start_skew_ns;
	__u64 span_ns;
	double overlap_share;
	double fairness;
	double throughput;
	double contended_share;
	double handoff_share;
	bool mostly_serial;
};

/**
 * summary_of_run - summarise a run
 * @threads: statistics of each thread
 * @n: number of threads
 * @run: (out) the summary
 */
void summary_of_run(const struct syncdemo_stats *threads, size_t n, struct run_summary *run);

/**
 * summary_merge - merge several threads' statistics into one
 * @threads: statistics of each thread
 * @n: number of threads
 * @all: (out) counts and histograms are added up; @longest_run and the longest
 *	times are those of the thread that had the longest; @first_ns is the
 *	earliest, @last_ns the latest one; the overlap is that of every thread
 */
void summary_merge(const struct syncdemo_stats *threads, size_t n, struct syncdemo_stats *all);

/**
 * summary_fairness - how evenly the threads got their turns while all of them ran
 * @threads: statistics of each thread
 * @n: number of threads
 *
 * Jain's fairness index (sum x)^2 / (n * sum x^2) of the operations x that each
 * thread did in the overlap: 1 if all did as many, 1/n if one thread did all of
 * them, and k/n if k did as many and the others none. Outside the overlap a thread
 * that runs alone gets all turns, which is not unfair.
 *
 * Source: R. Jain, D. Chiu, W. Hawe: A Quantitative Measure of Fairness and
 * Discrimination for Resource Allocation in Shared Computer Systems, DEC-TR-301,
 * September 1984.
 *
 * Return: the index (1/n to 1), or NAN if nothing was done in the overlap.
 */
double summary_fairness(const struct syncdemo_stats *threads, size_t n);

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

/**
 * summary_share - a part of a whole
 * @part: the part
 * @whole: the whole
 *
 * Return: their quotient, or NAN if there is no whole.
 */
static inline double summary_share(__u64 part, __u64 whole)
{
	return whole ? (double)part / whole : NAN;
}

#endif
