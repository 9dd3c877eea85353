// SPDX-License-Identifier: GPL-2.0-only
/*
 * deadlock: every thread needs two locks at once for a round of its work. Either all
 * threads share the same two locks, or they are philosophers at a round table with a fork
 * between each two neighbours. A thread that waits while it holds a lock must keep a
 * common lock order. A new variant is one entry in sd_deadlock_variants and its struct
 * sd_deadlock_ops.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "engine/exclusion.h"
#include "engine/order.h"
#include "engine/run.h"
#include "engine/step.h"
#include "primitives/plain_lock.h"

/**
 * struct sd_deadlock_fork - one of the locks
 * @lock: protects @uses
 * @uses: rounds made with this lock
 * @exclusion: counts the holders
 */
struct sd_deadlock_fork {
	struct sd_plain_lock lock;
	u64 uses;
	struct sd_exclusion exclusion;
};

/**
 * struct sd_deadlock_state - what the threads share
 * @forks: one for each philosopher; other variants use the first two
 * @backed_off: number of times that a thread released its first lock because the second
 *	was taken
 */
struct sd_deadlock_state {
	struct sd_deadlock_fork forks[SD_MAX_WORKERS];
	atomic64_t backed_off;
};

/**
 * struct sd_deadlock_ops - how a variant takes two locks
 * @order: stores the two locks of a thread, in the order of their acquisition
 * @philosophers: the threads are philosophers; otherwise all need the same two locks
 * @try: the second lock is only tried, and the first is released if the try fails
 */
struct sd_deadlock_ops {
	void (*order)(const struct sd_worker *w, unsigned int pick[2]);
	bool philosophers;
	bool try;
};

static void sd_left_then_right(const struct sd_worker *w, unsigned int pick[2])
{
	pick[0] = 0;
	pick[1] = 1;
}

static void sd_opposite_orders(const struct sd_worker *w, unsigned int pick[2])
{
	pick[0] = w->index % 2;
	pick[1] = !pick[0];
}

static void sd_own_fork_first(const struct sd_worker *w, unsigned int pick[2])
{
	pick[0] = w->index;
	pick[1] = (w->index + 1) % w->crew->nr;
}

static void sd_lower_fork_first(const struct sd_worker *w, unsigned int pick[2])
{
	sd_own_fork_first(w, pick);
	if (pick[0] > pick[1])
		swap(pick[0], pick[1]);
}

static const struct sd_deadlock_ops sd_deadlock_ordered = {
	.order = sd_left_then_right,
};

static const struct sd_deadlock_ops sd_deadlock_trylock = {
	.order = sd_opposite_orders,
	.try = true,
};

static const struct sd_deadlock_ops sd_deadlock_philosophers_ordered = {
	.order = sd_lower_fork_first,
	.philosophers = true,
};

static const struct sd_deadlock_ops sd_deadlock_philosophers_trylock = {
	.order = sd_own_fork_first,
	.philosophers = true,
	.try = true,
};

static const struct sd_deadlock_ops sd_deadlock_opposite_order = {
	.order = sd_opposite_orders,
};

static const struct sd_deadlock_ops sd_deadlock_philosophers = {
	.order = sd_own_fork_first,
	.philosophers = true,
};

/*
 * Thread 0 keeps its first lock until thread 1 has acquired its own first lock, and vice
 * versa; the others start later. Each then waits for the lock of the other: a deadlock.
 */
static const struct sd_order_rule sd_opposite_order_rules[] = {
	{ .worker = SD_FROM(2), .after = SD_START, .nth = 1,
	  .other = 0, .until = SD_ACQUIRED, .times = 1 },
	{ .worker = SD_FROM(2), .after = SD_START, .nth = 1,
	  .other = 1, .until = SD_ACQUIRED, .times = 1 },
	{ .worker = 0, .after = SD_ACQUIRED, .nth = 1,
	  .other = 1, .until = SD_ACQUIRED, .times = 1 },
	{ .worker = 1, .after = SD_ACQUIRED, .nth = 1,
	  .other = 0, .until = SD_ACQUIRED, .times = 1 },
	{ .until = SD_NO_STEP },
};

/*
 * Each philosopher keeps the first fork until the next one has acquired a first fork too.
 * Then every fork is taken and all wait for the fork of the next: a deadlock.
 */
