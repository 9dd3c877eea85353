// SPDX-License-Identifier: GPL-2.0-only
/*
 * A semaphore of one that lockdep treats as a lock.
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "plain_lock.h"

/**
 * sd_plain_lock_init - make a free lock
 * @l: the lock
 * @name: a string literal, for lockdep; the same one for all locks of a @key
 * @key: static; locks with the same key are one class for lockdep
 */
void sd_plain_lock_init(struct sd_plain_lock *l, const char *name, struct lock_class_key *key)
{
	sema_init(&l->sem, 1);
	lockdep_init_map(&l->dep_map, name, key, 0);
}

/* Waits even if the caller holds it. 0, or -EINTR if the caller is being stopped. */
int sd_plain_lock_acquire(struct sd_plain_lock *l)
{
	lock_acquire_exclusive(&l->dep_map, 0, 0, NULL, _RET_IP_);
	if (!down_interruptible(&l->sem))
		return 0;
	lock_release(&l->dep_map, _RET_IP_);
	return -EINTR;
}

/* Acquires it without waiting; false if it is held. */
bool sd_plain_lock_try(struct sd_plain_lock *l)
{
	if (down_trylock(&l->sem))
		return false;
	lock_acquire_exclusive(&l->dep_map, 0, 1, NULL, _RET_IP_);
	return true;
}

void sd_plain_lock_release(struct sd_plain_lock *l)
{
	lock_release(&l->dep_map, _RET_IP_);
	up(&l->sem);
}
