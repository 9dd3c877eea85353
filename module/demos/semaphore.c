// SPDX-License-Identifier: GPL-2.0-only
/*
 * semaphore: a semaphore limits how many threads are inside at once. A new variant is one
 * entry in sd_sem_variants and its struct sd_sem_ops.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "engine/exclusion.h"
#include "engine/order.h"
#include "engine/run.h"
#include "primitives/semaphore.h"

/**
 * struct sd_sem_state - what the threads share
 * @sem: the semaphore
 * @exclusion: counts the threads inside
 */
struct sd_sem_state {
	struct sd_semaphore sem;
	struct sd_exclusion exclusion;
};

/**
 * struct sd_sem_ops - the semaphore of a variant
 * @bounded: the semaphore refuses a release beyond its initial value
 * @over_release: the first thread makes such a release
 */
struct sd_sem_ops {
	bool bounded;
	bool over_release;
};

static const struct sd_sem_ops sd_sem_plain = { };
static const struct sd_sem_ops sd_sem_bounded = { .bounded = true };
static const struct sd_sem_ops sd_sem_over_release = { .over_release = true };

/*
 * The threads with an index below the value stay inside until all of them are inside and
 * all other threads have begun to acquire. Without these rules each thread could leave
 * before the next one arrives, and the semaphore would never be full.
 */
static const struct sd_order_rule sd_sem_full_order[] = {
	{ .worker = SD_PERMITS, .after = SD_ACQUIRED, .nth = 1,
	  .other = SD_PERMITS, .until = SD_ACQUIRED, .times = 1 },
	{ .worker = SD_PERMITS, .after = SD_ACQUIRED, .nth = 1,
	  .other = SD_EACH, .until = SD_ATTEMPT, .times = 1 },
	{ .until = SD_NO_STEP },
};

/*
 * One thread more than the value allows stays inside until all of them are, which shows
 * the surplus permit.
 */
