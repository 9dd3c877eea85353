// SPDX-License-Identifier: GPL-2.0-only
/*
 * rlock: foo takes a lock and calls bar, which takes it again. A thread must
 * not wait for itself.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "primitives/rlock.h"
#include "run.h"
#include "witness.h"

/**
 * struct sd_rlock_state - what the threads share
 * @lock: the lock; protects what follows
 * @entered: how often any thread came to foo or bar: a number for each entry
 * @wrong_depth: times that the depth was not the one of 1 2 1 0
 * @wrong_owner: times that the holder was not the owner, or still was it after
 * @wrong_order: times that bar did not directly follow its own foo
 * @witness: watches the exclusion
 */
struct sd_rlock_state {
	struct sd_rlock lock;
	u64 entered;
	u64 wrong_depth;
	u64 wrong_owner;
	u64 wrong_order;
	struct sd_witness witness;
};

static const struct sd_variant sd_rlock_variants[] = {
	{
		.name = "mutex",
		.summary = "owner and depth over a mutex; the kernel's own is not recursive",
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

enum sd_rlock_figure {
	FIG_ENTRIES,
	FIG_WRONG_DEPTH,
	FIG_WRONG_OWNER,
	FIG_WRONG_ORDER,
	FIG_HOLDERS,
};

static const struct sd_figure sd_rlock_figures[] = {
	[FIG_ENTRIES] = { "acquisitions", "count" },
	[FIG_WRONG_DEPTH] = { "wrong_depth", "count" },
	[FIG_WRONG_OWNER] = { "wrong_owner", "count" },
	[FIG_WRONG_ORDER] = { "wrong_order", "count" },
	[FIG_HOLDERS] = { "most_holders", "count" },
};

static unsigned int sd_rlock_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_THREADS];
}

static int sd_rlock_prepare(struct sd_run *run)
{
	struct sd_rlock_state *st = kzalloc(sizeof(*st), GFP_KERNEL_ACCOUNT);

	if (!st)
		return -ENOMEM;
	sd_rlock_init(&st->lock);
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++)
		run->crew.workers[i].role = "caller";
	return 0;
}

static void sd_rlock_cleanup(struct sd_run *run)
{
	struct sd_rlock_state *st = run->state;

	sd_rlock_destroy(&st->lock);
	kfree(st);
}

/* With the lock held: is it ours, and so deep? */
static void sd_rlock_check(struct sd_rlock_state *st, unsigned int depth)
{
	if (!sd_rlock_owned(&st->lock))
		st->wrong_owner++;
	if (sd_rlock_depth(&st->lock) != depth)
		st->wrong_depth++;
}

static int sd_rlock_bar(struct sd_worker *w, struct sd_rlock_state *st, u64 foo)
{
	int err;

	sd_step(w, SD_ATTEMPT, 0, 0);
	err = sd_rlock_acquire(&st->lock);
	if (err)
		return err;
	sd_say(w, SD_ACQUIRED, 0, 0, "Acquired lock in bar");
	sd_rlock_check(st, 2);
	if (++st->entered != foo + 1)
		st->wrong_order++;
	sd_operation(w);
	sd_step(w, SD_RELEASED, 0, 0);
	return sd_rlock_release(&st->lock);
}

static int sd_rlock_foo(struct sd_worker *w, struct sd_rlock_state *st)
{
	int err;

	sd_step(w, SD_ATTEMPT, 0, 0);
	err = sd_rlock_acquire(&st->lock);
	if (err)
		return err;
	sd_witness_enter(&st->witness);
	sd_say(w, SD_ACQUIRED, 0, 0, "Acquired lock in foo");
	sd_rlock_check(st, 1);
	sd_operation(w);
	err = sd_rlock_bar(w, st, ++st->entered);
	sd_rlock_check(st, 1);
	sd_witness_leave(&st->witness);
	sd_step(w, SD_RELEASED, 0, 0);
	return sd_rlock_release(&st->lock) ?: err;
}

/* The 0 of 1 2 1 0: nothing is left of the lock, and nothing can be released. */
static int sd_rlock_check_free(struct sd_worker *w, struct sd_rlock_state *st)
{
	bool owned = sd_rlock_owned(&st->lock) || sd_rlock_release(&st->lock) != -EPERM;
	bool deep = sd_rlock_depth(&st->lock) != 0;
	int err;

	if (likely(!owned && !deep))
		return 0;
	err = sd_rlock_acquire(&st->lock);
	if (err)
		return err;
	st->wrong_owner += owned;
	st->wrong_depth += deep;
	return sd_rlock_release(&st->lock);
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
		cond_resched();
	}
	return err;
}

static enum sd_finding sd_rlock_verify(struct sd_run *run, char *reason)
{
	u64 expected = run->timed ? sd_run_operations(run) :
		       2 * sd_run_param(run, SYNCDEMO_PARAM_THREADS) *
		       sd_run_param(run, SYNCDEMO_PARAM_ITERATIONS);
	const struct sd_rlock_state *st = run->state;
	u64 *figure = run->result->figure;

	figure[FIG_ENTRIES] = st->entered;
	figure[FIG_WRONG_DEPTH] = st->wrong_depth;
	figure[FIG_WRONG_OWNER] = st->wrong_owner;
	figure[FIG_WRONG_ORDER] = st->wrong_order;
	figure[FIG_HOLDERS] = sd_witness_most(&st->witness);

	if (st->entered != expected || st->wrong_depth || st->wrong_owner ||
	    st->wrong_order || figure[FIG_HOLDERS] != 1) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu of %llu acquisitions; wrong depth %llu, owner %llu, order %llu times; %llu holders at once",
			 st->entered, expected, st->wrong_depth, st->wrong_owner,
			 st->wrong_order, figure[FIG_HOLDERS]);
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
	.figures = sd_rlock_figures,
	.nr_figures = ARRAY_SIZE(sd_rlock_figures),
	.nr_workers = sd_rlock_workers,
	.prepare = sd_rlock_prepare,
	.work = sd_rlock_work,
	.verify = sd_rlock_verify,
	.cleanup = sd_rlock_cleanup,
};
