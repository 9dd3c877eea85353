// SPDX-License-Identifier: GPL-2.0-only
/*
 * lock: threads add to one counter. With a lock no addition is lost. Without one, two
 * threads load the same value and one of their stores is lost. A new variant is one entry
 * in sd_lock_variants and its struct sd_lock_ops.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "engine/order.h"
#include "engine/step.h"
#include "lock.h"

#ifdef CONFIG_PREEMPT_RT
#define SD_NO_RAW	"raw spinlocks spin under PREEMPT_RT too, where only core code may use them"
#else
#define SD_NO_RAW	NULL
#endif

#ifdef CONFIG_RT_MUTEXES
#define SD_NO_RT_MUTEX	NULL
#define SD_RT_MUTEX	(&sd_lock_rt_mutex)
#else
#define SD_NO_RT_MUTEX	"this kernel is built without CONFIG_RT_MUTEXES"
#define SD_RT_MUTEX	NULL
#endif

/*
 * Thread 1 starts after the first load of thread 0, and thread 0 makes its first store
 * after thread 1 has ended. That store is the loaded value plus 1, so all additions of
 * thread 1 are lost.
 */
static const struct sd_order_rule sd_lost_update_order[] = {
	{ .worker = 1, .after = SD_START, .nth = 1, .other = 0, .until = SD_LOAD, .times = 1 },
	{ .worker = 0, .after = SD_LOAD, .nth = 1, .other = 1, .until = SD_EXIT, .times = 1 },
	{ .until = SD_NO_STEP },
};

/*
 * Thread 1 starts after the first load of thread 0, and thread 0 makes its first store
 * after the first store of thread 1. That store overwrites at least one addition of thread
 * 1. From then on the semaphore admits two threads at once.
 */
static const struct sd_order_rule sd_non_owner_order[] = {
	{ .worker = 1, .after = SD_START, .nth = 1, .other = 0, .until = SD_LOAD, .times = 1 },
	{ .worker = 0, .after = SD_LOAD, .nth = 1, .other = 1, .until = SD_STORE, .times = 1 },
	{ .until = SD_NO_STEP },
};

/*
 * In each round the first load reads the flag, the second the counter. Thread 0 sets the
 * flag only after thread 1 has found it clear and has loaded the counter, and thread 1
 * stores only after thread 0 has ended. That store overwrites all additions of thread 0.
 */
