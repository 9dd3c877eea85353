/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Python's Event, in three implementations. The demo event uses it.
 *
 * Context: init, set, clear and is_set take a spinlock: not in hard interrupts. wait
 *	sleeps.
 * Lifetime: the memory may be freed when no thread is in a call: after a join. A return
 *	from wait does not say that set has returned.
 * Ordering: what a thread wrote before set() is visible to a thread after its wait() has
 *	returned 0. See tests/litmus/event-waitqueue.litmus and event-lock.litmus.
 */
#ifndef _SD_EVENT_H
#define _SD_EVENT_H

#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

struct sd_event;

/**
 * struct sd_event_ops - an implementation of waiting
 * @init: prepares the members of this implementation
 * @release: releases all present waiters; called with the event's lock held, when the event
 *	turns from clear to set
 * @wait: sleeps until released if the event is clear: 0, -ETIMEDOUT, -EINTR
 */
struct sd_event_ops {
	void (*init)(struct sd_event *ev);
	void (*release)(struct sd_event *ev);
	int (*wait)(struct sd_event *ev, long timeout);
};

/**
 * struct sd_event - Python's Event
 * @ops: the implementation; constant
 * @lock: protects the members below, but for the sleepers in @wq
 * @set: the event is set
 * @generation: waitqueue: number of changes from clear to set. Written with release, so
 *	that a waiter may read it with acquire and without @lock
 * @wq: waitqueue: all waiters
 * @waiters: completion and bit: all waiters, each with a completion or bit of its own
 *
 * set() directly followed by clear() still releases all present waiters: they wait for
 * their release, not for the event to be set.
 */
struct sd_event {
	const struct sd_event_ops *ops;
	spinlock_t lock;	/* see above */
	bool set;
	union {
		struct {
			unsigned long generation;
			wait_queue_head_t wq;
		};
		struct list_head waiters;
	};
};

extern const struct sd_event_ops sd_event_completion;
extern const struct sd_event_ops sd_event_waitqueue;
extern const struct sd_event_ops sd_event_bit;

void sd_event_init(struct sd_event *ev, const struct sd_event_ops *ops);
void sd_event_set(struct sd_event *ev);
void sd_event_clear(struct sd_event *ev);
bool sd_event_is_set(struct sd_event *ev);
int sd_event_wait(struct sd_event *ev, long timeout);

/* For implementations whose waiters are in @waiters. */
bool sd_event_enqueue(struct sd_event *ev, struct list_head *node);
bool sd_event_dequeue(struct sd_event *ev, struct list_head *node);

#endif /* _SD_EVENT_H */
