// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Lock. A mutex cannot replace it: only its owner may release it, and it has no
 * acquire with a timeout. A semaphore of one nearly can, but a release too many admits two
 * threads.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/sched/signal.h>

#include "lock.h"

void sd_lock_init(struct sd_lock *l)
{
	atomic_set(&l->locked, 0);
	init_waitqueue_head(&l->wait);
}

/* No thread may hold it. */
void sd_lock_destroy(struct sd_lock *l)
{
	WARN_ON_ONCE(sd_lock_locked(l));
}

/* Is it held? The answer may be old when it arrives. */
bool sd_lock_locked(const struct sd_lock *l)
{
	return atomic_read(&l->locked);
}

/* Acquires it without waiting; false if a thread holds it, be it the caller. */
bool sd_lock_try(struct sd_lock *l)
{
	/* The read comes first: a failing exchange would take the cache line from the owner. */
	return !atomic_read(&l->locked) && !atomic_cmpxchg_acquire(&l->locked, 0, 1);
}

/**
 * sd_lock_acquire - acquire the lock; waits even if the caller holds it
 * @l: the lock
 *
 * Return: 0; -EINTR if the caller is being stopped.
 */
int sd_lock_acquire(struct sd_lock *l)
{
	return wait_event_interruptible_exclusive(l->wait, sd_lock_try(l)) ? -EINTR : 0;
}

/**
 * sd_lock_acquire_timeout - acquire the lock within a time
 * @l: the lock
 * @timeout: limit (jiffies)
 *
 * Return: 0; -ETIMEDOUT; -EINTR if the caller is being stopped.
 */
int sd_lock_acquire_timeout(struct sd_lock *l, unsigned long timeout)
{
	/* Not exclusive: a thread that times out when it is woken would swallow the wake-up. */
	long left = wait_event_interruptible_timeout(l->wait, sd_lock_try(l), timeout);

	if (left < 0)
		return -EINTR;
	return left ? 0 : -ETIMEDOUT;
}

/**
 * sd_lock_release - release the lock, whichever thread acquired it
 * @l: the lock
 *
 * Return: 0, or -EPERM if it is not held (Python: RuntimeError).
 */
int sd_lock_release(struct sd_lock *l)
{
	if (!atomic_xchg(&l->locked, 0))
		return -EPERM;
	/* The exchange is a full barrier: a waiter queues before it looks at @locked. */
	if (wq_has_sleeper(&l->wait))
		wake_up(&l->wait);
	return 0;
}
