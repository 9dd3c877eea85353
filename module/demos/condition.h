/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * State and variant operations of the demo condition: condition.c runs the variants, which
 * are in condition_variants.c and condition_broken.c. No other file includes this header.
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

/* The object of steps that wait for a change of the queue, or signal one. */
#define SD_QUEUE	SYNCDEMO_OBJECT(QUEUE, 0)

enum sd_side { PRODUCER, CONSUMER, NR_SIDES };

static inline enum sd_side sd_other_side(enum sd_side side)
{
	return side == PRODUCER ? CONSUMER : PRODUCER;
}

/**
 * struct sd_cond_state - what the threads share
 * @items: number of items of the run
 * @capacity: items that the queue holds at most: one for each producer
 * @rlock: variant waitqueue: the lock, in place of @mutex
 * @cond: variant waitqueue: notified when an item is put or taken
 * @sem_lock: variant semaphore: the lock, in place of @mutex
 * @sem: variant semaphore: counts free slots (PRODUCER) and items (CONSUMER)
 * @mutex: other variants: protects everything from @produced on, and @fifo
 * @done: variants completion and notify-too-few: as @sem; each complete() lets one
 *	thread continue
 * @fifo: variant kfifo: the queue
 * @wq: variants kfifo, lost-wakeup, no-predicate: the sleepers of each side
 * @produced: number of items put, and number of the next item
 * @consumed: number of items taken; written with WRITE_ONCE(), because waiters read it
 *	without the lock
 * @queued: number of items in the queue; written as @consumed
 * @queue: the items; the oldest is at @consumed modulo the size
 * @times: how often each item was taken, up to 255
 * @next: the item that must be taken next
 * @out_of_order: number of items taken that were not @next
 * @from_empty: number of items taken from an empty queue
 * @last_turn: the side that last put or took an item
 * @repeated_turns: number of times that the same side followed itself
 */
struct sd_cond_state {
	u64 items;
	unsigned int capacity;

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
 * @init: prepares what the variant uses
 * @destroy: undoes @init, after all threads have ended
 * @enter: waits until @side can continue and returns with the queue locked: 0, -EINTR,
 *	or 1 if the caller shall assume an item without a test
 * @leave: unlocks the queue; if an item was put or taken (@done), wakes the waiters
 * @put: appends an item to the queue of the variant; NULL: the array @queue is used
 * @get: takes the oldest item; NULL as @put
 * @counts: operations of variants that wait on two counts, else NULL
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

/* Can @side continue? Without the lock this is a hint, and the caller tests again under it. */
static inline bool sd_cond_ready(const struct sd_cond_state *st, enum sd_side side)
{
	if (side == PRODUCER)
		return READ_ONCE(st->queued) < st->capacity;
	return READ_ONCE(st->queued) || READ_ONCE(st->consumed) == st->items;
}

/* Shared by the variants that use @mutex and @wq. */
void sd_cond_init_wq(struct sd_cond_state *st);
void sd_cond_destroy_mutex(struct sd_cond_state *st);
void sd_cond_lock(struct sd_worker *w, struct sd_cond_state *st);
void sd_cond_unlock(struct sd_worker *w, struct sd_cond_state *st);
void sd_cond_leave_wq(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side,
		      bool done);

#endif /* _SD_DEMO_CONDITION_H */
