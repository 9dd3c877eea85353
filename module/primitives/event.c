// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Event: what its implementations have in common. Used by the demo event.
 */
#include "event.h"

/* A clear event. */
void sd_event_init(struct sd_event *ev, const struct sd_event_ops *ops)
{
	ev->ops = ops;
	spin_lock_init(&ev->lock);
	ev->set = false;
	ops->init(ev);
}

/* Sets it and releases all who wait; nothing if it is set. Not in hard irqs. */
void sd_event_set(struct sd_event *ev)
{
	spin_lock(&ev->lock);
	if (!ev->set) {
		ev->set = true;
		ev->ops->release(ev);
	}
	spin_unlock(&ev->lock);
}

/* Clears it; who was released stays released. */
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
 * sd_event_wait - wait until the event is set, or has been
 * @ev: the event
 * @timeout: at most so long (jiffies), or MAX_SCHEDULE_TIMEOUT
 *
 * Return: 0 if it is set or was set while waiting; -ETIMEDOUT; -EINTR if the
 * caller is being ended.
 */
int sd_event_wait(struct sd_event *ev, long timeout)
{
	return ev->ops->wait(ev, timeout);
}

/* False if the event is set, so that there is nothing to wait for. */
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
 * True if it had been released by then, which takes it out of the list, though the
 * wait may say otherwise. Afterwards nobody writes to the waiter any more.
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
