/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * State and variant operations of the demo event: event.c runs the variants, which are in
 * event_variants.c. Besides these two only tests/kunit/event_times_kunit.c includes this.
 */
#ifndef _SD_DEMO_EVENT_H
#define _SD_DEMO_EVENT_H

#include <linux/completion.h>

#include "engine/run.h"
#include "primitives/event.h"

/**
 * struct sd_event_wait_times - the times of one wait; written by its thread, read after
 *	the join
 * @until_ns: end of the wait, since the start of the run
 * @in_time: the wait began before the setter had begun to set the event
 * @through: the wait ended without an error
 * @early: the wait ended before the setter had begun to set the event
 */
struct sd_event_wait_times {
	u64 until_ns;
	bool in_time;
	bool through;
	bool early;
};

/**
 * struct sd_event_state - what the threads share
 * @event: the event of the correct variants
 * @done: the event of variant reinit
 * @setting: the setter is about to set the event; written by the setter
 * @set_ns: time of the set, since the start of the run; written by the setter, read
 *	after the join
 * @times: one for each waiter
 */
struct sd_event_state {
	struct sd_event event;
	struct completion done;
	bool setting;
	u64 set_ns;
	struct sd_event_wait_times times[SD_MAX_WORKERS];
};

/**
 * struct sd_event_demo_ops - how a variant waits and sets
 * @init: initialises the event as not set
 * @set: sets the event; the caller has logged that
 * @wait: waits for the event, logs begin and end, and records their times; returns 0 or
 *	-EINTR
 */
struct sd_event_demo_ops {
	void (*init)(struct sd_event_state *st);
	void (*set)(struct sd_worker *w, struct sd_event_state *st);
	int (*wait)(struct sd_worker *w, struct sd_event_state *st,
		    struct sd_event_wait_times *t);
};

extern const struct sd_event_demo_ops sd_event_demo_completion;
extern const struct sd_event_demo_ops sd_event_demo_waitqueue;
extern const struct sd_event_demo_ops sd_event_demo_bit;
extern const struct sd_event_demo_ops sd_event_demo_reinit;

/* The last thread sets the event, all others wait. */
static inline unsigned int sd_event_setter(const struct sd_worker *w)
{
	return w->crew->nr - 1;
}

#endif /* _SD_DEMO_EVENT_H */
