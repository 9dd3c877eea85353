/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * State and variant operations of the demo barrier: barrier.c runs the variants, which are
 * in barrier_variants.c. No other file includes this header.
 */
#ifndef _SD_DEMO_BARRIER_H
#define _SD_DEMO_BARRIER_H

#include <linux/atomic.h>
#include <linux/mutex.h>
#include <linux/wait.h>

#include "engine/run.h"
#include "primitives/barrier.h"

enum sd_barrier_object { BARRIER, SECOND };

#define SD_SECOND	SYNCDEMO_OBJECT(SECOND, 0)

/**
 * struct sd_barrier_state - what the threads share
 * @barrier: variant generation: the barrier
 * @second: variant generation: synchronises the threads while @barrier is broken
 * @mutex: variant no-generation: protects @count
 * @count: variant no-generation: threads that have arrived; written with WRITE_ONCE(),
 *	because waiters read it without the lock
 * @wq: variant no-generation: the waiting threads
 * @arrived: arrivals of all threads in all rounds
 * @out_of_step: number of times that a thread continued while another was behind or
 *	ahead
 * @seen: the indices given in this round
 * @wrong_index: indices given twice or not at all
 * @actions: number of times that the action ran
 * @last: index of the last thread to arrive
 * @more: there will be another round
 * @saw_broken: number of threads whose wait returned that the barrier is broken
 *
 * Only the action writes @actions, @last and @more, while all threads but its caller
 * wait. The threads read them after the wait.
 */
struct sd_barrier_state {
	struct sd_barrier barrier;
	struct sd_barrier second;
	struct mutex mutex;	/* protects count */
	unsigned int count;
	wait_queue_head_t wq;

	atomic64_t arrived;
	atomic_t out_of_step;
	DECLARE_BITMAP(seen, SD_MAX_WORKERS);
	atomic_t wrong_index;
	u64 actions;
	unsigned int last;
	bool more;
	atomic_t saw_broken;
};

/**
 * struct sd_barrier_ops - the barrier of a variant
 * @init: makes the barrier; returns 0 or a negative errno
 * @destroy: undoes @init, after all threads have ended
 * @wait: waits at the barrier and logs the steps; returns the thread's index or -EINTR
 * @end: called after the last round, or NULL; returns 0 or -EINTR
 * @min_rounds: rounds that the variant needs to show its behaviour
 */
struct sd_barrier_ops {
	int (*init)(struct sd_run *run);
	void (*destroy)(struct sd_barrier_state *st);
	int (*wait)(struct sd_worker *w, struct sd_barrier_state *st);
	int (*end)(struct sd_worker *w, struct sd_barrier_state *st);
	u64 min_rounds;
};

extern const struct sd_barrier_ops sd_barrier_generation;
extern const struct sd_barrier_ops sd_barrier_no_generation;

/* For the variants: the action of a round, and the check of an index. */
int sd_barrier_action(void *run);
void sd_barrier_check_index(struct sd_worker *w, struct sd_barrier_state *st, int index);

#endif /* _SD_DEMO_BARRIER_H */
