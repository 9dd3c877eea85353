// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Semaphore and BoundedSemaphore: a kernel semaphore and a bound.
 */
#include <linux/errno.h>
#include <linux/sched/signal.h>

#include "semaphore.h"

/**
 * sd_semaphore_init - make a semaphore
 * @s: the semaphore
 * @value: number of permits
 * @bounded: refuse a release beyond @value
 *
 * Return: 0, or -EINVAL if @value is negative (Python: ValueError).
 */
int sd_semaphore_init(struct sd_semaphore *s, int value, bool bounded)
{
	if (value < 0)
		return -EINVAL;
	sema_init(&s->sem, value);
	s->bounded = bounded;
	atomic_set(&s->taken, 0);
	init_waitqueue_head(&s->timed);
	return 0;
}

static void sd_semaphore_taken(struct sd_semaphore *s)
{
	if (s->bounded)
		atomic_inc(&s->taken);
}

/* Acquires a permit without waiting; false if there is none. */
bool sd_semaphore_try(struct sd_semaphore *s)
{
	if (down_trylock(&s->sem))
		return false;
	sd_semaphore_taken(s);
	return true;
}

/**
 * sd_semaphore_acquire - acquire a permit; waits until there is one
 * @s: the semaphore
 *
 * Return: 0; -EINTR if the caller is being stopped.
 */
int sd_semaphore_acquire(struct sd_semaphore *s)
{
	if (down_interruptible(&s->sem))
		return -EINTR;
	sd_semaphore_taken(s);
	return 0;
}

/**
 * sd_semaphore_acquire_timeout - acquire a permit within a time
 * @s: the semaphore
 * @timeout: limit (jiffies)
 *
 * Return: 0; -ETIMEDOUT; -EINTR if the caller is being stopped.
 */
int sd_semaphore_acquire_timeout(struct sd_semaphore *s, unsigned long timeout)
{
	long left = wait_event_interruptible_timeout(s->timed, sd_semaphore_try(s), timeout);

	if (left < 0)
		return -EINTR;
	return left ? 0 : -ETIMEDOUT;
}

/* With a bound: gives back all of @n, or none if fewer were taken. */
static bool sd_semaphore_give_back(struct sd_semaphore *s, unsigned int n)
{
	int taken = atomic_read(&s->taken);

	do {
		if (n > taken)
			return false;
	} while (!atomic_try_cmpxchg(&s->taken, &taken, taken - n));
	return true;
}

/**
 * sd_semaphore_release - add permits
 * @s: the semaphore; the caller need not have acquired it
 * @n: number of permits; the time that the call takes is proportional to it
 *
 * Return: 0; -EINVAL if @n is 0 (Python: ValueError); -EOVERFLOW if the semaphore is
 * bounded and would exceed its initial value (Python: ValueError); then nothing is
 * released.
 */
int sd_semaphore_release(struct sd_semaphore *s, unsigned int n)
{
	if (!n)
		return -EINVAL;
	if (s->bounded && !sd_semaphore_give_back(s, n))
		return -EOVERFLOW;
	while (n--)
		up(&s->sem);
	/* Contains the barrier between the count and the look for sleepers. */
	if (wq_has_sleeper(&s->timed))
		wake_up_all(&s->timed);
	return 0;
}
