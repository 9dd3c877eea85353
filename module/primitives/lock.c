// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Lock. A mutex is not one: only its owner may release it, and nothing
 * waits for it with a timeout. A semaphore of one nearly is, but a release too many
 * makes room for two. Used by the demo lock.
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

/* Nobody may hold it. */
void sd_lock_destroy(struct sd_lock *l)
{
	WARN_ON_ONCE(sd_lock_locked(l));
}

/* Does anybody hold it? True only as long as nobody does anything. */
bool sd_lock_locked(const struct sd_lock *l)
{
	return atomic_read(&l->locked);
}

/* Takes it if that needs no waiting; false if anybody has it, the caller too. */
bool sd_lock_try(struct sd_lock *l)
{
	/* Looks first: a store that fails would take the line from the holder. */
	return !atomic_read(&l->locked) && !atomic_cmpxchg_acquire(&l->locked, 0, 1);
}

/**
 * sd_lock_acquire - take the lock, and wait for it even if the caller has it
 * @l: the lock
 *
 * Return: 0; -EINTR if the caller is being ended.
 */
int sd_lock_acquire(struct sd_lock *l)
{
	return wait_event_interruptible_exclusive(l->wait, sd_lock_try(l)) ? -EINTR : 0;
}

/**
 * sd_lock_acquire_timeout - sd_lock_acquire(), but not for ever
 * @l: the lock
 * @timeout: at most so long (jiffies)
 *
 * Return: 0; -ETIMEDOUT; -EINTR if the caller is being ended.
 */
int sd_lock_acquire_timeout(struct sd_lock *l, unsigned long timeout)
{
	/* Not exclusive: one who is woken and leaves would keep it from the next. */
	long left = wait_event_interruptible_timeout(l->wait, sd_lock_try(l), timeout);

	if (left < 0)
		return -EINTR;
	return left ? 0 : -ETIMEDOUT;
}

/**
 * sd_lock_release - let the lock go, whoever took it
 * @l: the lock
 *
 * Return: 0, or -EPERM if nobody has it (Python: RuntimeError).
 */
int sd_lock_release(struct sd_lock *l)
{
	if (!atomic_xchg(&l->locked, 0))
		return -EPERM;
	/* Ordered after the exchange, as those who wait queue before they look. */
	if (wq_has_sleeper(&l->wait))
		wake_up(&l->wait);
	return 0;
}
