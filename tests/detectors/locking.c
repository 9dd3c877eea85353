// SPDX-License-Identifier: GPL-2.0-only
/*
 * Wrong with locks, for DEBUG_ATOMIC_SLEEP, PROVE_LOCKING and
 * PROVE_RAW_LOCK_NESTING. Nothing of it gets stuck: one thread does it all.
 */
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "planted.h"

static DEFINE_SPINLOCK(spinlock);
static DEFINE_RAW_SPINLOCK(raw_spinlock);
static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);

/* An allocation that may sleep, under a lock that must not. */
int planted_sleep_in_atomic(void)
{
	void *memory;

	spin_lock(&spinlock);
	memory = kmalloc(100, GFP_KERNEL);
	spin_unlock(&spinlock);
	if (!memory)
		return -ENOMEM;
	kfree(memory);
	return 0;
}

int planted_lock_order(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);

	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
	return 0;
}

/* On PREEMPT_RT the inner one sleeps. */
int planted_sleeping_lock_in_raw(void)
{
	raw_spin_lock(&raw_spinlock);
	spin_lock(&spinlock);
	spin_unlock(&spinlock);
	raw_spin_unlock(&raw_spinlock);
	return 0;
}
