/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Python's Barrier. The demo barrier uses it.
 *
 * Context: all functions take a mutex: process context. wait sleeps.
 * Lifetime: the memory may be freed when no thread is in a call: after a join.
 * Ordering: what any party did before it arrived is visible to all parties after wait. See
 *	tests/litmus/barrier.litmus.
 */
#ifndef _SD_BARRIER_H
#define _SD_BARRIER_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/wait.h>

/**
 * struct sd_barrier - Python's Barrier
 * @parties: number of threads that must arrive
 * @action: the last one to arrive runs it, once for each round, with @lock held; or NULL
 * @arg: for @action
 * @lock: protects the members below, and those of each waiter until it is over
 * @count: threads that have arrived in this generation
 * @generation: those of them that wait, the first one first
 * @broken: each wait fails until a reset
 * @wq: where the waiters sleep
 */
struct sd_barrier {
	unsigned int parties;
	int (*action)(void *arg);
	void *arg;
	struct mutex lock;	/* see above */
	unsigned int count;
	struct list_head generation;
	bool broken;
	wait_queue_head_t wq;
};

int sd_barrier_init(struct sd_barrier *b, unsigned int parties, int (*action)(void *arg),
		    void *arg);
void sd_barrier_destroy(struct sd_barrier *b);
int sd_barrier_wait(struct sd_barrier *b, long timeout);
void sd_barrier_abort(struct sd_barrier *b);
void sd_barrier_reset(struct sd_barrier *b);
bool sd_barrier_broken(struct sd_barrier *b);
unsigned int sd_barrier_waiting(struct sd_barrier *b);

#endif /* _SD_BARRIER_H */
