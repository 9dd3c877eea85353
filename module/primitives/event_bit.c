// SPDX-License-Identifier: GPL-2.0-only
/*
 * An event on bits. A waiter sleeps until a bit is cleared, in a wait queue that the kernel
 * finds by the address of the bit; so it needs no more than a word. A common bit, which
 * clear() would set again, breaks Python's promise for a waiter that looks only after the
 * clear(). Hence each waiter has a bit of its own.
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/sched/signal.h>
#include <linux/wait_bit.h>

#include "event.h"

#define SD_EBIT_WAITS	0

/**
 * struct sd_ebit_waiter - a waiting thread, on its stack
 * @node: in the event's list until the release or the end of the wait; protected by the
 *	event's lock. The bit is cleared under that lock, and the waiter takes it before it
 *	leaves, so its stack outlives the release
 * @flags: the release clears the bit SD_EBIT_WAITS
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
		/* Contains the barrier between the clearing and the look for sleepers. */
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
