/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Python's Condition. The demo condition uses it.
 *
 * Context: kernel threads; wait sleeps, notify does not.
 * Lifetime: the memory may be freed when no thread waits. notify touches a waiter, which is
 *	on that thread's stack, only with the lock held; the waiter leaves only with it.
 * Ordering: that of the lock: what a thread did before it notified is visible to the thread
 *	after its wait. See tests/litmus/condition.litmus.
 */
#ifndef _SD_CONDITION_H
#define _SD_CONDITION_H

#include <linux/list.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "rlock.h"

#define SD_FOREVER	MAX_SCHEDULE_TIMEOUT

/**
 * struct sd_condition - Python's Condition on a lock that may be shared
 * @lock: protects @waiters, @waker and the members of each waiter
 * @waiters: the waiters, oldest first
 * @waker: the thread that notified the waiter that returned last, or NULL if none did; for
 *	comparison only, because that thread may be gone
 */
struct sd_condition {
	struct sd_rlock *lock;
	struct list_head waiters;
	struct task_struct *waker;
};

void sd_condition_init(struct sd_condition *c, struct sd_rlock *lock);
int sd_condition_wait(struct sd_condition *c, long timeout);
int sd_condition_wait_for(struct sd_condition *c, bool (*pred)(void *arg), void *arg,
			  long timeout);
int sd_condition_notify(struct sd_condition *c, unsigned int n);
int sd_condition_notify_all(struct sd_condition *c);

#endif /* _SD_CONDITION_H */