static const struct sd_order_rule sd_check_then_act_order[] = {
	{ .worker = 1, .after = SD_START, .nth = 1, .other = 0, .until = SD_LOAD, .times = 1 },
	{ .worker = 0, .after = SD_LOAD, .nth = 1, .other = 1, .until = SD_LOAD, .times = 2 },
	{ .worker = 1, .after = SD_LOAD, .nth = 2, .other = 0, .until = SD_EXIT, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_variant sd_lock_variants[] = {
	{
		.name = "mutex",
		.summary = "each addition under a mutex, which sleeps when it has to wait",
		.ops = &sd_lock_mutex,
	}, {
		.name = "spinlock",
		.summary = "each addition under a spinlock, which spins when it has to wait",
		.ops = &sd_lock_spinlock,
	}, {
		.name = "raw_spinlock",
		.summary = "a spinlock that spins on every kernel, PREEMPT_RT too",
		.absent = SD_NO_RAW,
		.ops = &sd_lock_raw_spinlock,
	}, {
		.name = "spinlock_irq",
		.summary = "a spinlock with interrupts off, as if a handler wanted it as well",
		.ops = &sd_lock_spinlock_irq,
	}, {
		.name = "rt_mutex",
		.summary = "a mutex whose owner inherits the priority of a waiter",
		.absent = SD_NO_RT_MUTEX,
		.ops = SD_RT_MUTEX,
	}, {
		.name = "semaphore",
		.summary = "a semaphore with initial value 1: a lock without an owner",
		.ops = &sd_lock_semaphore,
	}, {
		.name = "rwsem",
		.summary = "the write side of a readers-writer lock; waiting threads sleep",
		.ops = &sd_lock_rwsem,
	}, {
		.name = "rwlock",
		.summary = "the write side of a readers-writer lock; waiting threads spin",
		.ops = &sd_lock_rwlock,
	}, {
		.name = "seqlock",
		.summary = "the write side of a seqlock, whose readers retry instead of waiting",
		.ops = &sd_lock_seqlock,
	}, {
		.name = "atomic",
		.summary = "no lock: one instruction loads, adds and stores",
		.ops = &sd_lock_atomic,
	}, {
		.name = "cmpxchg",
		.summary = "no lock: stores only if the value has not changed, else tries again",
		.ops = &sd_lock_cmpxchg,
	}, {
		.name = "percpu",
		.summary = "no lock: a counter for each CPU, summed when all threads are done",
		.ops = &sd_lock_percpu,
	}, {
		.name = "python",
		.summary = "Python's Lock: sometimes a thread releases what another acquired",
		.ops = &sd_lock_python,
	}, {
		.name = "none",
		.summary = "no lock at all: it must lose additions",
		.broken = true,
		.racy = true,
		.min[SYNCDEMO_PARAM_THREADS] = 2,
		.order = sd_lost_update_order,
		.ops = &sd_lock_none,
	}, {
		.name = "own-lock",
		.summary = "each thread locks a mutex of its own: it must lose additions",
		.broken = true,
		.racy = true,
		.min[SYNCDEMO_PARAM_THREADS] = 2,
		.order = sd_lost_update_order,
		.ops = &sd_lock_own,
	}, {
		.name = "check-then-act",
		.summary = "tests a flag, then sets it, in two steps: it must lose additions",
		.broken = true,
		.racy = true,
		.min[SYNCDEMO_PARAM_THREADS] = 2,
		.order = sd_check_then_act_order,
		.ops = &sd_lock_check_then_act,
	}, {
		.name = "non-owner",
		.summary = "a thread releases the lock that another holds: it must lose additions",
		.broken = true,
		.racy = true,
		.min[SYNCDEMO_PARAM_THREADS] = 2,
		.order = sd_non_owner_order,
		.ops = &sd_lock_non_owner,
	},
};

static const struct sd_param sd_lock_params[] = {
	{ SYNCDEMO_PARAM_THREADS, .def = 5, .min = 1, .max = SD_MAX_WORKERS },
	{ SYNCDEMO_PARAM_ITERATIONS, .def = 100000, .min = 1, .max = 10000000 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_DURATION,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

static const struct sd_object sd_lock_objects[] = {
	[SD_LOCK] = { "lock" },
	[SD_COUNTER] = { "counter" },
	[SD_OWN_LOCK] = { "own lock", .many = true },
	[SD_SHARED_FLAG] = { "flag" },
};

enum sd_lock_metric {
	METRIC_EXPECTED,
	METRIC_FINAL,
	METRIC_LOST,
	METRIC_HOLDERS,
	METRIC_RETRIES,
	METRIC_HANDOVERS,
};

static const struct sd_metric sd_lock_metrics[] = {
	[METRIC_EXPECTED] = { "expected_value", "count" },
	[METRIC_FINAL] = { "final_value", "count" },
	[METRIC_LOST] = { "lost_updates", "count" },
	[METRIC_HOLDERS] = { "most_holders", "count" },
	[METRIC_RETRIES] = { "retries", "count" },
	[METRIC_HANDOVERS] = { "released_by_another", "count" },
};

static unsigned int sd_lock_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_THREADS];
}

static const struct sd_lock_ops *sd_lock_ops(const struct sd_run *run)
{
	return run->request->variant->ops;
}

static int sd_lock_prepare(struct sd_run *run)
{
	const struct sd_lock_ops *ops = sd_lock_ops(run);
	struct sd_lock_state *st = kzalloc(sizeof(*st), GFP_KERNEL);
	int err;

	if (!st)
		return -ENOMEM;
	err = ops->init ? ops->init(st) : 0;
	if (err) {
		kfree(st);
		return err;
	}
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++)
		run->crew.workers[i].role = "adder";
	return 0;
}

static void sd_lock_cleanup(struct sd_run *run)
{
	const struct sd_lock_ops *ops = sd_lock_ops(run);

	if (ops->destroy)
		ops->destroy(run->state);
	kfree(run->state);
}

/* counter += 1 as separate load and store; barrier() keeps the compiler from merging them. */
static void sd_lock_add(struct sd_worker *w, struct sd_lock_state *st)
{
	u64 value;

	value = st->counter;
	barrier();
	sd_step(w, SD_LOAD, SD_THE_COUNTER, value);
	st->counter = value + 1;
	barrier();
	sd_step(w, SD_STORE, SD_THE_COUNTER, value + 1);
}

/* One addition in a critical section, or, in broken variants, in what should be one. */
static int sd_lock_add_inside(struct sd_worker *w, const struct sd_lock_ops *ops,
			      struct sd_lock_state *st)
{
	unsigned int lock = ops->own_locks ? SYNCDEMO_OBJECT(SD_OWN_LOCK, w->index) : SD_THE_LOCK;
	int contended;

	sd_step(w, SD_ATTEMPT, lock, 0);
	contended = ops->acquire(w, st);
	if (contended < 0)
		return contended;
	sd_exclusion_enter(&st->exclusion);
	sd_step(w, SD_ACQUIRED, lock, contended);
	sd_lock_add(w, st);
	sd_step(w, SD_RELEASED, lock, 0);
	sd_exclusion_leave(&st->exclusion);
	ops->release(w, st);
	return 0;
}

static int sd_lock_work(struct sd_worker *w)
{
	u64 iterations = sd_run_param(w->run, SYNCDEMO_PARAM_ITERATIONS);
	const struct sd_lock_ops *ops = sd_lock_ops(w->run);
	struct sd_lock_state *st = w->run->state;
	int err = 0;

	for (u64 i = 0; !err && sd_more(w, i, iterations); i++) {
		if (ops->add)
			ops->add(w, st);
		else
			err = sd_lock_add_inside(w, ops, st);
		if (!err)
			sd_operation(w);
		sd_resched();
	}
	if (ops->finish)
		ops->finish(w, st);
	return err;
}

static u64 sd_lock_total(const struct sd_run *run)
{
	const struct sd_lock_ops *ops = sd_lock_ops(run);
	const struct sd_lock_state *st = run->state;

	return ops->total ? ops->total(st) : st->counter;
}

static void sd_lock_conclude(struct sd_run *run)
{
	sd_note_main(run, "Final shared resource value: {arg}", sd_lock_total(run));
}

static void sd_lock_count(const struct sd_run *run, u64 *metric)
{
	const struct sd_lock_state *st = run->state;

	metric[METRIC_EXPECTED] = sd_run_operations(run);
	metric[METRIC_FINAL] = sd_lock_total(run);
	metric[METRIC_LOST] = metric[METRIC_EXPECTED] -
			      min(metric[METRIC_EXPECTED], metric[METRIC_FINAL]);
	metric[METRIC_HOLDERS] = sd_exclusion_most(&st->exclusion);
	metric[METRIC_RETRIES] = atomic64_read(&st->retries);
	metric[METRIC_HANDOVERS] = st->handovers;
}

/* No addition was lost; checks mutual exclusion and the variant's own property. */
static enum sd_outcome sd_lock_verify_exclusion(const struct sd_run *run, const u64 *metric,
						char *reason)
{
	const struct sd_lock_ops *ops = sd_lock_ops(run);

	if (ops->check && !ops->check(run, reason))
		return SD_VIOLATED;
	if (ops->add) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE, "all %llu updates are there, without a lock",
			 metric[METRIC_EXPECTED]);
		return SD_HELD;
	}
	if (metric[METRIC_HOLDERS] != 1 && !run->request->variant->broken) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE, "%llu threads held the lock at once",
			 metric[METRIC_HOLDERS]);
		return SD_VIOLATED;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "all %llu updates are there; most holders at once: %llu",
		 metric[METRIC_EXPECTED], metric[METRIC_HOLDERS]);
	return SD_HELD;
}

