// SPDX-License-Identifier: GPL-2.0-only
/*
 * Broken variants of the demo condition, each with the bug in its enter(). Only
 * condition.c uses them; the order of steps that makes the bugs show is there.
 */
#include <linux/sched/signal.h>

#include "demos/condition.h"

/* ---- lost-wakeup: tests before it joins the wait queue ---- */

static int sd_lost_enter(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side)
{
	DEFINE_WAIT(wait);

	sd_cond_lock(w, st);
	while (!sd_cond_ready(st, side)) {
		sd_cond_unlock(w, st);
		/* The bug: a wake-up sent here finds the wait queue empty. */
		sd_step(w, SD_WAIT, SD_QUEUE, 0);
		prepare_to_wait(&st->wq[side], &wait, TASK_INTERRUPTIBLE);
		schedule();
		finish_wait(&st->wq[side], &wait);
		sd_step(w, SD_WOKEN, SD_QUEUE, -1);
		if (signal_pending(current))
			return -EINTR;
		sd_cond_lock(w, st);
	}
	return 0;
}

const struct sd_cond_ops sd_cond_lost_wakeup = {
	.init = sd_cond_init_wq,
	.destroy = sd_cond_destroy_mutex,
	.enter = sd_lost_enter,
	.leave = sd_cond_leave_wq,
};

/* ---- no-predicate: a woken consumer does not test again ---- */

/* The wait itself is correct: the thread joins the wait queue before the unlock. */
static int sd_nopred_wait(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side)
{
	DEFINE_WAIT(wait);

	sd_step(w, SD_RELEASED, LOCK, 0);
	sd_step(w, SD_WAIT, SD_QUEUE, 0);
	prepare_to_wait(&st->wq[side], &wait, TASK_INTERRUPTIBLE);
	mutex_unlock(&st->mutex);
	schedule();
	finish_wait(&st->wq[side], &wait);
	sd_step(w, SD_WOKEN, SD_QUEUE, -1);
	if (signal_pending(current))
		return -EINTR;
	sd_cond_lock(w, st);
	return 0;
}

static int sd_nopred_enter(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side)
{
	int err;

	sd_cond_lock(w, st);
	while (!sd_cond_ready(st, side)) {
		err = sd_nopred_wait(w, st, side);
		if (err)
			return err;
		if (side == CONSUMER)
			return 1;
	}
	return 0;
}

const struct sd_cond_ops sd_cond_no_predicate = {
	.init = sd_cond_init_wq,
	.destroy = sd_cond_destroy_mutex,
	.enter = sd_nopred_enter,
	.leave = sd_cond_leave_wq,
};
