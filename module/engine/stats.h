/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_STATS_H
#define _SD_STATS_H

#include <linux/atomic.h>
#include <linux/types.h>

#include "uapi/syncdemo.h"

struct sd_run;
struct sd_worker;

/**
 * struct sd_worker_stats - what is measured of one worker
 * @out: what programs get of it
 * @row: acquisitions in a row, so far
 * @base: its operations when the last worker had begun
 *
 * Written by the worker alone, but for @base and @out.overlap_operations, which the
 * one writes who is the last to begin, or the first to end.
 */
struct sd_worker_stats {
	struct syncdemo_stats out;
	u64 row;
	u64 base;
};

/**
 * struct sd_run_stats - what the workers of a run measure together
 * @seq: acquisitions of objects of the first kind
 * @last: index of who had the latest one, plus one; 0: nobody yet
 * @begun: workers that have done an operation
 * @ended: workers that are done
 * @overlapping: all have begun, and @overlap_from_ns and all @base are known
 * @overlap_from_ns: when the last one had begun
 * @overlap_to_ns: when the first one ended
 */
struct sd_run_stats {
	atomic64_t seq;
	atomic_t last;
	atomic_t begun;
	atomic_t ended;
	bool overlapping;
	u64 overlap_from_ns;
	u64 overlap_to_ns;
};

void sd_stats_step(struct sd_worker *w, struct syncdemo_event *ev);
void sd_stats_begun(struct sd_worker *w);
void sd_stats_finish(const struct sd_run *run, struct sd_worker *w);
bool sd_stats_consistent(const struct sd_run *run, char *reason);
void sd_times_add(struct syncdemo_times *times, u64 ns);

#endif /* _SD_STATS_H */
