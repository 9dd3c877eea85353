/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the demo barrier and its barriers share. No one else includes it.
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
 * @second: variant generation: another one, for the time in which @barrier is broken
 * @mutex: variant no-generation: protects @count
 * @count: variant no-generation: threads that have arrived; written marked, because who
 *	waits looks without the lock
 * @wq: variant no-generation: they sleep here
 * @arrived: arrivals of all threads in all rounds
 * @out_of_step: times that a thread, when it went on, found others behind, or ahead
 * @seen: the indices that were given in this round
 * @wrong_index: indices given twice, or not at all
 * @actions: times that the action was run
 * @last: index of the thread that was the last to arrive
 * @more: there will be another round
 * @told: threads that were told that the barrier is broken
 *
 * From @actions to @more written by the action alone, while all others wait; they
 * read it when they go on.
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
	atomic_t told;
};

/**
 * struct sd_barrier_ops - the barrier of a variant
 * @init: makes it: 0 or a negative errno
 * @destroy: when nobody uses it any more
 * @wait: waits there and emits the steps of that: the thread's index or -EINTR
 * @end: what is done when the rounds are over: 0 or -EINTR; or NULL
 * @least: rounds that it takes to show what it is
 */
struct sd_barrier_ops {
	int (*init)(struct sd_run *run);
	void (*destroy)(struct sd_barrier_state *st);
	int (*wait)(struct sd_worker *w, struct sd_barrier_state *st);
	int (*end)(struct sd_worker *w, struct sd_barrier_state *st);
	u64 least;
};

extern const struct sd_barrier_ops sd_barrier_generation;
extern const struct sd_barrier_ops sd_barrier_no_generation;

/* For the kinds: what is run once a round, and what to do with an index. */
int sd_barrier_action(void *run);
void sd_barrier_note(struct sd_worker *w, struct sd_barrier_state *st, int index);

#endif /* _SD_DEMO_BARRIER_H */
