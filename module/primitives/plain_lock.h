/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A lock to be stuck in. The demos rlock and deadlock use it.
 *
 * Context: acquire sleeps; try and release do not.
 * Lifetime and ordering: those of the kernel's semaphore; free it after a join.
 */
#ifndef _SD_PLAIN_LOCK_H
#define _SD_PLAIN_LOCK_H

#include <linux/lockdep.h>
#include <linux/semaphore.h>
#include <linux/types.h>

/**
 * struct sd_plain_lock - a sleeping, non-recursive lock in which a thread can be stuck for
 *	good and still be stopped
 * @sem: 1 while the lock is free
 * @dep_map: for lockdep, which does not know semaphores
 *
 * A mutex does not do in a deadlock. It spins while its owner runs, so two threads that
 * spin on each other, or one that spins on itself, never sleep. And on PREEMPT_RT a mutex
 * that detects a deadlock stops its thread for ever, even against signals.
 */
struct sd_plain_lock {
	struct semaphore sem;
	struct lockdep_map dep_map;
};

void sd_plain_lock_init(struct sd_plain_lock *l, const char *name, struct lock_class_key *key);
int sd_plain_lock_acquire(struct sd_plain_lock *l);
bool sd_plain_lock_try(struct sd_plain_lock *l);
void sd_plain_lock_release(struct sd_plain_lock *l);

#endif /* _SD_PLAIN_LOCK_H */
