/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_BARRIER_H
#define _SD_BARRIER_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/wait.h>

/**
 * struct sd_barrier - Python's Barrier
 * @parties: threads that it takes to go on
 * @action: run once a round by the last one to arrive, with @lock held; or NULL
 * @arg: for @action
 * @lock: protects what follows, and the members of every waiter until it is over
 * @count: threads that have arrived in this generation
 * @generation: those of them that wait, the first one first
 * @broken: nobody can go on until a reset
 * @wq: they sleep here
 */
struct sd_barrier {
	unsigned int parties;
	int (*action)(void *arg);
	void *arg;
	struct mutex lock;	/* protects what follows */
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
