// SPDX-License-Identifier: GPL-2.0-only
/*
 * condition: producers and consumers pass items through a queue, taking turns
 * through notify and wait. Both kinds wait on the one condition, as in the
 * tutorial, and each by a predicate, which the tutorial's producer lacks.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "primitives/condition.h"
#include "run.h"

enum sd_turn { NOBODY, PRODUCER, CONSUMER };

/**
 * struct sd_cond_state - what the threads share
 * @lock: the lock of @cond; protects everything that follows
 * @cond: notified when an item came or went
 * @items: how many there will be
 * @produced: items appended; the next item's number
 * @consumed: items taken
 * @queue: numbers appended and not taken, each producer at most one; the
 *	oldest at @consumed modulo the size
 * @times: how often each item was taken, up to 255
 * @next: the number that must be taken next
 * @out_of_order: items taken that were not @next
 * @last_turn: who touched the queue last
 * @repeated_turns: times that it was the same kind twice running
 */
struct sd_cond_state {
	struct sd_rlock lock;
	struct sd_condition cond;
	u64 items;
	u64 produced;
	u64 consumed;
	u64 queue[SD_MAX_WORKERS];
	u8 *times;
	u64 next;
	u64 out_of_order;
	enum sd_turn last_turn;
	u64 repeated_turns;
};

/* What a producer waits for: that its item was taken. */
struct sd_errand {
	const struct sd_cond_state *st;
	u64 item;
};

static const struct sd_variant sd_cond_variants[] = {
	{
		.name = "waitqueue",
		.summary = "a wait queue for each waiter, over a recursive lock",
	},
};

static const struct sd_param sd_cond_params[] = {
	{ SYNCDEMO_PARAM_ITEMS, .def = 10, .min = 1, .max = 100000 },
	{ SYNCDEMO_PARAM_PRODUCERS, .def = 1, .min = 1, .max = SD_MAX_WORKERS / 2 },
	{ SYNCDEMO_PARAM_CONSUMERS, .def = 1, .min = 1, .max = SD_MAX_WORKERS / 2 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

enum sd_cond_object { LOCK, QUEUE };

static const struct sd_object sd_cond_objects[] = {
	[LOCK] = { "lock" },
	[QUEUE] = { "queue" },
};

/* Where a thread stands when it waits for the queue to change, or changes it. */
#define SD_QUEUE	SYNCDEMO_OBJECT(QUEUE, 0)

enum sd_cond_figure {
	FIG_PRODUCED,
	FIG_CONSUMED,
	FIG_LOST,
	FIG_TWICE,
	FIG_OUT_OF_ORDER,
	FIG_REPEATED,
};

static const struct sd_figure sd_cond_figures[] = {
	[FIG_PRODUCED] = { "produced", "count" },
	[FIG_CONSUMED] = { "consumed", "count" },
	[FIG_LOST] = { "lost", "count" },
	[FIG_TWICE] = { "taken_twice", "count" },
	[FIG_OUT_OF_ORDER] = { "out_of_order", "count" },
	[FIG_REPEATED] = { "repeated_turns", "count" },
};

static unsigned int sd_cond_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_PRODUCERS] + req->param[SYNCDEMO_PARAM_CONSUMERS];
}

static bool sd_is_producer(const struct sd_worker *w)
{
	return w->index < sd_run_param(w->run, SYNCDEMO_PARAM_PRODUCERS);
}

static int sd_cond_prepare(struct sd_run *run)
{
	struct sd_cond_state *st = kzalloc(sizeof(*st), GFP_KERNEL_ACCOUNT);

	if (!st)
		return -ENOMEM;
	st->items = sd_run_param(run, SYNCDEMO_PARAM_ITEMS);
	st->times = kvzalloc(st->items, GFP_KERNEL_ACCOUNT);
	if (!st->times) {
		kfree(st);
		return -ENOMEM;
	}
	sd_rlock_init(&st->lock);
	sd_condition_init(&st->cond, &st->lock);
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		struct sd_worker *w = &run->crew.workers[i];

		w->role = sd_is_producer(w) ? "producer" : "consumer";
	}
	return 0;
}

static void sd_cond_cleanup(struct sd_run *run)
{
	struct sd_cond_state *st = run->state;

	sd_rlock_destroy(&st->lock);
	kvfree(st->times);
	kfree(st);
}

static void sd_cond_turn(struct sd_cond_state *st, enum sd_turn turn)
{
	if (st->last_turn == turn)
		st->repeated_turns++;
	st->last_turn = turn;
}

/*
 * One on each side: the other one is the only one who can be waiting. With more,
 * notify(1) could wake a thread of the caller's own kind, which cannot go on,
 * while the one that could sleeps for ever: so all of them.
 */
static void sd_cond_tell(struct sd_worker *w, struct sd_cond_state *st)
{
	bool one = w->crew->nr == 2;

	sd_step(w, SD_SIGNAL, SD_QUEUE, one ? 1 : -1);
	if (one)
		sd_condition_notify(&st->cond, 1);
	else
		sd_condition_notify_all(&st->cond);
}

