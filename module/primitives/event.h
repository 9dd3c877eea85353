/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_EVENT_H
#define _SD_EVENT_H

#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

struct sd_event;

/**
 * struct sd_event_ops - how the waiting of an event is done
 * @init: prepares the members of this implementation
 * @release: lets go all who wait now; called with the event's lock held, when it
 *	turns from clear to set
 * @wait: sleeps until released, if the event is not set: 0, -ETIMEDOUT, -EINTR
 */
struct sd_event_ops {
	void (*init)(struct sd_event *ev);
	void (*release)(struct sd_event *ev);
	int (*wait)(struct sd_event *ev, long timeout);
};

/**
 * struct sd_event - Python's Event
 * @ops: how the waiting is done
 * @lock: protects what follows
 * @set: is it set?
 * @generation: waitqueue: counts the times it was set
 * @wq: waitqueue: all who wait
 * @waiters: completion and bit: all who wait, each with one of its own
 *
 * set() directly followed by clear() still releases all who waited: they wait to
 * be released, not to find it set.
 */
struct sd_event {
	const struct sd_event_ops *ops;
	spinlock_t lock;	/* protects what follows */
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

/* For implementations whose waiters are in a list. */
bool sd_event_enqueue(struct sd_event *ev, struct list_head *node);
bool sd_event_dequeue(struct sd_event *ev, struct list_head *node);

#endif /* _SD_EVENT_H */
