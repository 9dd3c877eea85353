// SPDX-License-Identifier: GPL-2.0-only
/*
 * Broken variants of the demo lock: locks that do not exclude. The order of steps that
 * makes each bug show is in lock.c, the only user of this file.
 */
#include <linux/sched.h>

#include "engine/step.h"
#include "lock.h"

static int sd_none_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	return 0;
}

static void sd_none_release(struct sd_worker *w, struct sd_lock_state *st)
{
}

const struct sd_lock_ops sd_lock_none = {
	.acquire = sd_none_acquire,
	.release = sd_none_release,
};

static int sd_own_init(struct sd_lock_state *st)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(st->own); i++)
		mutex_init(&st->own[i]);
	return 0;
}

static void sd_own_destroy(struct sd_lock_state *st)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(st->own); i++)
		mutex_destroy(&st->own[i]);
}

/* Never contended: no other thread uses this mutex. */
static int sd_own_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	mutex_lock(&st->own[w->index]);
	return 0;
}

static void sd_own_release(struct sd_worker *w, struct sd_lock_state *st)
{
	mutex_unlock(&st->own[w->index]);
}

const struct sd_lock_ops sd_lock_own = {
	.init = sd_own_init,
	.destroy = sd_own_destroy,
	.acquire = sd_own_acquire,
	.release = sd_own_release,
	.own_locks = true,
};

/* The bug: between the test and the set another thread can test too. xchg() would do both. */
static int sd_check_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	int contended = 0;

	while (READ_ONCE(st->flag)) {
		contended = 1;
		if (sd_cancelled(w))
			return -EINTR;
		sd_resched();
	}
	sd_step(w, SD_LOAD, SD_THE_FLAG, 0);
	WRITE_ONCE(st->flag, 1);
	sd_step(w, SD_STORE, SD_THE_FLAG, 1);
	return contended;
}

static void sd_check_release(struct sd_worker *w, struct sd_lock_state *st)
{
	WRITE_ONCE(st->flag, 0);
	sd_step(w, SD_STORE, SD_THE_FLAG, 0);
}

const struct sd_lock_ops sd_lock_check_then_act = {
	.acquire = sd_check_acquire,
	.release = sd_check_release,
};

static int sd_non_owner_init(struct sd_lock_state *st)
{
	sema_init(&st->semaphore, 1);
	return 0;
}

/*
 * The bug: thread 1 first releases the semaphore that thread 0 holds. With a mutex the
 * behaviour would be undefined.
 */
static int sd_non_owner_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	if (w->index == 1 && !w->operations) {
		sd_step(w, SD_RELEASED, SD_THE_LOCK, 0);
		up(&st->semaphore);
		st->handovers++;
		sd_step(w, SD_ATTEMPT, SD_THE_LOCK, 0);
	}
	if (!down_trylock(&st->semaphore))
		return 0;
	return down_interruptible(&st->semaphore) ?: 1;
}

static void sd_non_owner_release(struct sd_worker *w, struct sd_lock_state *st)
{
	up(&st->semaphore);
}

const struct sd_lock_ops sd_lock_non_owner = {
	.init = sd_non_owner_init,
	.acquire = sd_non_owner_acquire,
	.release = sd_non_owner_release,
};
