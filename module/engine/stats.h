/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is measured of a run: counts and times of its steps. step.c adds steps, run.c
 * closes the figures and checks their sums. Uses workers and their crew; knows nothing of
 * the run. The tool computes percentiles and fairness from these figures.
 */
#ifndef _SD_STATS_H
#define _SD_STATS_H

#include <linux/atomic.h>
#include <linux/types.h>

#include "uapi/syncdemo.h"

struct sd_crew;
struct sd_worker;

/**
 * struct sd_run_stats - what the workers of a run measure together
 * @level: how much is measured; constant while workers exist
 * @seq: number of the latest acquisition of an object of the first kind
 * @last: index of the worker that made it, plus one; 0: there was none yet
 * @begun: workers that have done an operation
 * @ended: workers that are done
 * @overlapping: all have begun; @overlap_from_ns and the @base of each worker are known.
 *	Written with release, read with acquire
 * @overlap_from_ns: when the last worker had begun, since the start of the run (ns)
 * @overlap_to_ns: when the first one ended; 0 if that was before all had begun
 *
 * Part of the run.
 */
struct sd_run_stats {
	enum syncdemo_stats_level level;
	atomic64_t seq;
	atomic_t last;
	atomic_t begun;
	atomic_t ended;
	bool overlapping;
	u64 overlap_from_ns;
	u64 overlap_to_ns;
};

/**
 * struct sd_worker_stats - what is measured of one worker
 * @shared: that of its run
 * @out: what programs get
 * @streak: its acquisitions since another worker had the object
 * @base: its operations when the last worker had begun
 *
 * Only the worker writes it, with two exceptions: the last worker that begins writes
 * @base, and the first one that ends writes @out.overlap_operations.
 */
struct sd_worker_stats {
	struct sd_run_stats *shared;
	struct syncdemo_stats out;
	u64 streak;
	u64 base;
};

void sd_stats_step(struct sd_worker *w, struct syncdemo_event *ev);
void sd_stats_begun(struct sd_worker *w);
void sd_stats_finish(struct sd_worker *w);
bool sd_stats_consistent(const struct sd_run_stats *shared, const struct sd_crew *crew,
			 char *reason);
void sd_times_add(struct syncdemo_times *times, u64 ns);

#endif /* _SD_STATS_H */
