/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From what the module measured of each thread to what one says about a run.
 * Pure: structures in, numbers out. What cannot be said is NAN, never 0.
 */
#ifndef SYNCDEMO_SUMMARY_H
#define SYNCDEMO_SUMMARY_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "uapi/syncdemo.h"

/*
 * A run of which less than this share saw all of its threads is "mostly serial":
 * for the greater part of it somebody was missing, so that its contention and
 * its speed are those of fewer threads than were asked for.
 */
#define SUMMARY_SERIAL_BELOW	0.5

/*
 * With fewer operations than this for each thread, on average, nothing is said about
 * that, nor about speed: who does one thing and goes is neither there for long nor
 * fast.
 */
#define SUMMARY_ENOUGH		10

/**
 * struct run_summary - what the threads of a run come to together
 * @nr_threads: how many they are
 * @all: their sums, see summary_merge()
 * @start_skew_ns: from the first operation of the first thread to the first
 *	operation of the last one
 * @span_ns: from the first operation of any thread to the last one of any
 * @overlap_share: part of @span_ns in which all threads ran (0 to 1); NAN if
 *	@span_ns is 0, or with fewer operations than SUMMARY_ENOUGH for each thread
 * @fairness: see summary_fairness()
 * @throughput: operations per second of @span_ns; NAN if that is 0, or with fewer
 *	operations than SUMMARY_ENOUGH for each thread
 * @contended_share: acquisitions that somebody stood in the way of, of all (0 to
 *	1); NAN if there were none
 * @handoff_share: acquisitions of what another thread was the last to have, of all
 *	(0 to 1); NAN if there were none. Hand-offs are counted for a demo's first
 *	kind of object only, so with several kinds this is less than it could be
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
 * stats_run - all that can be said about a run
 * @threads: what was measured of each thread
 * @n: how many they are
 * @run: (out) what they come to
 */
void summary_of_run(const struct syncdemo_stats *threads, size_t n, struct run_summary *run);

/**
 * stats_merge - several threads as if they were one
 * @threads: what was measured of each thread
 * @n: how many they are
 * @all: (out) counts and histograms are added up; @longest_run and the longest
 *	times are those of the thread that had the longest; @first_ns is the
 *	earliest, @last_ns the latest one; the overlap is that of every thread
 */
void summary_merge(const struct syncdemo_stats *threads, size_t n, struct syncdemo_stats *all);

/**
 * stats_fairness - how evenly the threads got their turns while all of them ran
 * @threads: what was measured of each thread
 * @n: how many they are
 *
 * Jain's fairness index (sum x)^2 / (n * sum x^2) of the operations x that each
 * thread did in the overlap: 1 if all did as many, 1/n if one thread did all of
 * them, and k/n if k did as many and the others none. Outside of the overlap who
 * runs alone gets all turns, which is not unfair.
 *
 * Source: R. Jain, D. Chiu, W. Hawe: A Quantitative Measure of Fairness and
 * Discrimination for Resource Allocation in Shared Computer Systems, DEC-TR-301,
 * September 1984.
 *
 * Return: the index (1/n to 1), or NAN if nothing was done in the overlap.
 */
double summary_fairness(const struct syncdemo_stats *threads, size_t n);

/**
 * times_percentile - what so many of the times did not exceed
 * @times: the times
 * @permille: how many of them, in thousandths (1 to 1000): 500 for the median
 *
 * The histogram knows of each time only between which powers of two it lay. So
 * this is not a time that was measured but the upper end of the bucket that holds
 * the one of rank ceil(permille / 1000 * count) ("nearest rank", definition 1 in
 * R. Hyndman, Y. Fan: Sample Quantiles in Statistical Packages, The American
 * Statistician 50(4), 1996), and no more than the longest time. Hence "p99 is 127
 * ns" says: at least 99 of 100 took no longer than 127 ns. That is always true;
 * the exact percentile is at most that and, from 1 ns to below 2^39 ns (9 min), more
 * than half of it.
 *
 * Return: the bound (ns), or 0 if there are no times.
 */
__u64 times_percentile(const struct syncdemo_times *times, unsigned int permille);

/**
 * times_add - add times to others
 * @sum: what they are added to
 * @times: what is added
 */
void times_add(struct syncdemo_times *sum, const struct syncdemo_times *times);

/* The shortest and the longest time that a bucket counts (ns); see syncdemo_times. */
__u64 bucket_from_ns(unsigned int bucket);
__u64 bucket_to_ns(unsigned int bucket, const struct syncdemo_times *times);

/**
 * stats_share - a part of a whole
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