/* Waits on the condition if it must. The lock is held, but not while it waits. */
static int sd_cond_wait(struct sd_worker *w, struct sd_cond_state *st,
			bool (*pred)(void *arg), void *arg)
{
	int err;

	if (pred(arg))
		return 0;
	sd_step(w, SD_RELEASED, LOCK, 0);
	sd_step(w, SD_WAIT, SD_QUEUE, 0);
	err = sd_condition_wait_for(&st->cond, pred, arg, SD_FOREVER);
	sd_step(w, SD_WOKEN, SD_QUEUE, sd_worker_of(w->crew, st->cond.waker));
	sd_step(w, SD_ATTEMPT, LOCK, 0);
	sd_step(w, SD_ACQUIRED, LOCK, 0);
	return err;
}

static bool sd_item_taken(void *arg)
{
	const struct sd_errand *errand = arg;

	return errand->st->times[errand->item];
}

/* The lock is held. */
static int sd_produce(struct sd_worker *w, struct sd_cond_state *st)
{
	struct sd_errand errand = { .st = st, .item = st->produced };

	st->queue[st->produced % SD_MAX_WORKERS] = st->produced;
	st->produced++;
	sd_cond_turn(st, PRODUCER);
	sd_operation(w);
	sd_say(w, SD_STORE, SD_QUEUE, errand.item, "Produced: {arg}");
	sd_cond_tell(w, st);
	return sd_cond_wait(w, st, sd_item_taken, &errand);
}

static bool sd_item_or_end(void *arg)
{
	const struct sd_cond_state *st = arg;

	return st->produced > st->consumed || st->consumed == st->items;
}

static void sd_take(struct sd_worker *w, struct sd_cond_state *st)
{
	u64 item = st->queue[st->consumed % SD_MAX_WORKERS];

	st->consumed++;
	if (st->times[item] < U8_MAX)
		st->times[item]++;
	if (item != st->next)
		st->out_of_order++;
	st->next = item + 1;
	sd_cond_turn(st, CONSUMER);
	sd_operation(w);
	sd_say(w, SD_LOAD, SD_QUEUE, item, "Consumed: {arg}");
	sd_cond_tell(w, st);
}

/* The lock is held. */
static int sd_consume(struct sd_worker *w, struct sd_cond_state *st)
{
	int err = sd_cond_wait(w, st, sd_item_or_end, st);

	if (!err && st->produced > st->consumed)
		sd_take(w, st);
	return err;
}

/* One turn with the lock. */
static int sd_cond_round(struct sd_worker *w, struct sd_cond_state *st, bool *more)
{
	bool producer = sd_is_producer(w);
	int err;

	sd_step(w, SD_ATTEMPT, LOCK, 0);
	err = sd_rlock_acquire(&st->lock);
	if (err)
		return err;
	sd_step(w, SD_ACQUIRED, LOCK, 0);
	*more = (producer ? st->produced : st->consumed) < st->items;
	if (*more)
		err = producer ? sd_produce(w, st) : sd_consume(w, st);
	sd_step(w, SD_RELEASED, LOCK, 0);
	return sd_rlock_release(&st->lock) ?: err;
}

static int sd_cond_work(struct sd_worker *w)
{
	bool more = true;
	int err = 0;

	while (more && !err && !sd_cancelled(w)) {
		err = sd_cond_round(w, w->run->state, &more);
		cond_resched();
	}
	return err;
}

static void sd_cond_count(const struct sd_cond_state *st, u64 *figure)
{
	figure[FIG_PRODUCED] = st->produced;
	figure[FIG_CONSUMED] = st->consumed;
	for (u64 i = 0; i < st->items; i++) {
		figure[FIG_LOST] += !st->times[i];
		figure[FIG_TWICE] += st->times[i] > 1;
	}
	figure[FIG_OUT_OF_ORDER] = st->out_of_order;
	figure[FIG_REPEATED] = st->repeated_turns;
}

static enum sd_finding sd_cond_verify(struct sd_run *run, char *reason)
{
	const struct sd_cond_state *st = run->state;
	bool in_turns = run->crew.nr == 2;
	u64 *figure = run->result->figure;

	sd_cond_count(st, figure);
	if (st->produced != st->items || st->consumed != st->items ||
	    figure[FIG_LOST] || figure[FIG_TWICE] || st->out_of_order ||
	    (in_turns && st->repeated_turns)) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "of %llu: %llu lost, %llu twice, %llu out of order; %llu repeated turns",
			 st->items, figure[FIG_LOST], figure[FIG_TWICE],
			 st->out_of_order, st->repeated_turns);
		return SD_VIOLATED;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE, "%llu items, each once and in order%s", st->items,
		 in_turns ? ", producer and consumer in turns" : "");
	return SD_HELD;
}

const struct sd_demo sd_demo_condition = {
	.name = "condition",
	.summary = "producers and consumers share a queue (Python: threading.Condition)",
	.tutorial = true,
	.variants = sd_cond_variants,
	.nr_variants = ARRAY_SIZE(sd_cond_variants),
	.params = sd_cond_params,
	.nr_params = ARRAY_SIZE(sd_cond_params),
	.objects = sd_cond_objects,
	.nr_objects = ARRAY_SIZE(sd_cond_objects),
	.figures = sd_cond_figures,
	.nr_figures = ARRAY_SIZE(sd_cond_figures),
	.nr_workers = sd_cond_workers,
	.prepare = sd_cond_prepare,
	.work = sd_cond_work,
	.verify = sd_cond_verify,
	.cleanup = sd_cond_cleanup,
};
