// SPDX-License-Identifier: GPL-2.0-only
/*
 * An event on completions. One completion for all, with complete_all() and
 * reinit_completion(), would break Python's promise: a waiter that looks only
 * after the reinit finds it not done and sleeps on. So each waiter brings a
 * completion of its own, and set() completes those that are queued.
 */
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/sched/signal.h>

#include "event.h"

/**
 * struct sd_ecp_waiter - one thread that waits, on its stack
 * @node: in the event's list until it is released or gives up; the event's lock
 *	protects it, and whoever completes @done holds that lock, so the waiter,
 *	which takes it before it leaves, never leaves too early
 * @done: completed when it is released
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
