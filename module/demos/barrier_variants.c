// SPDX-License-Identifier: GPL-2.0-only
/*
 * Variants of the demo barrier. Only barrier.c uses them.
 */
#include <linux/sched/signal.h>

#include "demos/barrier.h"

/* ---- generation: Python's Barrier ---- */

static int sd_bgen_init(struct sd_run *run)
{
	struct sd_barrier_state *st = run->state;

	return sd_barrier_init(&st->barrier, run->crew.nr, sd_barrier_action, run) ?:
	       sd_barrier_init(&st->second, run->crew.nr, NULL, NULL);
}

static void sd_bgen_destroy(struct sd_barrier_state *st)
{
	sd_barrier_destroy(&st->second);
	sd_barrier_destroy(&st->barrier);
}

static int sd_bgen_wait(struct sd_worker *w, struct sd_barrier_state *st)
{
	int index;

	sd_step(w, SD_WAIT, BARRIER, 0);
	index = sd_barrier_wait(&st->barrier, MAX_SCHEDULE_TIMEOUT);
	/* The last thread to arrive did not sleep, so no thread woke it. */
	sd_step(w, SD_WOKEN, BARRIER,
		index >= 0 && index < w->crew->nr - 1 ? (s64)st->last : -1);
	return index;
}

static int sd_bgen_wait_second(struct sd_worker *w, struct sd_barrier_state *st)
{
	int index;

	sd_step(w, SD_WAIT, SD_SECOND, 0);
	index = sd_barrier_wait(&st->second, MAX_SCHEDULE_TIMEOUT);
	sd_step(w, SD_WOKEN, SD_SECOND, -1);
	return index;
}

/*
 * Waits until all threads have seen the abort, lets one reset the barrier, and waits for
 * the reset.
 */
static int sd_bgen_reset(struct sd_worker *w, struct sd_barrier_state *st)
{
	int index = sd_bgen_wait_second(w, st);

	if (index < 0)
		return index;
	if (!index) {
		sd_step_note(w, SD_STORE, BARRIER, 0, "Resets the barrier");
		sd_barrier_reset(&st->barrier);
	}
	index = sd_bgen_wait_second(w, st);
	return min(index, 0);
}

/* Thread 0 breaks the barrier; all threads see that, reset it and use it once more. */
static int sd_bgen_end(struct sd_worker *w, struct sd_barrier_state *st)
{
	int index, err;

	if (!w->index) {
		sd_step_note(w, SD_SIGNAL, BARRIER, -1, "Aborts the barrier");
		sd_barrier_abort(&st->barrier);
	}
	index = sd_bgen_wait(w, st);
	if (index == -EPIPE)
		atomic_inc(&st->saw_broken);
	else if (index < 0)
		return index;
	err = sd_bgen_reset(w, st);
	if (err)
		return err;
	index = sd_bgen_wait(w, st);
	if (index < 0)
		return index;
	sd_barrier_check_index(w, st, index);
	return 0;
}

const struct sd_barrier_ops sd_barrier_generation = {
	.init = sd_bgen_init,
	.destroy = sd_bgen_destroy,
	.wait = sd_bgen_wait,
	.end = sd_bgen_end,
	.min_rounds = 1,
};

/* ---- no-generation: a count that does not tell one round from the next ---- */

static int sd_bcount_init(struct sd_run *run)
{
	struct sd_barrier_state *st = run->state;

	mutex_init(&st->mutex);
	init_waitqueue_head(&st->wq);
	return 0;
}

static void sd_bcount_destroy(struct sd_barrier_state *st)
{
	mutex_destroy(&st->mutex);
}

/* Returns true for the last thread to arrive, which resets the count to release the others. */
static bool sd_bcount_arrive(struct sd_worker *w, struct sd_barrier_state *st, int *index)
{
	bool all;

	mutex_lock(&st->mutex);
	*index = st->count;
	all = *index + 1 == w->crew->nr;
	if (all)
		sd_barrier_action(w->run);
	WRITE_ONCE(st->count, all ? 0 : *index + 1);
	mutex_unlock(&st->mutex);
	return all;
}

/*
 * wait_event_interruptible() written out, so that its steps can be held. The bug is the
 * predicate: an early arrival in the next round makes the count nonzero again.
 */
static int sd_bcount_sleep(struct sd_worker *w, struct sd_barrier_state *st)
{
	DEFINE_WAIT(wait);
	int err = 0;

	for (;;) {
		prepare_to_wait(&st->wq, &wait, TASK_INTERRUPTIBLE);
		if (signal_pending(current))
			err = -EINTR;
		if (err || !READ_ONCE(st->count))
			break;
		sd_step(w, SD_WAIT, BARRIER, 0);
		schedule();
		sd_step(w, SD_WOKEN, BARRIER, -1);
	}
	finish_wait(&st->wq, &wait);
	return err;
}

static int sd_bcount_wait(struct sd_worker *w, struct sd_barrier_state *st)
{
	int index;

	if (sd_bcount_arrive(w, st, &index)) {
		wake_up_all(&st->wq);
		return index;
	}
	return sd_bcount_sleep(w, st) ?: index;
}

const struct sd_barrier_ops sd_barrier_no_generation = {
	.init = sd_bcount_init,
	.destroy = sd_bcount_destroy,
	.wait = sd_bcount_wait,
	.min_rounds = 2,
};
