/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Python's Lock. The demo lock uses it.
 *
 * Context: acquire sleeps; try, release and locked do not, but release wakes, which takes a
 *	sleeping lock on PREEMPT_RT: not in hard interrupts.
 * Lifetime: the lock has no owner, so a successful acquire does not say that the release
 *	before it has returned. The memory may be freed after a join of all its users.
 * Ordering: what a thread did before its release is visible to a thread after its acquire
 *	or try. See tests/litmus/lock.litmus.
 */
#ifndef _SD_LOCK_H
#define _SD_LOCK_H

#include <linux/atomic.h>
#include <linux/types.h>
#include <linux/wait.h>

/**
 * struct sd_lock - Python's Lock: not recursive; any thread may release it
 * @locked: 1 while it is held
 * @wait: waiting threads. Those without a timeout are woken one at a time
 */
struct sd_lock {
	atomic_t locked;
	wait_queue_head_t wait;
};

void sd_lock_init(struct sd_lock *l);
void sd_lock_destroy(struct sd_lock *l);
int sd_lock_acquire(struct sd_lock *l);
int sd_lock_acquire_timeout(struct sd_lock *l, unsigned long timeout);
bool sd_lock_try(struct sd_lock *l);
int sd_lock_release(struct sd_lock *l);
bool sd_lock_locked(const struct sd_lock *l);

#endif /* _SD_LOCK_H */
