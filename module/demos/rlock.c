// SPDX-License-Identifier: GPL-2.0-only
/*
 * rlock: foo acquires a lock and calls bar, which acquires it again. With a reentrant lock
 * a thread does not wait for itself. A new variant is one entry in sd_rlock_variants and
 * its struct sd_rlock_ops.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "engine/run.h"
#include "engine/step.h"
#include "rlock.h"

static const struct sd_variant sd_rlock_variants[] = {
	{
		.name = "mutex",
		.summary = "owner and depth over a mutex; a kernel mutex alone is not recursive",
		.ops = &sd_rlock_over_mutex,
	}, {
		.name = "spinlock",
		.summary = "owner and depth over a spinlock; the holder must not sleep",
		.ops = &sd_rlock_over_spinlock,
	}, {
		.name = "self-deadlock",
		.summary = "the lock is not recursive: bar must get stuck, waiting for its own foo",
		.broken = true,
		.sticks = true,
		.lockdep = true,
		.ops = &sd_rlock_not_recursive,
	},
};

static const struct sd_param sd_rlock_params[] = {
	{ SYNCDEMO_PARAM_THREADS, .def = 1, .min = 1, .max = SD_MAX_WORKERS },
	{ SYNCDEMO_PARAM_ITERATIONS, .def = 1, .min = 1, .max = 1000000 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_DURATION,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

static const struct sd_object sd_rlock_objects[] = { { "lock" } };

enum sd_rlock_metric {
	METRIC_ACQUISITIONS,
	METRIC_WRONG_DEPTH,
	METRIC_WRONG_OWNER,
	METRIC_WRONG_ORDER,
	METRIC_HOLDERS,
};

static const struct sd_metric sd_rlock_metrics[] = {
	[METRIC_ACQUISITIONS] = { "acquisitions", "count" },
	[METRIC_WRONG_DEPTH] = { "wrong_depth", "count" },
	[METRIC_WRONG_OWNER] = { "wrong_owner", "count" },
	[METRIC_WRONG_ORDER] = { "wrong_order", "count" },
	[METRIC_HOLDERS] = { "most_holders", "count" },
};

static unsigned int sd_rlock_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_THREADS];
}

static const struct sd_rlock_ops *sd_rlock_ops(const struct sd_run *run)
{
	return run->request->variant->ops;
}

static int sd_rlock_prepare(struct sd_run *run)
{
	struct sd_rlock_state *st = kzalloc(sizeof(*st), GFP_KERNEL);

	if (!st)
		return -ENOMEM;
	sd_rlock_ops(run)->init(st);
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++)
		run->crew.workers[i].role = "caller";
	return 0;
}

static void sd_rlock_cleanup(struct sd_run *run)
{
	const struct sd_rlock_ops *ops = sd_rlock_ops(run);

	if (ops->destroy)
		ops->destroy(run->state);
	kfree(run->state);
}

/* The lock is held: does the caller own it, at this depth? */
static void sd_rlock_check(const struct sd_rlock_ops *ops, struct sd_rlock_state *st,
			   unsigned int depth)
{
	if (!ops->owned)
		return;
	if (!ops->owned(st))
		st->wrong_owner++;
	if (ops->depth(st) != depth)
		st->wrong_depth++;
}

static const char sd_in_foo[] = "Acquired lock in foo";
static const char sd_in_bar[] = "Acquired lock in bar";

/* Logs @text once the lock is acquired, unless the holder must not sleep. */
static int sd_rlock_take(struct sd_worker *w, struct sd_rlock_state *st, const char *text)
{
	const struct sd_rlock_ops *ops = sd_rlock_ops(w->run);
	bool contended;
	int err = 0;

	sd_step(w, SD_ATTEMPT, 0, 0);
	contended = !ops->try(st);
	if (contended)
		err = ops->acquire(st);
	if (err)
		return err;
	/* A stopped thread may have been given the lock by another stopped thread's release. */
	if (sd_cancelled(w))
		return ops->release(st) ?: -EINTR;
	if (ops->atomic)
		sd_step(w, SD_ACQUIRED, 0, contended);
	else
		sd_step_note(w, SD_ACQUIRED, 0, contended, text);
	return 0;
}

static int sd_rlock_bar(struct sd_worker *w, struct sd_rlock_state *st, u64 foo)
{
	const struct sd_rlock_ops *ops = sd_rlock_ops(w->run);
	int err = sd_rlock_take(w, st, sd_in_bar);

	if (err)
		return err;
	sd_rlock_check(ops, st, 2);
	if (++st->entered != foo + 1)
		st->wrong_order++;
	sd_operation(w);
	sd_step(w, SD_RELEASED, 0, 0);
	return ops->release(st);
}

