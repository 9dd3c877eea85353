// SPDX-License-Identifier: GPL-2.0-only
/*
 * An event whose waiters share a wait queue. Each waits for the generation to change,
 * which a clear() does not undo.
 */
#include <linux/errno.h>
#include <linux/sched/signal.h>

#include "event.h"

static void sd_ewq_init(struct sd_event *ev)
{
	ev->generation = 0;
	init_waitqueue_head(&ev->wq);
}

static void sd_ewq_release(struct sd_event *ev)
{
	lockdep_assert_held(&ev->lock);
	/* Pairs with the acquire in sd_ewq_is_released(): a waiter leaves without the lock. */
	smp_store_release(&ev->generation, ev->generation + 1);
	wake_up_all(&ev->wq);
}

static bool sd_ewq_is_released(const struct sd_event *ev, unsigned long generation)
{
	/* Pairs with the release in sd_ewq_release(). */
	return smp_load_acquire(&ev->generation) != generation;
}

static int sd_ewq_wait(struct sd_event *ev, long timeout)
{
	unsigned long generation;
	long left;
	bool set;

	spin_lock(&ev->lock);
	set = ev->set;
	generation = ev->generation;
	spin_unlock(&ev->lock);
	if (set)
		return 0;
	left = wait_event_interruptible_timeout(ev->wq, sd_ewq_is_released(ev, generation),
						timeout);
	if (left < 0)
		return -EINTR;
	return left ? 0 : -ETIMEDOUT;
}

const struct sd_event_ops sd_event_waitqueue = {
	.init = sd_ewq_init,
	.release = sd_ewq_release,
	.wait = sd_ewq_wait,
};
