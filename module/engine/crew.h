/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A group of kernel threads that start together and are joined together. run.c and KUnit
 * cases own one. Uses workers; knows nothing of the run.
 */
#ifndef _SD_CREW_H
#define _SD_CREW_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/completion.h>
#include <linux/ktime.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "engine/worker.h"

struct task_struct;

/**
 * struct sd_crew - a group of kernel threads
 * @nr: their number
 * @workers: array of @nr
 * @body: the function that each executes after the start barrier; returns 0 or a negative
 *	errno
 * @external_wait: its waits may be ended from outside of the crew, so stall detection is
 *	off; set before sd_stall_wait()
 * @cancel: the workers must end; set once, never cleared
 * @ready: threads at the start barrier
 * @left: threads that have not finished
 * @start: the start barrier, opened by sd_crew_start()
 * @start_ns: when it was opened (CLOCK_MONOTONIC, ns); 0 before
 * @wait: the owner waits here for @ready and @left
 *
 * Owned by one thread, which alone calls sd_crew_init() to sd_crew_free(). sd_crew_stop()
 * must follow sd_crew_spawn(), even after an error. No lock: @ready and @left are atomic,
 * the accesses to @cancel are marked, and @start_ns is written before @start is completed,
 * which makes it visible to the workers.
 */
struct sd_crew {
	unsigned int nr;
	struct sd_worker *workers;
	int (*body)(struct sd_worker *w);
	bool external_wait;
	bool cancel;
	atomic_t ready;
	atomic_t left;
	struct completion start;
	u64 start_ns;
	wait_queue_head_t wait;
};

int sd_crew_init(struct sd_crew *crew, unsigned int nr, const char *name,
		 int (*body)(struct sd_worker *w));
int sd_crew_spawn(struct sd_crew *crew, const bool *stop, unsigned long timeout);
void sd_crew_start(struct sd_crew *crew);
void sd_crew_stop(struct sd_crew *crew);
void sd_crew_free(struct sd_crew *crew);
int sd_worker_of(const struct sd_crew *crew, const struct task_struct *task);
int sd_pause(struct sd_worker *w, u64 ms);

/* Time since the start barrier was opened (ns); 0 before. */
static inline u64 sd_crew_now(const struct sd_crew *crew)
{
	return crew->start_ns ? ktime_get_ns() - crew->start_ns : 0;
}

/**
 * sd_cancelled - shall this worker leave?
 * @w: the calling worker
 *
 * A loop that does not sleep interruptibly asks this in each round.
 *
 * Return: true once the crew is being stopped.
 */
static inline bool sd_cancelled(const struct sd_worker *w)
{
	return READ_ONCE(w->crew->cancel);
}

#endif /* _SD_CREW_H */
