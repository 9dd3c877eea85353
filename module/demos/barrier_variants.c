// SPDX-License-Identifier: GPL-2.0-only
/*
 * The barriers of the demo barrier. Only barrier.c calls them.
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
	/* The last one to come was not woken by anybody. */
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

/* All have been told: one of them makes it whole again, and nobody comes before. */
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

/* One breaks it instead of waiting; all others are told, and then it works again. */
static int sd_bgen_end(struct sd_worker *w, struct sd_barrier_state *st)
{
	int index, err;

	if (!w->index) {
		sd_step_note(w, SD_SIGNAL, BARRIER, -1, "Aborts the barrier");
		sd_barrier_abort(&st->barrier);
	}
	index = sd_bgen_wait(w, st);
	if (index == -EPIPE)
		atomic_inc(&st->told);
	else if (index < 0)
		return index;
	err = sd_bgen_reset(w, st);
	if (err)
		return err;
	index = sd_bgen_wait(w, st);
	if (index < 0)
		return index;
	sd_barrier_note(w, st, index);
	return 0;
}

const struct sd_barrier_ops sd_barrier_generation = {
	.init = sd_bgen_init,
	.destroy = sd_bgen_destroy,
	.wait = sd_bgen_wait,
	.end = sd_bgen_end,
	.least = 1,
};

/* ---- no-generation: a count, and nothing that tells one round from the next ---- */

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

/* True if all are there: the count begins anew, and who waits is to see that. */
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
 * wait_event_interruptible() written out, for its steps. The mistake is what it
 * waits for: a count of zero, which who comes round first makes one again.
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
	.least = 2,
};
