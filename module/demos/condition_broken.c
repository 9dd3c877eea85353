// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two mistakes in waiting for the queue of the demo condition, each in its enter().
 * Only condition.c calls them; the schedules that force them are there.
 */
#include <linux/sched/signal.h>

#include "demos/condition.h"

/* ---- lost-wakeup: tests, and only then is one of those who are woken ---- */

static int sd_lost_enter(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side)
{
	DEFINE_WAIT(wait);

	sd_cond_lock(w, st);
	while (!sd_may_go_on(st, side)) {
		sd_cond_unlock(w, st);
		/* Whoever changes the queue here finds nobody to wake. */
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

/* ---- no-predicate: a consumer that was woken believes that there is an item ---- */

/* Waits once, as it should: queued before the lock is given up. */
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
	while (!sd_may_go_on(st, side)) {
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
