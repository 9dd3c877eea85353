// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Lock as a variant of the demo lock, with what no mutex allows: a release by
 * another thread. The threads form pairs of a giver and a receiver; with an odd number of
 * threads the last one is alone. From time to time the giver keeps the lock taken and
 * hands it over to its receiver, which adds and then releases a lock that it did not
 * acquire. Only lock.c uses this file.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "lock.h"

/* The receiver waits for a hand-over before its first and every 64th further addition. */
#define SD_RECEIVE_EVERY	64

static struct sd_lock_pair *sd_pair(const struct sd_worker *w, struct sd_lock_state *st)
{
	return &st->pairs[w->index / 2];
}

static bool sd_is_giver(const struct sd_worker *w)
{
	return !(w->index & 1) && w->index + 1 < w->crew->nr;
}

static bool sd_is_receiver(const struct sd_worker *w)
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
	/* A receiver that was stopped has not released the lock it was handed. */
	if (sd_lock_locked(&st->python))
		sd_lock_release(&st->python);
	sd_lock_destroy(&st->python);
}

/* The caller holds the lock; from here on the receiver does. */
static void sd_python_hand_over(struct sd_lock_pair *pair)
{
	/* Pairs with the acquire in sd_python_ready(). */
	smp_store_release(&pair->handed_over, true);
	wake_up(&pair->wait);
}

static bool sd_python_ready(const struct sd_lock_pair *pair)
{
	/* Pairs with the release in sd_python_hand_over(). */
	bool handed_over = smp_load_acquire(&pair->handed_over);

	/* Pairs with the release in sd_python_finish(). */
	return handed_over || smp_load_acquire(&pair->finished);
}

/* Returns 1 if the lock was handed over, 0 if the giver has finished, or a negative errno. */
static int sd_python_receive(struct sd_lock_pair *pair)
{
	int err;

	WRITE_ONCE(pair->wanted, true);
	err = wait_event_interruptible(pair->wait, sd_python_ready(pair));
	if (err)
		return err;
	WRITE_ONCE(pair->wanted, false);
	/* A hand-over made before the giver finished is visible here. */
	if (!READ_ONCE(pair->handed_over))
		return 0;
	WRITE_ONCE(pair->handed_over, false);
	return 1;
}

static int sd_python_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	if (sd_is_receiver(w) && !(w->operations % SD_RECEIVE_EVERY)) {
		int received = sd_python_receive(sd_pair(w, st));

		if (received > 0)
			st->handovers++;
		if (received)
			return received;
	}
	if (sd_lock_try(&st->python))
		return 0;
	return sd_lock_acquire(&st->python) ?: 1;
}

/* The first release is always a hand-over, because the receiver begins by waiting for one. */
static void sd_python_release(struct sd_worker *w, struct sd_lock_state *st)
{
	struct sd_lock_pair *pair = sd_pair(w, st);

	if (sd_is_giver(w) && (!w->operations || READ_ONCE(pair->wanted)))
		sd_python_hand_over(pair);
	else
		WARN_ON_ONCE(sd_lock_release(&st->python));
}

static void sd_python_finish(struct sd_worker *w, struct sd_lock_state *st)
{
	struct sd_lock_pair *pair = sd_pair(w, st);

	if (!sd_is_giver(w))
		return;
	/* Pairs with the acquire in sd_python_ready(). */
	smp_store_release(&pair->finished, true);
	wake_up(&pair->wait);
}

static bool sd_python_check(const struct sd_run *run, char *reason)
{
	const struct sd_lock_state *st = run->state;
	u64 pairs = run->crew.nr / 2;

	if (st->handovers >= pairs)
		return true;
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "only %llu releases by another thread, in %llu pairs",
		 st->handovers, pairs);
	return false;
}

const struct sd_lock_ops sd_lock_python = {
	.init = sd_python_init,
	.destroy = sd_python_destroy,
	.acquire = sd_python_acquire,
	.release = sd_python_release,
	.finish = sd_python_finish,
	.check = sd_python_check,
};
