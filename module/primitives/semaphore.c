// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Semaphore and BoundedSemaphore on a kernel semaphore, to which it adds
 * the bound. Used by the demo semaphore.
 */
#include <linux/errno.h>
#include <linux/sched/signal.h>

#include "semaphore.h"

/**
 * sd_semaphore_init - make a semaphore
 * @s: the semaphore
 * @value: how many may acquire it before one has to wait
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

/* Acquires it if that needs no waiting. */
bool sd_semaphore_try(struct sd_semaphore *s)
{
	if (down_trylock(&s->sem))
		return false;
	sd_semaphore_taken(s);
	return true;
}

/**
 * sd_semaphore_acquire - take one off the count, and wait for that if it is zero
 * @s: the semaphore
 *
 * Return: 0; -EINTR if the caller is being ended.
 */
int sd_semaphore_acquire(struct sd_semaphore *s)
{
	if (down_interruptible(&s->sem))
		return -EINTR;
	sd_semaphore_taken(s);
	return 0;
}

/**
 * sd_semaphore_acquire_timeout - sd_semaphore_acquire(), but not for ever
 * @s: the semaphore
 * @timeout: at most so long (jiffies)
 *
 * Return: 0; -ETIMEDOUT; -EINTR if the caller is being ended.
 */
int sd_semaphore_acquire_timeout(struct sd_semaphore *s, unsigned long timeout)
{
	long left = wait_event_interruptible_timeout(s->timed, sd_semaphore_try(s), timeout);

	if (left < 0)
		return -EINTR;
	return left ? 0 : -ETIMEDOUT;
}

/* With a bound: gives back @n at once, or none if not so many were taken. */
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
 * sd_semaphore_release - add to the count, which lets so many go on
 * @s: the semaphore; the caller need not have acquired it
 * @n: how much; takes time in proportion
 *
 * Return: 0; -EINVAL if @n is 0 (Python: ValueError); -EOVERFLOW if the semaphore is
 * bounded and would come to more than it began with, and then nothing is released
 * (Python: ValueError).
 */
int sd_semaphore_release(struct sd_semaphore *s, unsigned int n)
{
	if (!n)
		return -EINVAL;
	if (s->bounded && !sd_semaphore_give_back(s, n))
		return -EOVERFLOW;
	while (n--)
		up(&s->sem);
	/* Its barrier orders the count before the look for who waits for it. */
	if (wq_has_sleeper(&s->timed))
		wake_up_all(&s->timed);
	return 0;
}
