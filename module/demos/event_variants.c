// SPDX-License-Identifier: GPL-2.0-only
/*
 * Variants of the demo event. The correct ones differ only in the implementation of struct
 * sd_event; the broken one is written out here. Only event.c uses them.
 */
#include <linux/sched/signal.h>
#include <linux/swait.h>

#include "demos/event.h"

/* Not a comparison of times: on a coarse clock the begin and the set may have the same. */
static void sd_event_record_begin(const struct sd_event_state *st, struct sd_event_wait_times *t)
{
	t->in_time = !READ_ONCE(st->setting);
}

/* Call directly after the wait, so that the time is that of its end. */
static void sd_event_record_end(struct sd_worker *w, const struct sd_event_state *st,
				struct sd_event_wait_times *t)
{
	t->until_ns = sd_run_now(w->run);
	t->early = !READ_ONCE(st->setting);
}

/* ---- correct variants ---- */

static void sd_event_demo_set(struct sd_worker *w, struct sd_event_state *st)
{
	sd_event_set(&st->event);
}

static int sd_event_demo_wait(struct sd_worker *w, struct sd_event_state *st,
			      struct sd_event_wait_times *t)
{
	int err;

	sd_step_note(w, SD_WAIT, 0, 0, "Waiting for event to be set");
	sd_event_record_begin(st, t);
	err = sd_event_wait(&st->event, MAX_SCHEDULE_TIMEOUT);
	sd_event_record_end(w, st, t);
	if (!err)
		sd_step_note(w, SD_WOKEN, 0, sd_event_setter(w), "Event set!");
	return err;
}

static void sd_init_completion(struct sd_event_state *st)
{
	sd_event_init(&st->event, &sd_event_completion);
}

const struct sd_event_demo_ops sd_event_demo_completion = {
	.init = sd_init_completion,
	.set = sd_event_demo_set,
	.wait = sd_event_demo_wait,
};

static void sd_init_waitqueue(struct sd_event_state *st)
{
	sd_event_init(&st->event, &sd_event_waitqueue);
}

const struct sd_event_demo_ops sd_event_demo_waitqueue = {
	.init = sd_init_waitqueue,
	.set = sd_event_demo_set,
	.wait = sd_event_demo_wait,
};

static void sd_init_bit(struct sd_event_state *st)
{
	sd_event_init(&st->event, &sd_event_bit);
}

const struct sd_event_demo_ops sd_event_demo_bit = {
	.init = sd_init_bit,
	.set = sd_event_demo_set,
	.wait = sd_event_demo_wait,
};

/* ---- reinit: set() is complete_all(), clear() is reinit_completion() ---- */

static void sd_reinit_init(struct sd_event_state *st)
{
	init_completion(&st->done);
}

/* The bug: complete_all() wakes the waiters, but they then find the completion not done. */
static void sd_reinit_set(struct sd_worker *w, struct sd_event_state *st)
{
	complete_all(&st->done);
	reinit_completion(&st->done);
	sd_step(w, SD_STORE, 0, 0);
}

/*
 * wait_for_completion_interruptible() written out, so that its steps can be held. The
 * first sd_step() runs with the task state already set; it must not log text, which may
 * sleep.
 */
static int sd_reinit_sleep(struct sd_worker *w, struct completion *done)
{
	DECLARE_SWAITQUEUE(wait);
	int err;

	for (;;) {
		err = prepare_to_swait_event(&done->wait, &wait, TASK_INTERRUPTIBLE);
		if (err || completion_done(done))
			break;
		sd_step(w, SD_WAIT, 0, 0);
		schedule();
		sd_step(w, SD_WOKEN, 0, sd_event_setter(w));
	}
	finish_swait(&done->wait, &wait);
	return err ? -EINTR : 0;
}

static int sd_reinit_wait(struct sd_worker *w, struct sd_event_state *st,
			  struct sd_event_wait_times *t)
{
	int err;

	sd_step_note(w, SD_LOAD, 0, 0, "Waiting for event to be set");
	sd_event_record_begin(st, t);
	err = sd_reinit_sleep(w, &st->done);
	sd_event_record_end(w, st, t);
	if (!err)
		sd_step_note(w, SD_LOAD, 0, 1, "Event set!");
	return err;
}

const struct sd_event_demo_ops sd_event_demo_reinit = {
	.init = sd_reinit_init,
	.set = sd_reinit_set,
	.wait = sd_reinit_wait,
};
