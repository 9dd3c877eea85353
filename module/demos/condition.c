// SPDX-License-Identifier: GPL-2.0-only
/*
 * condition: producers and consumers pass items through a queue, with wait and notify.
 * Every wait has a predicate, unlike that of the tutorial's producer. A new variant is one
 * entry in sd_cond_variants and its struct sd_cond_ops.
 */
#include <linux/kernel.h>
#include <linux/slab.h>

#include "demos/condition.h"
#include "engine/order.h"

/*
 * No thread starts before the last one, a consumer, has found the queue empty. Then each
 * thread stays between its first failed test and its sleep until every other thread has
 * come to the same point or has ended. All wake-ups sent until then are lost, and no
 * thread is left to send another.
 */
static const struct sd_order_rule sd_lost_wakeup_order[] = {
	{ .worker = SD_EACH, .after = SD_START, .nth = 1,
	  .other = SD_LAST, .until = SD_WAIT, .times = 1 },
	{ .worker = SD_EACH, .after = SD_WAIT, .nth = 1,
	  .other = SD_EACH, .until = SD_WAIT, .times = 1 },
	{ .until = SD_NO_STEP },
};

/*
 * No thread starts before the last one, a consumer, waits for an item. Once woken, it
 * stays until all other threads have ended, so it takes from an empty queue.
 */
