/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the demo event and its ways of waiting share. No one else includes it.
 */
#ifndef _SD_DEMO_EVENT_H
#define _SD_DEMO_EVENT_H

#include <linux/completion.h>

#include "engine/run.h"
#include "primitives/event.h"

/**
 * struct sd_wait_note - what one waiter saw; written by it, read after the join
 * @from_ns: when it began to wait, since the start of the run
 * @until_ns: when it was through
 * @through: it came through
 * @early: it was through before anyone had begun to set the event
 */
struct sd_wait_note {
	u64 from_ns;
	u64 until_ns;
	bool through;
	bool early;
};

/**
 * struct sd_event_state - what the threads share
 * @event: the event, of the correct ways
 * @done: the event of the way reinit
 * @setting: set by the setter before it sets the event
 * @set_ns: when that was, since the start of the run; the setter's until the join
 * @notes: one for each waiter
 */
struct sd_event_state {
	struct sd_event event;
	struct completion done;
	bool setting;
	u64 set_ns;
	struct sd_wait_note notes[SD_MAX_WORKERS];
};

/**
 * struct sd_event_demo_ops - how a variant waits and sets
 * @init: makes the event, clear
 * @set: sets it; the setter has said so
 * @wait: waits for it, says so before and after, and notes when that was: 0 or
 *	-EINTR
 */
struct sd_event_demo_ops {
	void (*init)(struct sd_event_state *st);
	void (*set)(struct sd_worker *w, struct sd_event_state *st);
	int (*wait)(struct sd_worker *w, struct sd_event_state *st,
		    struct sd_wait_note *note);
};

extern const struct sd_event_demo_ops sd_event_demo_completion;
extern const struct sd_event_demo_ops sd_event_demo_waitqueue;
extern const struct sd_event_demo_ops sd_event_demo_bit;
extern const struct sd_event_demo_ops sd_event_demo_reinit;

/* The last one sets, all others wait. */
static inline unsigned int sd_event_setter(const struct sd_worker *w)
{
	return w->crew->nr - 1;
}

#endif /* _SD_DEMO_EVENT_H */
