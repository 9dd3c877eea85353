/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Python's Semaphore and BoundedSemaphore. The demo semaphore uses it.
 *
 * Context: acquire sleeps; try and release do not, but release takes a sleeping lock on
 *	PREEMPT_RT: not in hard interrupts.
 * Lifetime: a semaphore has no owner, so a successful acquire does not say that the release
 *	before it has returned. The memory may be freed after a join of all its users.
 * Ordering: what a thread did before its release is visible to the thread that acquired
 *	the permit, because both hold the spinlock of the kernel's semaphore.
 */
#ifndef _SD_SEMAPHORE_H
#define _SD_SEMAPHORE_H

#include <linux/atomic.h>
#include <linux/semaphore.h>
#include <linux/types.h>
#include <linux/wait.h>

/* Permits of a Python semaphore by default. */
#define SD_SEMAPHORE_DEFAULT	1

/**
 * struct sd_semaphore - Python's Semaphore and BoundedSemaphore
 * @sem: the kernel's semaphore, which has no bound
 * @bounded: a release beyond the initial value is an error
 * @taken: if it is bounded, acquires without a release
 * @timed: threads that wait with a timeout and can be stopped, which the kernel's semaphore
 *	does not offer
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