static const struct sd_order_rule sd_no_predicate_order[] = {
	{ .worker = SD_EACH, .after = SD_START, .nth = 1,
	  .other = SD_LAST, .until = SD_WAIT, .times = 1 },
	{ .worker = SD_LAST, .after = SD_WOKEN, .nth = 1,
	  .other = SD_EACH, .until = SD_EXIT, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_variant sd_cond_variants[] = {
	{
		.name = "waitqueue",
		.summary = "a wait queue for each waiter, over a recursive lock",
		.ops = &sd_cond_waitqueue,
	}, {
		.name = "semaphore",
		.summary = "semaphores only: one counts free slots, one items, one is the lock",
		.ops = &sd_cond_semaphore,
	}, {
		.name = "completion",
		.summary = "a completion for each side, completed once for each that may continue",
		.ops = &sd_cond_completion,
	}, {
		.name = "kfifo",
		.summary = "a kfifo under a mutex, with a wait queue for each side",
		.ops = &sd_cond_kfifo,
	}, {
		.name = "lost-wakeup",
		.summary = "tests, then joins the wait queue: it must miss a wake-up in between",
		.broken = true,
		.sticks = true,
		.order = sd_lost_wakeup_order,
		.ops = &sd_cond_lost_wakeup,
	}, {
		.name = "no-predicate",
		.summary = "does not test again when woken: it must take from an empty queue",
		.broken = true,
		.min[SYNCDEMO_PARAM_CONSUMERS] = 2,
		.order = sd_no_predicate_order,
		.ops = &sd_cond_no_predicate,
	}, {
		.name = "notify-too-few",
		.summary = "tells one consumer of the end, not all: the others must wait for ever",
		.broken = true,
		.sticks = true,
		.min[SYNCDEMO_PARAM_CONSUMERS] = 2,
		.ops = &sd_cond_too_few,
	},
};

static const struct sd_param sd_cond_params[] = {
	{ SYNCDEMO_PARAM_ITEMS, .def = 10, .min = 1, .max = 1000000 },
	{ SYNCDEMO_PARAM_PRODUCERS, .def = 1, .min = 1, .max = SD_MAX_WORKERS / 2 },
	{ SYNCDEMO_PARAM_CONSUMERS, .def = 1, .min = 1, .max = SD_MAX_WORKERS / 2 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

static const struct sd_object sd_cond_objects[] = {
	[LOCK] = { "lock" },
	[QUEUE] = { "queue", .queue = true },
};

enum sd_cond_metric {
	METRIC_PRODUCED,
	METRIC_CONSUMED,
	METRIC_LOST,
	METRIC_TAKEN_TWICE,
	METRIC_OUT_OF_ORDER,
	METRIC_REPEATED,
	METRIC_FROM_EMPTY,
};

static const struct sd_metric sd_cond_metrics[] = {
	[METRIC_PRODUCED] = { "produced", "count" },
	[METRIC_CONSUMED] = { "consumed", "count" },
	[METRIC_LOST] = { "lost", "count" },
	[METRIC_TAKEN_TWICE] = { "taken_twice", "count" },
	[METRIC_OUT_OF_ORDER] = { "out_of_order", "count" },
	[METRIC_REPEATED] = { "repeated_turns", "count" },
	[METRIC_FROM_EMPTY] = { "taken_from_empty", "count" },
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
	const struct sd_cond_ops *ops = run->request->variant->ops;
	struct sd_cond_state *st = kzalloc(sizeof(*st), GFP_KERNEL);

	if (!st)
		return -ENOMEM;
	st->items = sd_run_param(run, SYNCDEMO_PARAM_ITEMS);
	st->times = kvzalloc(st->items, GFP_KERNEL);
	if (!st->times) {
		kfree(st);
		return -ENOMEM;
	}
	st->capacity = sd_run_param(run, SYNCDEMO_PARAM_PRODUCERS);
	st->last_turn = NR_SIDES;
	ops->init(st);
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		struct sd_worker *w = &run->crew.workers[i];

		w->role = sd_is_producer(w) ? "producer" : "consumer";
	}
	return 0;
}

static void sd_cond_cleanup(struct sd_run *run)
{
	const struct sd_cond_ops *ops = run->request->variant->ops;
	struct sd_cond_state *st = run->state;

	ops->destroy(st);
	kvfree(st->times);
	kfree(st);
}

static void sd_cond_turn(struct sd_cond_state *st, enum sd_side side)
{
	if (st->last_turn == side)
		st->repeated_turns++;
	st->last_turn = side;
}

/* The queue is locked and not full. */
static void sd_produce(struct sd_worker *w, struct sd_cond_state *st)
{
	const struct sd_cond_ops *ops = w->run->request->variant->ops;
	u64 item = st->produced++;

	if (ops->put)
		ops->put(st, item);
	else
		st->queue[item % SD_MAX_WORKERS] = item;
	WRITE_ONCE(st->queued, st->queued + 1);
	sd_cond_turn(st, PRODUCER);
	sd_operation(w);
	sd_step_note(w, SD_STORE, SD_QUEUE, item, "Produced: {arg}");
}

static void sd_count_taken(struct sd_cond_state *st, u64 item)
{
	if (st->times[item] < U8_MAX)
		st->times[item]++;
	if (item != st->next)
		st->out_of_order++;
	st->next = item + 1;
}

/* The queue is locked and not empty. */
static void sd_consume(struct sd_worker *w, struct sd_cond_state *st)
{
	const struct sd_cond_ops *ops = w->run->request->variant->ops;
	u64 item = ops->get ? ops->get(st) : st->queue[st->consumed % SD_MAX_WORKERS];

	WRITE_ONCE(st->queued, st->queued - 1);
	WRITE_ONCE(st->consumed, st->consumed + 1);
	sd_count_taken(st, item);
	sd_cond_turn(st, CONSUMER);
	sd_operation(w);
	sd_step_note(w, SD_LOAD, SD_QUEUE, item, "Consumed: {arg}");
}

/* No item is there: reads the stale value in the next slot. */
static void sd_consume_nothing(struct sd_worker *w, struct sd_cond_state *st)
{
	u64 item = st->queue[st->consumed % SD_MAX_WORKERS];

	st->from_empty++;
	sd_count_taken(st, item);
	sd_operation(w);
	sd_step_note(w, SD_LOAD, SD_QUEUE, item, "Consumed: {arg}, but the queue was empty");
}

/* The queue is locked. Returns whether an item was put or taken. */
static bool sd_cond_act(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side,
			bool assume_item)
{
	if (side == PRODUCER && st->produced < st->items)
		sd_produce(w, st);
	else if (side == CONSUMER && st->queued)
		sd_consume(w, st);
	else if (side == CONSUMER && assume_item)
		sd_consume_nothing(w, st);
	else
		return false;
	return true;
}

static int sd_cond_round(struct sd_worker *w, struct sd_cond_state *st, bool *more)
{
	const struct sd_cond_ops *ops = w->run->request->variant->ops;
	enum sd_side side = sd_is_producer(w) ? PRODUCER : CONSUMER;
	int assume_item = ops->enter(w, st, side);

	if (assume_item < 0)
		return assume_item;
	*more = (side == PRODUCER ? st->produced : st->consumed) < st->items;
	ops->leave(w, st, side, sd_cond_act(w, st, side, assume_item));
	return 0;
}

static int sd_cond_work(struct sd_worker *w)
{
	bool more = true;
	int err = 0;

	while (more && !err && !sd_cancelled(w)) {
		err = sd_cond_round(w, w->run->state, &more);
		sd_resched();
	}
	return err;
}

static void sd_cond_count(const struct sd_cond_state *st, u64 *metric)
{
	metric[METRIC_PRODUCED] = st->produced;
	metric[METRIC_CONSUMED] = st->consumed;
	for (u64 i = 0; i < st->items; i++) {
		metric[METRIC_LOST] += i < st->produced && !st->times[i];
		metric[METRIC_TAKEN_TWICE] += st->times[i] > 1;
	}
	metric[METRIC_OUT_OF_ORDER] = st->out_of_order;
	metric[METRIC_REPEATED] = st->repeated_turns;
	metric[METRIC_FROM_EMPTY] = st->from_empty;
}

static enum sd_outcome sd_cond_verify(struct sd_run *run, char *reason)
{
	const struct sd_cond_state *st = run->state;
	bool in_turns = run->crew.nr == 2;
	u64 *metric = run->result->metric;

	sd_cond_count(st, metric);
	if (st->from_empty) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu of %llu times the queue was empty when an item was taken; %llu items were taken twice",
			 st->from_empty, st->from_empty + st->consumed, metric[METRIC_TAKEN_TWICE]);
		return SD_VIOLATED;
	}
	if (st->produced != st->items || st->consumed != st->items ||
	    metric[METRIC_LOST] || metric[METRIC_TAKEN_TWICE] || st->out_of_order ||
	    (in_turns && st->repeated_turns)) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "of %llu: %llu lost, %llu twice, %llu out of order; %llu repeated turns",
			 st->items, metric[METRIC_LOST], metric[METRIC_TAKEN_TWICE],
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
	.metrics = sd_cond_metrics,
	.nr_metrics = ARRAY_SIZE(sd_cond_metrics),
	.nr_workers = sd_cond_workers,
	.prepare = sd_cond_prepare,
	.work = sd_cond_work,
	.verify = sd_cond_verify,
	.cleanup = sd_cond_cleanup,
};