static const struct sd_order_rule sd_philosophers_rules[] = {
	{ .worker = SD_EACH, .after = SD_ACQUIRED, .nth = 1,
	  .other = SD_NEXT, .until = SD_ACQUIRED, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_variant sd_deadlock_variants[] = {
	{
		.name = "ordered",
		.summary = "two locks, and all take them in the same order",
		.ops = &sd_deadlock_ordered,
	}, {
		.name = "trylock",
		.summary = "opposite orders; a thread that cannot get the second lock backs off",
		.ops = &sd_deadlock_trylock,
	}, {
		.name = "philosophers-ordered",
		.summary = "each takes the fork with the lower number first",
		.ops = &sd_deadlock_philosophers_ordered,
	}, {
		.name = "philosophers-trylock",
		.summary = "a philosopher who cannot get the second fork puts down the first",
		.ops = &sd_deadlock_philosophers_trylock,
	}, {
		.name = "opposite-order",
		.summary = "left then right against right then left: must deadlock",
		.broken = true,
		.sticks = true,
		.lockdep = true,
		.order = sd_opposite_order_rules,
		.ops = &sd_deadlock_opposite_order,
	}, {
		.name = "philosophers",
		.summary = "each takes the fork on the left first: must deadlock in a cycle",
		.broken = true,
		.sticks = true,
		.lockdep = true,
		.order = sd_philosophers_rules,
		.ops = &sd_deadlock_philosophers,
	},
};

static const struct sd_param sd_deadlock_params[] = {
	{ SYNCDEMO_PARAM_THREADS, .def = 5, .min = 2, .max = SD_MAX_WORKERS },
	{ SYNCDEMO_PARAM_ITERATIONS, .def = 1000, .min = 1, .max = 1000000 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_DURATION,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

enum sd_deadlock_object { LEFT, RIGHT, FORK };

static const struct sd_object sd_deadlock_objects[] = {
	[LEFT] = { "left" },
	[RIGHT] = { "right" },
	[FORK] = { "fork", .many = true },
};

enum sd_deadlock_metric { METRIC_ROUNDS, METRIC_WRONG_USES, METRIC_HOLDERS, METRIC_BACKED_OFF };

static const struct sd_metric sd_deadlock_metrics[] = {
	[METRIC_ROUNDS] = { "rounds", "count" },
	[METRIC_WRONG_USES] = { "wrong_uses", "count" },
	[METRIC_HOLDERS] = { "most_holders", "count" },
	[METRIC_BACKED_OFF] = { "backed_off", "count" },
};

static unsigned int sd_deadlock_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_THREADS];
}

static const struct sd_deadlock_ops *sd_deadlock_ops(const struct sd_run *run)
{
	return run->request->variant->ops;
}

static int sd_deadlock_prepare(struct sd_run *run)
{
	/* One class per lock, because lockdep shall learn the order of these locks. */
	static struct lock_class_key keys[SD_MAX_WORKERS];
	struct sd_deadlock_state *st = kzalloc(sizeof(*st), GFP_KERNEL);
	bool philosophers = sd_deadlock_ops(run)->philosophers;

	if (!st)
		return -ENOMEM;
	for (unsigned int i = 0; i < ARRAY_SIZE(st->forks); i++)
		sd_plain_lock_init(&st->forks[i].lock, "syncdemo_fork", &keys[i]);
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++)
		run->crew.workers[i].role = philosophers ? "philosopher" : "worker";
	return 0;
}

static void sd_deadlock_cleanup(struct sd_run *run)
{
	kfree(run->state);
}

static unsigned int sd_fork_object(const struct sd_worker *w, unsigned int fork)
{
	if (sd_deadlock_ops(w->run)->philosophers)
		return SYNCDEMO_OBJECT(FORK, fork);
	return SYNCDEMO_OBJECT(fork ? RIGHT : LEFT, 0);
}

static void sd_fork_taken(struct sd_worker *w, unsigned int fork, bool contended)
{
	struct sd_deadlock_state *st = w->run->state;

	sd_exclusion_enter(&st->forks[fork].exclusion);
	sd_step(w, SD_ACQUIRED, sd_fork_object(w, fork), contended);
}

static int sd_fork_take(struct sd_worker *w, unsigned int fork)
{
	struct sd_deadlock_state *st = w->run->state;
	bool contended;
	int err = 0;

	sd_step(w, SD_ATTEMPT, sd_fork_object(w, fork), 0);
	contended = !sd_plain_lock_try(&st->forks[fork].lock);
	if (contended)
		err = sd_plain_lock_acquire(&st->forks[fork].lock);
	if (err)
		return err;
	/* A stopped thread may have been given the lock by another stopped thread's release. */
	if (sd_cancelled(w)) {
		sd_plain_lock_release(&st->forks[fork].lock);
		return -EINTR;
	}
	sd_fork_taken(w, fork, contended);
	return 0;
}

static bool sd_fork_try(struct sd_worker *w, unsigned int fork)
{
	struct sd_deadlock_state *st = w->run->state;

	sd_step(w, SD_ATTEMPT, sd_fork_object(w, fork), 0);
	if (!sd_plain_lock_try(&st->forks[fork].lock))
		return false;
	sd_fork_taken(w, fork, false);
	return true;
}

static void sd_fork_drop(struct sd_worker *w, unsigned int fork)
{
	struct sd_deadlock_state *st = w->run->state;

	sd_step(w, SD_RELEASED, sd_fork_object(w, fork), 0);
	sd_exclusion_leave(&st->forks[fork].exclusion);
	sd_plain_lock_release(&st->forks[fork].lock);
}

static int sd_take_both(struct sd_worker *w, const unsigned int pick[2])
{
	int err = sd_fork_take(w, pick[0]);

	if (err)
		return err;
	err = sd_fork_take(w, pick[1]);
	if (err)
		sd_fork_drop(w, pick[0]);
	return err;
}

/* Different times for different threads, so that they do not back off in step for ever. */
static void sd_back_off(const struct sd_worker *w, u64 times)
{
	for (u64 n = 1 + w->index % 8 * min(times, 8ULL); n; n--)
		sd_resched();
}

/*
 * No thread waits while it holds a lock, so there is no deadlock. After backing off a
 * thread first waits for the lock that was taken, instead of trying it again and again.
 */
static int sd_take_both_or_none(struct sd_worker *w, unsigned int pick[2])
{
	struct sd_deadlock_state *st = w->run->state;
	u64 times = 0;
	int err;

	for (;;) {
		err = sd_fork_take(w, pick[0]);
		if (err || sd_fork_try(w, pick[1]))
			return err;
		sd_fork_drop(w, pick[0]);
		if (sd_cancelled(w))
			return -EINTR;
		atomic64_inc(&st->backed_off);
		sd_back_off(w, ++times);
		swap(pick[0], pick[1]);
	}
}

static int sd_deadlock_round(struct sd_worker *w)
{
	const struct sd_deadlock_ops *ops = sd_deadlock_ops(w->run);
	struct sd_deadlock_state *st = w->run->state;
	unsigned int pick[2];
	int err;

	ops->order(w, pick);
	err = ops->try ? sd_take_both_or_none(w, pick) : sd_take_both(w, pick);
	if (err)
		return err;
	st->forks[pick[0]].uses++;
	st->forks[pick[1]].uses++;
	sd_operation(w);
	sd_fork_drop(w, pick[1]);
	sd_fork_drop(w, pick[0]);
	return 0;
}

static int sd_deadlock_work(struct sd_worker *w)
{
	u64 iterations = sd_run_param(w->run, SYNCDEMO_PARAM_ITERATIONS);
	int err = 0;

	for (u64 i = 0; !err && sd_more(w, i, iterations); i++) {
		err = sd_deadlock_round(w);
		sd_resched();
	}
	return err;
}

/* Number of locks whose uses differ from the rounds of the threads that need them. */
static u64 sd_wrong_uses(const struct sd_run *run)
{
	const struct sd_deadlock_state *st = run->state;
	u64 due[SD_MAX_WORKERS] = { };
	u64 wrong = 0;

	for (unsigned int i = 0; i < run->crew.nr; i++) {
		const struct sd_worker *w = &run->crew.workers[i];
		unsigned int pick[2];

		sd_deadlock_ops(run)->order(w, pick);
		due[pick[0]] += w->operations;
		due[pick[1]] += w->operations;
	}
	for (unsigned int i = 0; i < SD_MAX_WORKERS; i++)
		wrong += st->forks[i].uses != due[i];
	return wrong;
}

static void sd_deadlock_count(const struct sd_run *run, u64 *metric)
{
	const struct sd_deadlock_state *st = run->state;

	metric[METRIC_ROUNDS] = sd_run_operations(run);
	metric[METRIC_WRONG_USES] = sd_wrong_uses(run);
	metric[METRIC_BACKED_OFF] = atomic64_read(&st->backed_off);
	for (unsigned int i = 0; i < SD_MAX_WORKERS; i++)
		metric[METRIC_HOLDERS] = max_t(u64, metric[METRIC_HOLDERS],
					       sd_exclusion_most(&st->forks[i].exclusion));
}

static enum sd_outcome sd_deadlock_verify(struct sd_run *run, char *reason)
{
	u64 wanted = sd_run_param(run, SYNCDEMO_PARAM_THREADS) *
		     sd_run_param(run, SYNCDEMO_PARAM_ITERATIONS);
	u64 *metric = run->result->metric;

	sd_deadlock_count(run, metric);
	if ((!run->timed && metric[METRIC_ROUNDS] != wanted) || metric[METRIC_WRONG_USES] ||
	    metric[METRIC_HOLDERS] != 1) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu rounds; %llu locks used a wrong number of times; %llu holders at once",
			 metric[METRIC_ROUNDS], metric[METRIC_WRONG_USES], metric[METRIC_HOLDERS]);
		return SD_VIOLATED;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "%llu rounds with two locks each, no deadlock; backed off %llu times",
		 metric[METRIC_ROUNDS], metric[METRIC_BACKED_OFF]);
	return SD_HELD;
}

const struct sd_demo sd_demo_deadlock = {
	.name = "deadlock",
	.summary = "each thread needs two locks at once, as the dining philosophers do",
	.variants = sd_deadlock_variants,
	.nr_variants = ARRAY_SIZE(sd_deadlock_variants),
	.params = sd_deadlock_params,
	.nr_params = ARRAY_SIZE(sd_deadlock_params),
	.objects = sd_deadlock_objects,
	.nr_objects = ARRAY_SIZE(sd_deadlock_objects),
	.metrics = sd_deadlock_metrics,
	.nr_metrics = ARRAY_SIZE(sd_deadlock_metrics),
	.nr_workers = sd_deadlock_workers,
	.prepare = sd_deadlock_prepare,
	.work = sd_deadlock_work,
	.verify = sd_deadlock_verify,
	.cleanup = sd_deadlock_cleanup,
};