static enum sd_outcome sd_lock_verify(struct sd_run *run, char *reason)
{
	u64 *metric = run->result->metric;

	sd_lock_count(run, metric);
	if (!run->timed && metric[METRIC_EXPECTED] != sd_run_param(run, SYNCDEMO_PARAM_THREADS) *
						    sd_run_param(run, SYNCDEMO_PARAM_ITERATIONS)) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE, "%llu additions were made, not %llu x %llu",
			 metric[METRIC_EXPECTED], sd_run_param(run, SYNCDEMO_PARAM_THREADS),
			 sd_run_param(run, SYNCDEMO_PARAM_ITERATIONS));
		return SD_INCONSISTENT;
	}
	if (metric[METRIC_FINAL] == metric[METRIC_EXPECTED])
		return sd_lock_verify_exclusion(run, metric, reason);
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "lost %llu of %llu updates; most threads inside at once: %llu",
		 metric[METRIC_LOST], metric[METRIC_EXPECTED], metric[METRIC_HOLDERS]);
	return SD_VIOLATED;
}

const struct sd_demo sd_demo_lock = {
	.name = "lock",
	.summary = "threads add 1 to one counter (Python: threading.Lock)",
	.tutorial = true,
	.variants = sd_lock_variants,
	.nr_variants = ARRAY_SIZE(sd_lock_variants),
	.params = sd_lock_params,
	.nr_params = ARRAY_SIZE(sd_lock_params),
	.objects = sd_lock_objects,
	.nr_objects = ARRAY_SIZE(sd_lock_objects),
	.metrics = sd_lock_metrics,
	.nr_metrics = ARRAY_SIZE(sd_lock_metrics),
	.nr_workers = sd_lock_workers,
	.prepare = sd_lock_prepare,
	.work = sd_lock_work,
	.conclude = sd_lock_conclude,
	.verify = sd_lock_verify,
	.cleanup = sd_lock_cleanup,
};
