// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Event: what its implementations have in common.
 */
#include "event.h"

/* Makes a clear event. */
void sd_event_init(struct sd_event *ev, const struct sd_event_ops *ops)
{
	ev->ops = ops;
	spin_lock_init(&ev->lock);
	ev->set = false;
	ops->init(ev);
}

/* Sets the event and releases all present waiters; does nothing if it is set. */
void sd_event_set(struct sd_event *ev)
{
	spin_lock(&ev->lock);
	if (!ev->set) {
		ev->set = true;
		ev->ops->release(ev);
	}
	spin_unlock(&ev->lock);
}

/* Clears the event; released waiters stay released. */
void sd_event_clear(struct sd_event *ev)
{
	spin_lock(&ev->lock);
	ev->set = false;
	spin_unlock(&ev->lock);
}

bool sd_event_is_set(struct sd_event *ev)
{
	bool set;

	spin_lock(&ev->lock);
	set = ev->set;
	spin_unlock(&ev->lock);
	return set;
}

/**
 * sd_event_wait - wait until the event is set
 * @ev: the event
 * @timeout: limit (jiffies), or MAX_SCHEDULE_TIMEOUT
 *
 * Return: 0 if the event is set or was set during the wait; -ETIMEDOUT; -EINTR if the
 * caller is being stopped.
 */
int sd_event_wait(struct sd_event *ev, long timeout)
{
	return ev->ops->wait(ev, timeout);
}

/* Adds a waiter. False if the event is set, so that no wait is needed. */
bool sd_event_enqueue(struct sd_event *ev, struct list_head *node)
{
	bool set;

	spin_lock(&ev->lock);
	set = ev->set;
	if (!set)
		list_add_tail(node, &ev->waiters);
	spin_unlock(&ev->lock);
	return !set;
}

/*
 * Removes a waiter. True if it was released before, even if its wait has timed out.
 * Afterwards no other thread touches the waiter.
 */
bool sd_event_dequeue(struct sd_event *ev, struct list_head *node)
{
	bool released;

	spin_lock(&ev->lock);
	released = list_empty(node);
	list_del_init(node);
	spin_unlock(&ev->lock);
	return released;
}
