// SPDX-License-Identifier: GPL-2.0-only
/*
 * A lock to get stuck in. Used by the demos rlock and deadlock.
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "plain_lock.h"

/**
 * sd_plain_lock_init - a free lock
 * @l: the lock
 * @name: a string literal, for lockdep; one and the same for all locks of a @key
 * @key: static; locks of one key are of one class for lockdep
 */
void sd_plain_lock_init(struct sd_plain_lock *l, const char *name, struct lock_class_key *key)
{
	sema_init(&l->sem, 1);
	lockdep_init_map(&l->dep_map, name, key, 0);
}

/* Waits for it, even if the caller has it. 0, or -EINTR if the caller is ended. */
int sd_plain_lock_acquire(struct sd_plain_lock *l)
{
	lock_acquire_exclusive(&l->dep_map, 0, 0, NULL, _RET_IP_);
	if (!down_interruptible(&l->sem))
		return 0;
	lock_release(&l->dep_map, _RET_IP_);
	return -EINTR;
}

/* Takes it if that needs no waiting; false if anybody has it. */
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
