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
 * @fairness: see fairness_index()
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