static int sd_rlock_foo(struct sd_worker *w, struct sd_rlock_state *st)
{
	const struct sd_rlock_ops *ops = sd_rlock_ops(w->run);
	int err = sd_rlock_take(w, st, sd_in_foo);

	if (err)
		return err;
	sd_exclusion_enter(&st->exclusion);
	sd_rlock_check(ops, st, 1);
	sd_operation(w);
	err = sd_rlock_bar(w, st, ++st->entered);
	sd_rlock_check(ops, st, 1);
	sd_exclusion_leave(&st->exclusion);
	sd_step(w, SD_RELEASED, 0, 0);
	err = ops->release(st) ?: err;
	if (ops->atomic && !err) {
		sd_note(w, sd_in_foo);
		sd_note(w, sd_in_bar);
	}
	return err;
}

/* The 0 of depth 1 2 1 0: the caller owns nothing, and a further release is refused. */
static int sd_rlock_check_free(struct sd_worker *w, struct sd_rlock_state *st)
{
	const struct sd_rlock_ops *ops = sd_rlock_ops(w->run);
	bool owned, deep;
	int err;

	if (!ops->owned)
		return 0;
	owned = ops->owned(st) || ops->release(st) != -EPERM;
	deep = ops->depth(st) != 0;
	if (likely(!owned && !deep))
		return 0;
	err = ops->acquire(st);
	if (err)
		return err;
	st->wrong_owner += owned;
	st->wrong_depth += deep;
	return ops->release(st);
}

static int sd_rlock_work(struct sd_worker *w)
{
	u64 iterations = sd_run_param(w->run, SYNCDEMO_PARAM_ITERATIONS);
	struct sd_rlock_state *st = w->run->state;
	int err = 0;

	for (u64 i = 0; !err && sd_more(w, i, iterations); i++) {
		err = sd_rlock_foo(w, st);
		if (!err)
			err = sd_rlock_check_free(w, st);
		sd_resched();
	}
	return err;
}

static enum sd_outcome sd_rlock_verify(struct sd_run *run, char *reason)
{
	u64 expected = run->timed ? sd_run_operations(run) :
		       2 * sd_run_param(run, SYNCDEMO_PARAM_THREADS) *
		       sd_run_param(run, SYNCDEMO_PARAM_ITERATIONS);
	const struct sd_rlock_state *st = run->state;
	u64 *metric = run->result->metric;

	metric[METRIC_ACQUISITIONS] = st->entered;
	metric[METRIC_WRONG_DEPTH] = st->wrong_depth;
	metric[METRIC_WRONG_OWNER] = st->wrong_owner;
	metric[METRIC_WRONG_ORDER] = st->wrong_order;
	metric[METRIC_HOLDERS] = sd_exclusion_most(&st->exclusion);

	if (st->entered != expected || st->wrong_depth || st->wrong_owner ||
	    st->wrong_order || metric[METRIC_HOLDERS] != 1) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu of %llu acquisitions; wrong depth %llu, owner %llu, order %llu times; %llu holders at once",
			 st->entered, expected, st->wrong_depth, st->wrong_owner,
			 st->wrong_order, metric[METRIC_HOLDERS]);
		return SD_VIOLATED;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "depth 1 2 1 0 and bar after foo in %llu of %llu calls; most holders at once: 1",
		 st->entered / 2, expected / 2);
	return SD_HELD;
}

const struct sd_demo sd_demo_rlock = {
	.name = "rlock",
	.summary = "foo takes a lock and calls bar, which takes it again (Python: threading.RLock)",
	.tutorial = true,
	.variants = sd_rlock_variants,
	.nr_variants = ARRAY_SIZE(sd_rlock_variants),
	.params = sd_rlock_params,
	.nr_params = ARRAY_SIZE(sd_rlock_params),
	.objects = sd_rlock_objects,
	.nr_objects = ARRAY_SIZE(sd_rlock_objects),
	.metrics = sd_rlock_metrics,
	.nr_metrics = ARRAY_SIZE(sd_rlock_metrics),
	.nr_workers = sd_rlock_workers,
	.prepare = sd_rlock_prepare,
	.work = sd_rlock_work,
	.verify = sd_rlock_verify,
	.cleanup = sd_rlock_cleanup,
};
