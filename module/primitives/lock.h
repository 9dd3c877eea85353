/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_LOCK_H
#define _SD_LOCK_H

#include <linux/atomic.h>
#include <linux/types.h>
#include <linux/wait.h>

/**
 * struct sd_lock - Python's Lock: not recursive, and anyone may release it
 * @locked: 1 while somebody has it; nobody knows who
 * @wait: who wants it. Those without a timeout are woken one by one
 *
 * It has no owner, so whoever frees the memory must know that nobody is in the
 * middle of a release: by a join, not by taking the lock.
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
