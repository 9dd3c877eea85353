/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_SEMAPHORE_H
#define _SD_SEMAPHORE_H

#include <linux/atomic.h>
#include <linux/semaphore.h>
#include <linux/types.h>
#include <linux/wait.h>

/* What Python's begins with if nothing is said. */
#define SD_SEMAPHORE_DEFAULT	1

/**
 * struct sd_semaphore - Python's Semaphore and BoundedSemaphore
 * @sem: the kernel's, which knows no bound
 * @bounded: a release beyond what it began with is an error
 * @taken: if it is bounded, acquires that were not released
 * @timed: those who wait with a timeout and can be ended, which the kernel's does
 *	not offer
 *
 * Whoever frees the memory must know that nobody is in the middle of a release: by
 * a join, not by an acquire.
 */
struct sd_semaphore {
	struct semaphore sem;
	bool bounded;
	atomic_t taken;
	wait_queue_head_t timed;
};

int sd_semaphore_init(struct sd_semaphore *s, int value, bool bounded);
int sd_semaphore_acquire(struct sd_semaphore *s);
int sd_semaphore_acquire_timeout(struct sd_semaphore *s, unsigned long timeout);
bool sd_semaphore_try(struct sd_semaphore *s);
int sd_semaphore_release(struct sd_semaphore *s, unsigned int n);

#endif /* _SD_SEMAPHORE_H */