static const struct sd_order_rule sd_sem_overrun_order[] = {
	{ .worker = SD_ONE_MORE, .after = SD_ACQUIRED, .nth = 1,
	  .other = SD_ONE_MORE, .until = SD_ACQUIRED, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_variant sd_sem_variants[] = {
	{
		.name = "semaphore",
		.summary = "a kernel semaphore; any thread may release it, even too often",
		.order = sd_sem_full_order,
		.ops = &sd_sem_plain,
	}, {
		.name = "bounded",
		.summary = "refuses a release beyond its initial value (-EOVERFLOW)",
		.order = sd_sem_full_order,
		.ops = &sd_sem_bounded,
	}, {
		.name = "over-release",
		.summary = "one release too many, as on an error path: must let one more thread in",
		.broken = true,
		.order = sd_sem_overrun_order,
		.ops = &sd_sem_over_release,
	},
};

static const struct sd_param sd_sem_params[] = {
	{ SYNCDEMO_PARAM_THREADS, .def = 5, .min = 1, .max = SD_MAX_WORKERS },
	{ SYNCDEMO_PARAM_VALUE, .def = 2, .min = 1, .max = SD_MAX_WORKERS },
	{ SYNCDEMO_PARAM_ITERATIONS, .def = 1000, .min = 1, .max = 1000000 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_DURATION,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

static const struct sd_object sd_sem_objects[] = { { "semaphore" } };

enum sd_sem_metric {
	METRIC_ACQUISITIONS,
	METRIC_MOST,
	METRIC_END_VALUE,
	METRIC_REFUSED,
};

static const struct sd_metric sd_sem_metrics[] = {
	[METRIC_ACQUISITIONS] = { "acquisitions", "count" },
	[METRIC_MOST] = { "most_inside", "count" },
	[METRIC_END_VALUE] = { "value_at_the_end", "count" },
	[METRIC_REFUSED] = { "releases_beyond_refused", "count" },
};

static unsigned int sd_sem_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_THREADS];
}

static int sd_sem_prepare(struct sd_run *run)
{
	struct sd_sem_state *st = kzalloc(sizeof(*st), GFP_KERNEL);
	const struct sd_sem_ops *ops = run->request->variant->ops;
	int err;

	if (!st)
		return -ENOMEM;
	err = sd_semaphore_init(&st->sem, sd_run_param(run, SYNCDEMO_PARAM_VALUE),
				ops->bounded);
	if (err) {
		kfree(st);
		return err;
	}
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++)
		run->crew.workers[i].role = "guest";
	return 0;
}

static void sd_sem_cleanup(struct sd_run *run)
{
	kfree(run->state);
}

static int sd_sem_acquire(struct sd_worker *w, struct sd_sem_state *st)
{
	bool contended;
	int err = 0;

	sd_step(w, SD_ATTEMPT, 0, 0);
	contended = !sd_semaphore_try(&st->sem);
	if (contended)
		err = sd_semaphore_acquire(&st->sem);
	if (err)
		return err;
	sd_exclusion_enter(&st->exclusion);
	sd_step(w, SD_ACQUIRED, 0, contended);
	return 0;
}

static int sd_sem_release(struct sd_worker *w, struct sd_sem_state *st)
{
	sd_step(w, SD_RELEASED, 0, 0);
	sd_exclusion_leave(&st->exclusion);
	return sd_semaphore_release(&st->sem, 1);
}

static int sd_sem_work(struct sd_worker *w)
{
	const struct sd_sem_ops *ops = w->run->request->variant->ops;
	u64 iterations = sd_run_param(w->run, SYNCDEMO_PARAM_ITERATIONS);
	struct sd_sem_state *st = w->run->state;
	int err = 0;

	/* The bug: a release without an acquisition. */
	if (ops->over_release && !w->index)
		err = sd_semaphore_release(&st->sem, 1);
	for (u64 i = 0; !err && sd_more(w, i, iterations); i++) {
		err = sd_sem_acquire(w, st);
		if (err)
			break;
		/* Lets other threads find the semaphore taken, on one CPU as well. */
		sd_resched();
		err = sd_sem_release(w, st);
		sd_operation(w);
	}
	return err;
}

static void sd_sem_conclude(struct sd_run *run)
{
	const struct sd_sem_state *st = run->state;

	sd_note_main(run, "Most threads inside at once: {arg}", sd_exclusion_most(&st->exclusion));
}

/* Counts the free permits: acquires all of them and releases them again. */
static u64 sd_sem_count(struct sd_sem_state *st)
{
	unsigned int n = 0;

	while (sd_semaphore_try(&st->sem))
		n++;
	if (n)
		sd_semaphore_release(&st->sem, n);
	return n;
}

/* No thread is inside: one more release must fail if the semaphore is bounded, else succeed. */
static bool sd_sem_check_bound(struct sd_sem_state *st, bool bounded, u64 *metric)
{
	int err = sd_semaphore_release(&st->sem, 1);

	metric[METRIC_REFUSED] = err == -EOVERFLOW;
	return err == (bounded ? -EOVERFLOW : 0) &&
	       sd_sem_count(st) == metric[METRIC_END_VALUE] + !bounded;
}

/*
 * Were more threads inside than allowed, or could they be now? Variant over-release must
 * show the former if there are enough threads.
 */
static bool sd_sem_overrun(const struct sd_run *run, const u64 *metric, u64 value)
{
	const struct sd_sem_ops *ops = run->request->variant->ops;

	if (ops->over_release && sd_run_param(run, SYNCDEMO_PARAM_THREADS) > value)
		return metric[METRIC_MOST] > value;
	return metric[METRIC_END_VALUE] != value || metric[METRIC_MOST] > value;
}

static enum sd_outcome sd_sem_verify(struct sd_run *run, char *reason)
{
	const struct sd_sem_ops *ops = run->request->variant->ops;
	u64 threads = sd_run_param(run, SYNCDEMO_PARAM_THREADS);
	u64 wanted = threads * sd_run_param(run, SYNCDEMO_PARAM_ITERATIONS);
	u64 value = sd_run_param(run, SYNCDEMO_PARAM_VALUE);
	struct sd_sem_state *st = run->state;
	u64 *metric = run->result->metric;
	bool bound_ok;

	metric[METRIC_ACQUISITIONS] = sd_run_operations(run);
	metric[METRIC_MOST] = sd_exclusion_most(&st->exclusion);
	metric[METRIC_END_VALUE] = sd_sem_count(st);
	bound_ok = sd_sem_check_bound(st, ops->bounded, metric);
	if (sd_sem_overrun(run, metric, value)) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "admits %llu threads instead of %llu; most that were inside: %llu",
			 metric[METRIC_END_VALUE], value, metric[METRIC_MOST]);
		return SD_VIOLATED;
	}
	if (!ops->over_release && metric[METRIC_MOST] != min(value, threads)) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE, "only %llu were inside at once, not %llu",
			 metric[METRIC_MOST], min(value, threads));
		return SD_VIOLATED;
	}
	if (!run->timed && metric[METRIC_ACQUISITIONS] != wanted) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE, "%llu of %llu acquisitions",
			 metric[METRIC_ACQUISITIONS], wanted);
		return SD_VIOLATED;
	}
	if (!bound_ok) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE, "a release too many was %s",
			 ops->bounded ? "not refused" : "not accepted");
		return SD_VIOLATED;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "%llu acquisitions, at most %llu inside at once; a release too many is %s",
		 metric[METRIC_ACQUISITIONS], metric[METRIC_MOST],
		 ops->bounded ? "refused" : "accepted");
	return SD_HELD;
}

const struct sd_demo sd_demo_semaphore = {
	.name = "semaphore",
	.summary = "only so many threads may be inside at once (Python: threading.Semaphore)",
	.variants = sd_sem_variants,
	.nr_variants = ARRAY_SIZE(sd_sem_variants),
	.params = sd_sem_params,
	.nr_params = ARRAY_SIZE(sd_sem_params),
	.objects = sd_sem_objects,
	.nr_objects = ARRAY_SIZE(sd_sem_objects),
	.metrics = sd_sem_metrics,
	.nr_metrics = ARRAY_SIZE(sd_sem_metrics),
	.nr_workers = sd_sem_workers,
	.prepare = sd_sem_prepare,
	.work = sd_sem_work,
	.conclude = sd_sem_conclude,
	.verify = sd_sem_verify,
	.cleanup = sd_sem_cleanup,
};
