// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's RLock on a kernel mutex, which by itself is not recursive: its owner would wait
 * for itself.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "rlock.h"

void sd_rlock_init(struct sd_rlock *l)
{
	mutex_init(&l->mutex);
	l->owner = NULL;
	l->depth = 0;
	init_waitqueue_head(&l->timed);
}

/* No thread may hold it. */
void sd_rlock_destroy(struct sd_rlock *l)
{
	WARN_ON_ONCE(READ_ONCE(l->owner));
	mutex_destroy(&l->mutex);
}

/* Does the caller hold it? */
bool sd_rlock_owned(const struct sd_rlock *l)
{
	return READ_ONCE(l->owner) == current;
}

/* Acquires that the caller has not released yet; 0 if the caller is not the owner. */
unsigned int sd_rlock_depth(const struct sd_rlock *l)
{
	return sd_rlock_owned(l) ? l->depth : 0;
}

static int sd_rlock_deeper(struct sd_rlock *l)
{
	if (l->depth == UINT_MAX)
		return -EOVERFLOW;
	l->depth++;
	return 0;
}

static void sd_rlock_taken(struct sd_rlock *l, unsigned int depth)
{
	lockdep_assert_held(&l->mutex);
	WRITE_ONCE(l->owner, current);
	l->depth = depth;
}

/**
 * sd_rlock_acquire - acquire the lock, once more if the caller holds it
 * @l: the lock
 *
 * Return: 0; -EINTR if the caller is being stopped; -EOVERFLOW.
 */
int sd_rlock_acquire(struct sd_rlock *l)
{
	int err;

	if (sd_rlock_owned(l))
		return sd_rlock_deeper(l);
	err = mutex_lock_interruptible(&l->mutex);
	if (!err)
		sd_rlock_taken(l, 1);
	return err;
}

/* Acquires it without waiting; false if another thread holds it. */
bool sd_rlock_try(struct sd_rlock *l)
{
	if (sd_rlock_owned(l))
		return !sd_rlock_deeper(l);
	if (!mutex_trylock(&l->mutex))
		return false;
	sd_rlock_taken(l, 1);
	return true;
}

/**
 * sd_rlock_acquire_timeout - acquire the lock within a time
 * @l: the lock
 * @timeout: limit (jiffies)
 *
 * Return: 0; -ETIMEDOUT; -EINTR if the caller is being stopped; -EOVERFLOW.
 */
int sd_rlock_acquire_timeout(struct sd_rlock *l, unsigned long timeout)
{
	long left;

	if (sd_rlock_owned(l))
		return sd_rlock_deeper(l);
	left = wait_event_interruptible_timeout(l->timed, sd_rlock_try(l), timeout);
	if (left < 0)
		return -EINTR;
	return left ? 0 : -ETIMEDOUT;
}

static void sd_rlock_free(struct sd_rlock *l)
{
	l->depth = 0;
	WRITE_ONCE(l->owner, NULL);
	mutex_unlock(&l->mutex);
	/* mutex_unlock() orders nothing before the look for sleepers. */
	if (wq_has_sleeper(&l->timed))
		wake_up(&l->timed);
}

/**
 * sd_rlock_release - undo one acquire
 * @l: the lock
 *
 * Return: 0, or -EPERM if the caller does not own it (Python: RuntimeError).
 */
int sd_rlock_release(struct sd_rlock *l)
{
	if (!sd_rlock_owned(l))
		return -EPERM;
	if (l->depth > 1)
		l->depth--;
	else
		sd_rlock_free(l);
	return 0;
}

unsigned int sd_rlock_release_all(struct sd_rlock *l)
{
	unsigned int depth = l->depth;

	lockdep_assert_held(&l->mutex);
	sd_rlock_free(l);
	return depth;
}

/*
 * Not interruptible, because a thread that returns from a condition's wait owns the lock.
 * The wait is as long as the other threads hold the lock.
 */
void sd_rlock_acquire_all(struct sd_rlock *l, unsigned int depth)
{
	mutex_lock(&l->mutex);
	sd_rlock_taken(l, depth);
}
