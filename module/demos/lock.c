// SPDX-License-Identifier: GPL-2.0-only
/*
 * lock: threads add to one counter. With a lock every addition counts; without
 * one, two threads load the same value and one of their stores is lost.
 */
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "run.h"
#include "schedule.h"
#include "trylock.h"
#include "witness.h"

/**
 * struct sd_lock_state - what the threads share
 * @mutex: protects @counter in the variant mutex
 * @spinlock: protects @counter in the variant spinlock
 * @counter: what they add to; plain accesses, so that KCSAN sees the race of the
 *	variant none
 * @witness: watches the exclusion
 */
struct sd_lock_state {
	struct mutex mutex;	/* protects counter */
	spinlock_t spinlock;	/* protects counter */
	u64 counter;
	struct sd_witness witness;
};

/**
 * struct sd_lock_kind - how a variant excludes
 * @acquire: enter the critical section; true if somebody else was in the way
 * @release: leave it
 */
struct sd_lock_kind {
	bool (*acquire)(struct sd_lock_state *st);
	void (*release)(struct sd_lock_state *st);
};

static bool sd_mutex_acquire(struct sd_lock_state *st)
{
	if (mutex_trylock(&st->mutex))
		return false;
	mutex_lock(&st->mutex);
	return true;
}

static void sd_mutex_release(struct sd_lock_state *st)
{
	mutex_unlock(&st->mutex);
}

static const struct sd_lock_kind sd_kind_mutex = {
	.acquire = sd_mutex_acquire,
	.release = sd_mutex_release,
};

static bool sd_spinlock_acquire(struct sd_lock_state *st)
	__acquires(&st->spinlock)
{
	if (SD_TRY(spin_trylock, spin_lock, &st->spinlock))
		return false;
	spin_lock(&st->spinlock);
	return true;
}

static void sd_spinlock_release(struct sd_lock_state *st)
	__releases(&st->spinlock)
{
	spin_unlock(&st->spinlock);
}

static const struct sd_lock_kind sd_kind_spinlock = {
	.acquire = sd_spinlock_acquire,
	.release = sd_spinlock_release,
};

static bool sd_none_acquire(struct sd_lock_state *st)
{
	return false;
}

static void sd_none_release(struct sd_lock_state *st)
{
}

static const struct sd_lock_kind sd_kind_none = {
	.acquire = sd_none_acquire,
	.release = sd_none_release,
};

/*
 * Thread 0 stands between its first load and its store until thread 1, which
 * begins only then, is done: its store undoes all that thread 1 did.
 */
