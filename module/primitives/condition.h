/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_CONDITION_H
#define _SD_CONDITION_H

#include <linux/list.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "rlock.h"

#define SD_FOREVER	MAX_SCHEDULE_TIMEOUT

/**
 * struct sd_condition - Python's Condition on a lock that may be shared
 * @lock: the lock; protects @waiters, @waker and the members of every waiter
 * @waiters: who waits, oldest first
 * @waker: who notified the one that came back from its wait last, or NULL if nobody
 *	did; only to be compared, for the thread may be gone
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
