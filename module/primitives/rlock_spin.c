// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's RLock on a kernel spinlock, which by itself is not recursive.
 *
 * sparse cannot follow a lock that the first of several acquires takes and the last of
 * several releases frees. The annotations tell it that nothing is held.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/sched.h>

#include "primitives/trylock.h"
#include "rlock_spin.h"

void sd_rlock_spin_init(struct sd_rlock_spin *l)
{
	spin_lock_init(&l->spinlock);
	l->owner = NULL;
	l->depth = 0;
}

/* Does the caller hold it? */
bool sd_rlock_spin_owned(const struct sd_rlock_spin *l)
{
	return READ_ONCE(l->owner) == current;
}

/* Acquires that the caller has not released yet; 0 if the caller is not the owner. */
unsigned int sd_rlock_spin_depth(const struct sd_rlock_spin *l)
{
	return sd_rlock_spin_owned(l) ? l->depth : 0;
}

static int sd_rlock_spin_deeper(struct sd_rlock_spin *l)
{
	if (l->depth == UINT_MAX)
		return -EOVERFLOW;
	l->depth++;
	return 0;
}

static void sd_rlock_spin_taken(struct sd_rlock_spin *l)
{
	lockdep_assert_held(&l->spinlock);
	WRITE_ONCE(l->owner, current);
	l->depth = 1;
}

/* Acquires it, once more if the caller holds it. 0 or -EOVERFLOW. */
int sd_rlock_spin_acquire(struct sd_rlock_spin *l)
{
	if (sd_rlock_spin_owned(l))
		return sd_rlock_spin_deeper(l);
	spin_lock(&l->spinlock);
	__release(&l->spinlock);
	sd_rlock_spin_taken(l);
	return 0;
}

/* Acquires it without waiting; false if another thread holds it. */
bool sd_rlock_spin_try(struct sd_rlock_spin *l)
{
	if (sd_rlock_spin_owned(l))
		return !sd_rlock_spin_deeper(l);
	if (!SD_TRY(spin_trylock, spin_lock, &l->spinlock))
		return false;
	__release(&l->spinlock);
	sd_rlock_spin_taken(l);
	return true;
}

static void sd_rlock_spin_free(struct sd_rlock_spin *l)
{
	__acquire(&l->spinlock);
	l->depth = 0;
	WRITE_ONCE(l->owner, NULL);
	spin_unlock(&l->spinlock);
}

/* Undoes one acquire. 0, or -EPERM if the caller does not own it. */
int sd_rlock_spin_release(struct sd_rlock_spin *l)
{
	if (!sd_rlock_spin_owned(l))
		return -EPERM;
	if (l->depth > 1)
		l->depth--;
	else
		sd_rlock_spin_free(l);
	return 0;
}
