/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The statistics of a run: counts and times of its steps. step.c adds steps, worker.h the
 * first operation; run.c completes the statistics and checks their sums. Uses workers and
 * their crew; knows nothing of the run. The tool computes percentiles and fairness.
 */
#ifndef _SD_STATS_H
#define _SD_STATS_H

#include <linux/atomic.h>
#include <linux/types.h>

#include "uapi/syncdemo.h"

struct sd_crew;
struct sd_worker;

/**
 * struct sd_run_stats - statistics that the workers of a run share
 * @level: how much is measured; constant while workers exist
 * @seq: number of the latest acquisition of an object of the first kind
 * @last_owner: index of the worker that made it, plus one; 0 before the first acquisition
 * @nr_operated: workers that have completed an operation
 * @nr_exited: workers that have passed SD_EXIT
 * @overlapping: every worker has completed an operation; @overlap_from_ns and the
 *	@overlap_base of each worker are valid. Written with release, read with acquire
 * @overlap_from_ns: when the last worker completed its first operation, since the start of
 *	the run (ns)
 * @overlap_to_ns: when the first worker exited; 0 if the workers never overlapped
 *
 * Part of the run; zero at first. No lock: the counters are atomic. The last worker with a
 * first operation writes @overlap_from_ns, the first worker that exits @overlap_to_ns; the
 * runner reads both after the join.
 */
struct sd_run_stats {
	enum syncdemo_stats_level level;
	atomic64_t seq;
	atomic_t last_owner;
	atomic_t nr_operated;
	atomic_t nr_exited;
	bool overlapping;
	u64 overlap_from_ns;
	u64 overlap_to_ns;
};

/**
 * struct sd_worker_stats - statistics of one worker
 * @shared: those of its run; set before sd_crew_spawn()
 * @out: the statistics that programs get
 * @streak: its acquisitions since another worker had the object
 * @overlap_base: its operations at the start of the overlap
 *
 * Part of a worker, which alone writes it, with two exceptions: the worker that starts the
 * overlap writes @overlap_base, the one that ends it @out.overlap_operations. Read by others
 * after the join.
 */
struct sd_worker_stats {
	struct sd_run_stats *shared;
	struct syncdemo_stats out;
	u64 streak;
	u64 overlap_base;
};

void sd_stats_step(struct sd_worker *w, struct syncdemo_event *ev);
void sd_stats_first_operation(struct sd_worker *w);
void sd_stats_finish(struct sd_worker *w);
bool sd_stats_consistent(const struct sd_run_stats *shared, const struct sd_crew *crew,
			 char *reason);
void sd_times_add(struct syncdemo_times *times, u64 ns);

#endif /* _SD_STATS_H */
