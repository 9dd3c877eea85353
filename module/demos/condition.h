/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the demo condition and its ways of waiting share. No one else includes it.
 */
#ifndef _SD_DEMO_CONDITION_H
#define _SD_DEMO_CONDITION_H

#include <linux/completion.h>
#include <linux/kfifo.h>
#include <linux/mutex.h>
#include <linux/semaphore.h>
#include <linux/wait.h>

#include "engine/run.h"
#include "primitives/condition.h"

enum sd_cond_object { LOCK, QUEUE };

/* Where a thread stands when it waits for the queue to change, or changes it. */
#define SD_QUEUE	SYNCDEMO_OBJECT(QUEUE, 0)

enum sd_side { PRODUCER, CONSUMER, NR_SIDES };

static inline enum sd_side sd_other_side(enum sd_side side)
{
	return side == PRODUCER ? CONSUMER : PRODUCER;
}

/**
 * struct sd_cond_state - what the threads share
 * @items: how many there will be
 * @room: items that the queue takes at once: one for each producer
 * @rlock: variant waitqueue: protects all that @mutex does
 * @cond: variant waitqueue: notified when an item came or went
 * @sem_lock: variant semaphore: protects all that @mutex does
 * @sem: variant semaphore: places that are free (PRODUCER), items (CONSUMER)
 * @mutex: other kinds: protects everything from @produced on, and @fifo
 * @done: variant completion: as @sem; each complete() lets one thread go on
 * @fifo: variant kfifo: the queue
 * @wq: kinds of wait queues: where each side waits
 * @produced: items appended; the next item's number
 * @consumed: items taken; written marked, because some look without the lock
 * @queued: items in the queue; the same
 * @queue: their numbers, the oldest at @consumed modulo the size
 * @times: how often each item was taken, up to 255
 * @next: the number that must be taken next
 * @out_of_order: items taken that were not @next
 * @from_empty: items taken though there was none
 * @last_turn: who touched the queue last
 * @repeated_turns: times that it was the same side twice running
 */
struct sd_cond_state {
	u64 items;
	unsigned int room;

	struct sd_rlock rlock;
	struct sd_condition cond;
	struct semaphore sem_lock;
	struct semaphore sem[NR_SIDES];
	struct mutex mutex;	/* protects all below, and fifo */
	struct completion done[NR_SIDES];
	DECLARE_KFIFO(fifo, u64, SD_MAX_WORKERS);
	wait_queue_head_t wq[NR_SIDES];

	u64 produced;
	u64 consumed;
	unsigned int queued;
	u64 queue[SD_MAX_WORKERS];
	u8 *times;
	u64 next;
	u64 out_of_order;
	u64 from_empty;
	enum sd_side last_turn;
	u64 repeated_turns;
};

/**
 * struct sd_cond_ops - how a variant locks the queue and waits for it
 * @init: makes what it needs
 * @destroy: undoes it, when nobody uses it any more
 * @enter: waits until there is room, or an item or no more to come, and comes back
 *	with the queue locked: 0, -EINTR, or 1 if it takes for granted that there is
 *	an item
 * @leave: unlocks it and, if something was @done with it, tells who waits for that
 * @put: appends an item; NULL: to the ring
 * @get: takes the oldest one; NULL: from the ring
 * @counts: for kinds of two counts
 */
struct sd_cond_ops {
	void (*init)(struct sd_cond_state *st);
	void (*destroy)(struct sd_cond_state *st);
	int (*enter)(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side);
	void (*leave)(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side,
		      bool done);
	void (*put)(struct sd_cond_state *st, u64 item);
	u64 (*get)(struct sd_cond_state *st);
	const struct sd_cond_counts *counts;
};

extern const struct sd_cond_ops sd_cond_waitqueue;
extern const struct sd_cond_ops sd_cond_semaphore;
extern const struct sd_cond_ops sd_cond_completion;
extern const struct sd_cond_ops sd_cond_kfifo;
extern const struct sd_cond_ops sd_cond_lost_wakeup;
extern const struct sd_cond_ops sd_cond_no_predicate;
extern const struct sd_cond_ops sd_cond_too_few;

/* Is there what @side waits for? Without the lock a hint, which is asked again. */
static inline bool sd_may_go_on(const struct sd_cond_state *st, enum sd_side side)
{
	if (side == PRODUCER)
		return READ_ONCE(st->queued) < st->room;
	return READ_ONCE(st->queued) || READ_ONCE(st->consumed) == st->items;
}

/* For kinds with @mutex and @wq. */
void sd_cond_init_wq(struct sd_cond_state *st);
void sd_cond_destroy_mutex(struct sd_cond_state *st);
void sd_cond_lock(struct sd_worker *w, struct sd_cond_state *st);
void sd_cond_unlock(struct sd_worker *w, struct sd_cond_state *st);
void sd_cond_leave_wq(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side,
		      bool done);

#endif /* _SD_DEMO_CONDITION_H */
