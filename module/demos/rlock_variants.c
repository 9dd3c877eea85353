// SPDX-License-Identifier: GPL-2.0-only
/*
 * The locks of the demo rlock: two reentrant locks and one that is not. Only rlock.c uses
 * them.
 */
#include "rlock.h"

static void sd_over_mutex_init(struct sd_rlock_state *st)
{
	sd_rlock_init(&st->mutex);
}

static void sd_over_mutex_destroy(struct sd_rlock_state *st)
{
	sd_rlock_destroy(&st->mutex);
}

static bool sd_over_mutex_try(struct sd_rlock_state *st)
{
	return sd_rlock_try(&st->mutex);
}

static int sd_over_mutex_acquire(struct sd_rlock_state *st)
{
	return sd_rlock_acquire(&st->mutex);
}

static int sd_over_mutex_release(struct sd_rlock_state *st)
{
	return sd_rlock_release(&st->mutex);
}

static bool sd_over_mutex_owned(const struct sd_rlock_state *st)
{
	return sd_rlock_owned(&st->mutex);
}

static unsigned int sd_over_mutex_depth(const struct sd_rlock_state *st)
{
	return sd_rlock_depth(&st->mutex);
}

const struct sd_rlock_ops sd_rlock_over_mutex = {
	.init = sd_over_mutex_init,
	.destroy = sd_over_mutex_destroy,
	.try = sd_over_mutex_try,
	.acquire = sd_over_mutex_acquire,
	.release = sd_over_mutex_release,
	.owned = sd_over_mutex_owned,
	.depth = sd_over_mutex_depth,
};

static void sd_over_spinlock_init(struct sd_rlock_state *st)
{
	sd_rlock_spin_init(&st->spin);
}

static bool sd_over_spinlock_try(struct sd_rlock_state *st)
{
	return sd_rlock_spin_try(&st->spin);
}

static int sd_over_spinlock_acquire(struct sd_rlock_state *st)
{
	return sd_rlock_spin_acquire(&st->spin);
}

static int sd_over_spinlock_release(struct sd_rlock_state *st)
{
	return sd_rlock_spin_release(&st->spin);
}

static bool sd_over_spinlock_owned(const struct sd_rlock_state *st)
{
	return sd_rlock_spin_owned(&st->spin);
}

static unsigned int sd_over_spinlock_depth(const struct sd_rlock_state *st)
{
	return sd_rlock_spin_depth(&st->spin);
}

const struct sd_rlock_ops sd_rlock_over_spinlock = {
	.init = sd_over_spinlock_init,
	.try = sd_over_spinlock_try,
	.acquire = sd_over_spinlock_acquire,
	.release = sd_over_spinlock_release,
	.owned = sd_over_spinlock_owned,
	.depth = sd_over_spinlock_depth,
	.atomic = true,
};

static void sd_not_recursive_init(struct sd_rlock_state *st)
{
	static struct lock_class_key key;

	sd_plain_lock_init(&st->plain, "syncdemo_self_deadlock", &key);
}

static bool sd_not_recursive_try(struct sd_rlock_state *st)
{
	return sd_plain_lock_try(&st->plain);
}

static int sd_not_recursive_acquire(struct sd_rlock_state *st)
{
	return sd_plain_lock_acquire(&st->plain);
}

static int sd_not_recursive_release(struct sd_rlock_state *st)
{
	sd_plain_lock_release(&st->plain);
	return 0;
}

const struct sd_rlock_ops sd_rlock_not_recursive = {
	.init = sd_not_recursive_init,
	.try = sd_not_recursive_try,
	.acquire = sd_not_recursive_acquire,
	.release = sd_not_recursive_release,
};