static const struct sd_hold sd_none_holds[] = {
	{ .worker = 1, .after = SD_START, .nth = 1, .other = 0, .until = SD_LOAD, .times = 1 },
	{ .worker = 0, .after = SD_LOAD, .nth = 1, .other = 1, .until = SD_EXIT, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_variant sd_lock_variants[] = {
	{
		.name = "mutex",
		.summary = "each addition under a mutex, which sleeps when it has to wait",
		.impl = &sd_kind_mutex,
	}, {
		.name = "spinlock",
		.summary = "each addition under a spinlock, which spins when it has to wait",
		.impl = &sd_kind_spinlock,
	}, {
		.name = "none",
		.summary = "no lock at all, the control group: it must lose additions",
		.broken = true,
		.racy = true,
		.min[SYNCDEMO_PARAM_THREADS] = 2,
		.holds = sd_none_holds,
		.impl = &sd_kind_none,
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

enum sd_lock_object { LOCK, COUNTER };

static const struct sd_object sd_lock_objects[] = {
	[LOCK] = { "lock" },
	[COUNTER] = { "counter" },
};

enum sd_lock_figure { FIG_EXPECTED, FIG_FINAL, FIG_LOST, FIG_HOLDERS };

static const struct sd_figure sd_lock_figures[] = {
	[FIG_EXPECTED] = { "expected_value", "count" },
	[FIG_FINAL] = { "final_value", "count" },
	[FIG_LOST] = { "lost_updates", "count" },
	[FIG_HOLDERS] = { "most_holders", "count" },
};

static unsigned int sd_lock_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_THREADS];
}

static int sd_lock_prepare(struct sd_run *run)
{
	struct sd_lock_state *st = kzalloc(sizeof(*st), GFP_KERNEL_ACCOUNT);

	if (!st)
		return -ENOMEM;
	mutex_init(&st->mutex);
	spin_lock_init(&st->spinlock);
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++)
		run->crew.workers[i].role = "adder";
	return 0;
}

static void sd_lock_cleanup(struct sd_run *run)
{
	struct sd_lock_state *st = run->state;

	mutex_destroy(&st->mutex);
	kfree(st);
}

/* counter += 1, as a processor does it; the compiler may not fold it into more. */
static void sd_lock_add(struct sd_worker *w, struct sd_lock_state *st)
{
	u64 value;

	value = st->counter;
	barrier();
	sd_step(w, SD_LOAD, SYNCDEMO_OBJECT(COUNTER, 0), value);
	st->counter = value + 1;
	barrier();
	sd_step(w, SD_STORE, SYNCDEMO_OBJECT(COUNTER, 0), value + 1);
}

static int sd_lock_work(struct sd_worker *w)
{
	const struct sd_lock_kind *kind = w->run->request->variant->impl;
	u64 iterations = sd_run_param(w->run, SYNCDEMO_PARAM_ITERATIONS);
	struct sd_lock_state *st = w->run->state;

	for (u64 i = 0; sd_more(w, i, iterations); i++) {
		bool contended;

		sd_step(w, SD_ATTEMPT, LOCK, 0);
		contended = kind->acquire(st);
		sd_witness_enter(&st->witness);
		sd_step(w, SD_ACQUIRED, LOCK, contended);
		sd_lock_add(w, st);
		sd_step(w, SD_RELEASED, LOCK, 0);
		sd_witness_leave(&st->witness);
		kind->release(st);
		sd_operation(w);
		cond_resched();
	}
	return 0;
}

static void sd_lock_conclude(struct sd_run *run)
{
	const struct sd_lock_state *st = run->state;

	sd_say_main(run, "Final shared resource value: {arg}", st->counter);
}

static enum sd_finding sd_lock_verify(struct sd_run *run, char *reason)
{
	const struct sd_lock_state *st = run->state;
	u64 *figure = run->result->figure;

	figure[FIG_EXPECTED] = sd_run_operations(run);
	figure[FIG_FINAL] = st->counter;
	figure[FIG_LOST] = figure[FIG_EXPECTED] - min(figure[FIG_EXPECTED], figure[FIG_FINAL]);
	figure[FIG_HOLDERS] = sd_witness_most(&st->witness);

	if (!run->timed && figure[FIG_EXPECTED] != sd_run_param(run, SYNCDEMO_PARAM_THREADS) *
						    sd_run_param(run, SYNCDEMO_PARAM_ITERATIONS)) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE, "only %llu additions were made",
			 figure[FIG_EXPECTED]);
		return SD_UNJUDGED;
	}
	if (figure[FIG_FINAL] != figure[FIG_EXPECTED]) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE, "lost %llu of %llu updates",
			 figure[FIG_LOST], figure[FIG_EXPECTED]);
		return SD_VIOLATED;
	}
	if (figure[FIG_HOLDERS] > 1 && !run->request->variant->broken) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE, "%llu threads held the lock at once",
			 figure[FIG_HOLDERS]);
		return SD_VIOLATED;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "all %llu updates are there; most holders at once: %llu",
		 figure[FIG_EXPECTED], figure[FIG_HOLDERS]);
	return SD_HELD;
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
	.figures = sd_lock_figures,
	.nr_figures = ARRAY_SIZE(sd_lock_figures),
	.nr_workers = sd_lock_workers,
	.prepare = sd_lock_prepare,
	.work = sd_lock_work,
	.conclude = sd_lock_conclude,
	.verify = sd_lock_verify,
	.cleanup = sd_lock_cleanup,
};
