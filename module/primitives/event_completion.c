// SPDX-License-Identifier: GPL-2.0-only
/*
 * An event on completions. A common completion, with complete_all() and
 * reinit_completion(), breaks Python's promise: a waiter that looks only after the reinit
 * finds it not done and sleeps on. Hence each waiter has a completion of its own, and set()
 * completes those of all present waiters.
 */
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/sched/signal.h>

#include "event.h"

/**
 * struct sd_ecp_waiter - a waiting thread, on its stack
 * @node: in the event's list until the release or the end of the wait; protected by the
 *	event's lock. @done is completed under that lock, and the waiter takes it before it
 *	leaves, so its stack outlives the release
 * @done: completed by the release
 */
struct sd_ecp_waiter {
	struct list_head node;
	struct completion done;
};

static void sd_ecp_init(struct sd_event *ev)
{
	INIT_LIST_HEAD(&ev->waiters);
}

static void sd_ecp_release(struct sd_event *ev)
{
	struct sd_ecp_waiter *w, *next;

	lockdep_assert_held(&ev->lock);
	list_for_each_entry_safe(w, next, &ev->waiters, node) {
		list_del_init(&w->node);
		complete(&w->done);
	}
}

static int sd_ecp_wait(struct sd_event *ev, long timeout)
{
	struct sd_ecp_waiter w;
	long left;

	init_completion(&w.done);
	if (!sd_event_enqueue(ev, &w.node))
		return 0;
	left = wait_for_completion_interruptible_timeout(&w.done, timeout);
	if (sd_event_dequeue(ev, &w.node))
		return 0;
	return left < 0 ? -EINTR : -ETIMEDOUT;
}

const struct sd_event_ops sd_event_completion = {
	.init = sd_ecp_init,
	.release = sd_ecp_release,
	.wait = sd_ecp_wait,
};
