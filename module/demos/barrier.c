// SPDX-License-Identifier: GPL-2.0-only
/*
 * barrier: threads work in rounds, and no thread begins a round before all have ended the
 * one before. A new variant is one entry in sd_barrier_variants and its struct
 * sd_barrier_ops.
 */
#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "demos/barrier.h"
#include "engine/order.h"

/*
 * Thread 0 starts only after all others wait, so it arrives last and wakes them. No woken
 * thread tests the count before thread 0 has arrived in the next round and waits. The
 * others then find a count of 1 and go back to sleep: all threads wait.
 */
static const struct sd_order_rule sd_no_generation_order[] = {
	{ .worker = 0, .after = SD_START, .nth = 1,
	  .other = SD_EACH, .until = SD_WAIT, .times = 1 },
	{ .worker = SD_EACH, .after = SD_WOKEN, .nth = 1,
	  .other = 0, .until = SD_WAIT, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_variant sd_barrier_variants[] = {
	{
		.name = "generation",
		.summary = "each thread waits for the end of its own generation, not for a count",
		.ops = &sd_barrier_generation,
	}, {
		.name = "no-generation",
		.summary = "a count only: a fast thread raises it again; all must get stuck",
		.broken = true,
		.sticks = true,
		.min[SYNCDEMO_PARAM_THREADS] = 2,
		.min[SYNCDEMO_PARAM_ITERATIONS] = 2,
		.order = sd_no_generation_order,
		.ops = &sd_barrier_no_generation,
	},
};

static const struct sd_param sd_barrier_params[] = {
	{ SYNCDEMO_PARAM_THREADS, .def = 3, .min = 1, .max = SD_MAX_WORKERS },
	{ SYNCDEMO_PARAM_ITERATIONS, .def = 10, .min = 1, .max = 1000000 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_DURATION,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

static const struct sd_object sd_barrier_objects[] = {
	[BARRIER] = { "barrier" },
	[SECOND] = { "second barrier" },
};

enum sd_barrier_metric {
	METRIC_ROUNDS,
	METRIC_ACTIONS,
	METRIC_OUT_OF_STEP,
	METRIC_WRONG_INDEX,
	METRIC_SAW_BROKEN,
};

static const struct sd_metric sd_barrier_metrics[] = {
	[METRIC_ROUNDS] = { "rounds", "count" },
	[METRIC_ACTIONS] = { "actions", "count" },
	[METRIC_OUT_OF_STEP] = { "out_of_step", "count" },
	[METRIC_WRONG_INDEX] = { "wrong_index", "count" },
	[METRIC_SAW_BROKEN] = { "told_that_broken", "count" },
};

static unsigned int sd_barrier_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_THREADS];
}

static int sd_barrier_prepare(struct sd_run *run)
{
	struct sd_barrier_state *st = kzalloc(sizeof(*st), GFP_KERNEL);
	const struct sd_barrier_ops *ops = run->request->variant->ops;
	int err;

	if (!st)
		return -ENOMEM;
	run->state = st;
	err = ops->init(run);
	if (err) {
		kfree(st);
		return err;
	}
	st->more = true;
	for (unsigned int i = 0; i < run->crew.nr; i++)
		run->crew.workers[i].role = "party";
	return 0;
}

static void sd_barrier_cleanup(struct sd_run *run)
{
	const struct sd_barrier_ops *ops = run->request->variant->ops;
	struct sd_barrier_state *st = run->state;

	ops->destroy(st);
	kfree(st);
}

/* All threads have left the previous round: was every index given? */
static void sd_barrier_check_indices(struct sd_barrier_state *st, unsigned int nr)
{
	if (st->actions && bitmap_weight(st->seen, SD_MAX_WORKERS) != nr)
		atomic_inc(&st->wrong_index);
	bitmap_zero(st->seen, SD_MAX_WORKERS);
}

/* Called by the last thread to arrive, while all others wait. */
int sd_barrier_action(void *arg)
{
	struct sd_run *run = arg;
	const struct sd_barrier_ops *ops = run->request->variant->ops;
	u64 rounds = sd_run_param(run, SYNCDEMO_PARAM_ITERATIONS);
	struct sd_worker *w = &run->crew.workers[sd_worker_of(&run->crew, current)];
	struct sd_barrier_state *st = run->state;

	sd_barrier_check_indices(st, run->crew.nr);
	sd_step_note(w, SD_STORE, BARRIER, st->actions,
		     st->more ? "All threads are here, round {arg}" : "All threads are here again");
	st->actions++;
	st->last = w->index;
	st->more = st->more && (st->actions < ops->min_rounds || sd_more(w, st->actions, rounds));
	sd_step(w, SD_SIGNAL, BARRIER, -1);
	return 0;
}

/* Counts an index that another thread of this round was given too. */
void sd_barrier_check_index(struct sd_worker *w, struct sd_barrier_state *st, int index)
{
	if (index >= w->crew->nr || test_and_set_bit(index, st->seen))
		atomic_inc(&st->wrong_index);
}

/*
 * When a thread continues, all threads have arrived in its round, and none can have
 * completed another round without it.
 */
static void sd_barrier_check_step(struct sd_worker *w, struct sd_barrier_state *st, u64 round)
{
	u64 arrived = atomic64_read(&st->arrived), all = (round + 1) * w->crew->nr;

	if (arrived < all || arrived >= all + w->crew->nr)
		atomic_inc(&st->out_of_step);
}

static int sd_barrier_work(struct sd_worker *w)
{
	const struct sd_barrier_ops *ops = w->run->request->variant->ops;
	struct sd_barrier_state *st = w->run->state;

	for (u64 round = 0; st->more; round++) {
		int index;

		atomic64_inc(&st->arrived);
		index = ops->wait(w, st);
		if (index < 0)
			return index;
		sd_barrier_check_step(w, st, round);
		sd_barrier_check_index(w, st, index);
		sd_operation(w);
		sd_resched();
	}
	return ops->end ? ops->end(w, st) : 0;
}

/* All rounds were made, and every thread saw the abort. */
static bool sd_barrier_complete_run(const struct sd_run *run, const u64 *metric)
{
	if (!run->timed && metric[METRIC_ROUNDS] != sd_run_param(run, SYNCDEMO_PARAM_ITERATIONS))
		return false;
	for (unsigned int i = 0; i < run->crew.nr; i++)
		if (run->crew.workers[i].operations != metric[METRIC_ROUNDS])
			return false;
	/* One more action after the reset. */
	return metric[METRIC_ACTIONS] == metric[METRIC_ROUNDS] + 1 &&
	       metric[METRIC_SAW_BROKEN] == run->crew.nr;
}

static enum sd_outcome sd_barrier_verify(struct sd_run *run, char *reason)
{
	struct sd_barrier_state *st = run->state;
	u64 *metric = run->result->metric;

	sd_barrier_check_indices(st, run->crew.nr);
	metric[METRIC_ROUNDS] = run->crew.workers[0].operations;
	metric[METRIC_ACTIONS] = st->actions;
	metric[METRIC_OUT_OF_STEP] = atomic_read(&st->out_of_step);
	metric[METRIC_WRONG_INDEX] = atomic_read(&st->wrong_index);
	metric[METRIC_SAW_BROKEN] = atomic_read(&st->saw_broken);
	if (metric[METRIC_OUT_OF_STEP] || metric[METRIC_WRONG_INDEX] ||
	    !sd_barrier_complete_run(run, metric)) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu rounds, %llu actions: %llu times out of step, %llu wrong indices; %llu threads saw the abort",
			 metric[METRIC_ROUNDS], metric[METRIC_ACTIONS], metric[METRIC_OUT_OF_STEP],
			 metric[METRIC_WRONG_INDEX], metric[METRIC_SAW_BROKEN]);
		return SD_VIOLATED;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "%llu rounds in step, one action in each; all threads saw the abort, and the reset worked",
		 metric[METRIC_ROUNDS]);
	return SD_HELD;
}

const struct sd_demo sd_demo_barrier = {
	.name = "barrier",
	.summary = "threads wait for each other, round by round (Python: threading.Barrier)",
	.variants = sd_barrier_variants,
	.nr_variants = ARRAY_SIZE(sd_barrier_variants),
	.params = sd_barrier_params,
	.nr_params = ARRAY_SIZE(sd_barrier_params),
	.objects = sd_barrier_objects,
	.nr_objects = ARRAY_SIZE(sd_barrier_objects),
	.metrics = sd_barrier_metrics,
	.nr_metrics = ARRAY_SIZE(sd_barrier_metrics),
	.nr_workers = sd_barrier_workers,
	.prepare = sd_barrier_prepare,
	.work = sd_barrier_work,
	.verify = sd_barrier_verify,
	.cleanup = sd_barrier_cleanup,
};
