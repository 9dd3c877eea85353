// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Condition on wait queues. Each waiter has a wait queue of its own, on its stack,
 * so that notify(n) wakes exactly the n threads that have waited longest. The stack outlives
 * the notification: notify holds the lock, and a waiter leaves only with the lock.
 */
#include <linux/errno.h>
#include <linux/sched/signal.h>
#include <linux/jiffies.h>
#include <linux/limits.h>
#include <linux/wait.h>

#include "condition.h"

/**
 * struct sd_waiter - a thread in sd_condition_wait(), on its stack
 * @node: in the condition's list until the notification or the end of the wait
 * @wq: where the thread sleeps
 * @notified: it was notified; the thread reads it without the lock while it sleeps
 * @waker: the thread that notified it
 */
struct sd_waiter {
	struct list_head node;
	wait_queue_head_t wq;
	bool notified;
	struct task_struct *waker;
};

void sd_condition_init(struct sd_condition *c, struct sd_rlock *lock)
{
	c->lock = lock;
	INIT_LIST_HEAD(&c->waiters);
	c->waker = NULL;
}

/* Releases the lock, sleeps, and acquires it again. */
static long sd_condition_sleep(struct sd_condition *c, struct sd_waiter *w, long timeout)
{
	unsigned int depth = sd_rlock_release_all(c->lock);
	long left;

	left = wait_event_interruptible_timeout(w->wq, READ_ONCE(w->notified), timeout);
	sd_rlock_acquire_all(c->lock, depth);
	return left;
}

/**
 * sd_condition_wait - release the lock, wait for a notification, acquire it again
 * @c: the condition; the caller owns its lock, to any depth
 * @timeout: limit (jiffies), or SD_FOREVER
 *
 * The caller is queued before the lock is released, so no notification is missed.
 *
 * Return: 0 after a notification, even if the time ran out as well; -ETIMEDOUT; -EINTR if
 * the caller is being stopped; -EPERM without the lock (Python: RuntimeError). In each case
 * the caller owns the lock as before.
 */
int sd_condition_wait(struct sd_condition *c, long timeout)
{
	struct sd_waiter w = { .notified = false };
	long left;

	if (!sd_rlock_owned(c->lock))
		return -EPERM;
	init_waitqueue_head(&w.wq);
	list_add_tail(&w.node, &c->waiters);
	left = sd_condition_sleep(c, &w, timeout);
	c->waker = w.waker;
	if (w.notified)
		return 0;
	list_del(&w.node);
	return left < 0 ? -EINTR : -ETIMEDOUT;
}

/**
 * sd_condition_wait_for - wait until a predicate holds
 * @c: the condition; the caller owns its lock
 * @pred: called with the lock held
 * @arg: for @pred
 * @timeout: limit for all waits together (jiffies), or SD_FOREVER
 *
 * Return: 0 if @pred holds, else as sd_condition_wait().
 */
int sd_condition_wait_for(struct sd_condition *c, bool (*pred)(void *arg), void *arg,
			  long timeout)
{
	unsigned long end = jiffies + timeout;
	long left = timeout;
	int err = 0;

	if (!sd_rlock_owned(c->lock))
		return -EPERM;
	while (!pred(arg)) {
		if (err)
			return err;
		err = sd_condition_wait(c, left);
		if (timeout == SD_FOREVER)
			continue;
		left = end - jiffies;
		if (!err && left <= 0)
			err = -ETIMEDOUT;
	}
	return 0;
}

/**
 * sd_condition_notify - release the waiters that have waited longest
 * @c: the condition; the caller owns its lock
 * @n: how many at most
 *
 * They return from their wait after the caller has released the lock.
 *
 * Return: 0, or -EPERM without the lock (Python: RuntimeError).
 */
int sd_condition_notify(struct sd_condition *c, unsigned int n)
{
	struct sd_waiter *w, *next;

	if (!sd_rlock_owned(c->lock))
		return -EPERM;
	list_for_each_entry_safe(w, next, &c->waiters, node) {
		if (!n--)
			break;
		list_del(&w->node);
		w->waker = current;
		WRITE_ONCE(w->notified, true);
		wake_up(&w->wq);
	}
	return 0;
}

/* sd_condition_notify() for all present waiters. */
int sd_condition_notify_all(struct sd_condition *c)
{
	return sd_condition_notify(c, UINT_MAX);
}
