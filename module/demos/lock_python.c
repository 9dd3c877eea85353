// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Lock as a kind of the demo lock, and what it allows that no mutex does:
 * the threads form pairs (the last one of an odd number is alone), and now and then
 * the first of a pair does not release the lock, but leaves it to the second, which
 * adds as well and releases what it never acquired. lock.c calls it.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "lock.h"

/* Every so many of its additions the second of a pair waits to be given the lock. */
#define SD_TAKE_EVERY	64

static struct sd_lock_pair *sd_pair(const struct sd_worker *w, struct sd_lock_state *st)
{
	return &st->pairs[w->index / 2];
}

static bool sd_is_giver(const struct sd_worker *w)
{
	return !(w->index & 1) && w->index + 1 < w->crew->nr;
}

static bool sd_is_taker(const struct sd_worker *w)
{
	return w->index & 1;
}

static int sd_python_init(struct sd_lock_state *st)
{
	sd_lock_init(&st->python);
	for (unsigned int i = 0; i < ARRAY_SIZE(st->pairs); i++)
		init_waitqueue_head(&st->pairs[i].wait);
	return 0;
}

static void sd_python_destroy(struct sd_lock_state *st)
{
	/* A taker that was ended never released what it was given. */
	if (sd_lock_locked(&st->python))
		sd_lock_release(&st->python);
	sd_lock_destroy(&st->python);
}

/* The lock is held and stays so; from now on it is the taker's. */
static void sd_python_give(struct sd_lock_pair *pair)
{
	/* Pairs with the acquire in sd_python_ready(). */
	smp_store_release(&pair->given, true);
	wake_up(&pair->wait);
}

static bool sd_python_ready(const struct sd_lock_pair *pair)
{
	/* Pairs with the release in sd_python_give(). */
	bool given = smp_load_acquire(&pair->given);

	/* Pairs with the release in sd_python_leave(). */
	return given || smp_load_acquire(&pair->over);
}

/* 1: the lock was given; 0: there is nobody left who could. */
static int sd_python_take(struct sd_lock_pair *pair)
{
	int err;

	WRITE_ONCE(pair->wanted, true);
	err = wait_event_interruptible(pair->wait, sd_python_ready(pair));
	if (err)
		return err;
	WRITE_ONCE(pair->wanted, false);
	/* What was given before it was over is there by now. */
	if (!READ_ONCE(pair->given))
		return 0;
	WRITE_ONCE(pair->given, false);
	return 1;
}

static int sd_python_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	if (sd_is_taker(w) && !(w->operations % SD_TAKE_EVERY)) {
		int given = sd_python_take(sd_pair(w, st));

		if (given > 0)
			st->given++;
		if (given)
			return given;
	}
	if (sd_lock_try(&st->python))
		return 0;
	return sd_lock_acquire(&st->python) ?: 1;
}

/* The first time in any case: the taker waits for it before all else. */
static void sd_python_release(struct sd_worker *w, struct sd_lock_state *st)
{
	struct sd_lock_pair *pair = sd_pair(w, st);

	if (sd_is_giver(w) && (!w->operations || READ_ONCE(pair->wanted)))
		sd_python_give(pair);
	else
		WARN_ON_ONCE(sd_lock_release(&st->python));
}

static void sd_python_leave(struct sd_worker *w, struct sd_lock_state *st)
{
	struct sd_lock_pair *pair = sd_pair(w, st);

	if (!sd_is_giver(w))
		return;
	/* Pairs with the acquire in sd_python_ready(). */
	smp_store_release(&pair->over, true);
	wake_up(&pair->wait);
}

static bool sd_python_promise(const struct sd_run *run, char *reason)
{
	const struct sd_lock_state *st = run->state;
	u64 pairs = run->crew.nr / 2;

	if (st->given >= pairs)
		return true;
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "only %llu times did another thread release the lock, in %llu pairs",
		 st->given, pairs);
	return false;
}

const struct sd_lock_ops sd_lock_python = {
	.init = sd_python_init,
	.destroy = sd_python_destroy,
	.acquire = sd_python_acquire,
	.release = sd_python_release,
	.leave = sd_python_leave,
	.promise = sd_python_promise,
};
