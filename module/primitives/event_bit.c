// SPDX-License-Identifier: GPL-2.0-only
/*
 * An event on bits: who waits for a bit to be cleared sleeps in a wait queue that
 * the kernel finds by the address of the bit, so that a waiter needs no more than
 * a word. One bit for all, which clear() sets again, would break Python's promise
 * for who looks only then; so each waiter brings a bit of its own.
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/sched/signal.h>
#include <linux/wait_bit.h>

#include "event.h"

#define SD_EBIT_WAITS	0

/**
 * struct sd_ebit_waiter - one thread that waits, on its stack
 * @node: in the event's list until it is released or gives up; the event's lock
 *	protects it, and whoever clears the bit holds that lock, so the waiter,
 *	which takes it before it leaves, never leaves too early
 * @flags: its bit SD_EBIT_WAITS is cleared when it is released
 */
struct sd_ebit_waiter {
	struct list_head node;
	unsigned long flags;
};

static void sd_ebit_init(struct sd_event *ev)
{
	INIT_LIST_HEAD(&ev->waiters);
}

static void sd_ebit_release(struct sd_event *ev)
{
	struct sd_ebit_waiter *w, *next;

	lockdep_assert_held(&ev->lock);
	list_for_each_entry_safe(w, next, &ev->waiters, node) {
		list_del_init(&w->node);
		/* Orders the clearing before the look for who sleeps. */
		clear_and_wake_up_bit(SD_EBIT_WAITS, &w->flags);
	}
}

static int sd_ebit_wait(struct sd_event *ev, long timeout)
{
	struct sd_ebit_waiter w = { .flags = BIT(SD_EBIT_WAITS) };
	int err;

	if (!sd_event_enqueue(ev, &w.node))
		return 0;
	if (timeout == MAX_SCHEDULE_TIMEOUT)
		err = wait_on_bit(&w.flags, SD_EBIT_WAITS, TASK_INTERRUPTIBLE);
	else
		err = wait_on_bit_timeout(&w.flags, SD_EBIT_WAITS, TASK_INTERRUPTIBLE,
					  timeout);
	if (sd_event_dequeue(ev, &w.node))
		return 0;
	return err == -EINTR ? -EINTR : -ETIMEDOUT;
}

const struct sd_event_ops sd_event_bit = {
	.init = sd_ebit_init,
	.release = sd_ebit_release,
	.wait = sd_ebit_wait,
};
