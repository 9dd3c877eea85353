// SPDX-License-Identifier: GPL-2.0-only
/*
 * local: each thread sets a value and reads it back; the last thread sets none and must
 * find none. A new variant is one entry in sd_local_variants and its struct sd_local_ops.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "demos/local.h"
#include "engine/order.h"

/*
 * Thread 1 starts after thread 0 has set its value, and thread 0 reads only after thread 1
 * has set its own. In between thread 1 moves to the CPU of thread 0 and overwrites its
 * slot, so thread 0 cannot read its own value.
 */
static const struct sd_order_rule sd_local_same_slot_order[] = {
	{ .worker = 1, .after = SD_START, .nth = 1, .other = 0, .until = SD_SET, .times = 1 },
	{ .worker = 0, .after = SD_SET, .nth = 1, .other = 1, .until = SD_SET, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_variant sd_local_variants[] = {
	{
		.name = "percpu",
		.summary = "a slot for each CPU; bound threads use it in turns",
		.ops = &sd_local_percpu,
	}, {
		.name = "kthread",
		.summary = "storage tied to the kernel thread",
		.ops = &sd_local_kthread,
	}, {
		.name = "hash",
		.summary = "a hash table with the task as the key, under a lock",
		.ops = &sd_local_hash,
	}, {
		.name = "unpinned",
		.summary = "a slot for each CPU, threads not bound: must read others' values",
		.broken = true,
		.min[SYNCDEMO_PARAM_THREADS] = 3,
		.order = sd_local_same_slot_order,
		.ops = &sd_local_unpinned,
	}, {
		.name = "stale-pointer",
		.summary = "a slot kept after the thread moved: must read others' values",
		.broken = true,
		.min[SYNCDEMO_PARAM_THREADS] = 3,
		.order = sd_local_same_slot_order,
		.ops = &sd_local_stale_pointer,
	}, {
		.name = "zero-unset",
		.summary = "no valid flag, 0 means unset: must lose a value of 0",
		.broken = true,
		.min[SYNCDEMO_PARAM_THREADS] = 2,
		.ops = &sd_local_zero_unset,
	},
};

static const struct sd_param sd_local_params[] = {
	{ SYNCDEMO_PARAM_THREADS, .def = 3, .min = 1, .max = SD_MAX_WORKERS },
	{ SYNCDEMO_PARAM_DELAY_MS, .def = 0, .min = 0, .max = 10000 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

static const struct sd_object sd_local_objects[] = { { "value" } };

enum sd_local_metric { METRIC_OWN, METRIC_WRONG, METRIC_FOUND_NONE, METRIC_MOVED };

static const struct sd_metric sd_local_metrics[] = {
	[METRIC_OWN] = { "read_own_value", "count" },
	[METRIC_WRONG] = { "read_wrong_value", "count" },
	[METRIC_FOUND_NONE] = { "found_none", "count" },
	[METRIC_MOVED] = { "moved_off_cpu", "count" },
};

static unsigned int sd_local_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_THREADS];
}

/* The last thread only reads; the others set 5, 10, 15, ..., or 0, 5, 10, ... */
static bool sd_is_reader(const struct sd_worker *w)
{
	return w->index + 1 == w->crew->nr;
}

static s64 sd_own_value(const struct sd_worker *w)
{
	const struct sd_local_ops *ops = w->run->request->variant->ops;

	return 5 * (w->index + !ops->from_zero);
}

static int sd_local_prepare(struct sd_run *run)
{
	const struct sd_local_ops *ops = run->request->variant->ops;
	struct sd_local_state *st = kzalloc(sizeof(*st), GFP_KERNEL);
	int err;

	if (!st)
		return -ENOMEM;
	err = ops->prepare(run, st);
	if (err) {
		kfree(st);
		return err;
	}
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		struct sd_worker *w = &run->crew.workers[i];

		w->role = sd_is_reader(w) ? "reader" : "setter";
	}
	return 0;
}

static void sd_local_cleanup(struct sd_run *run)
{
	const struct sd_local_ops *ops = run->request->variant->ops;

	ops->destroy(run->state);
	kfree(run->state);
}

static void sd_local_log(struct sd_worker *w, const struct sd_local_read *r)
{
	if (!r->err)
		sd_step_note(w, SD_GET, 0, r->value, "Data in thread: {name} - {arg}");
	else if (r->err == -ENODATA)
		sd_step_note(w, SD_GET, 0, -ENODATA,
			     "Data in thread: {name} - none (-ENODATA; Python raises AttributeError here)");
	else
		sd_step_note(w, SD_GET, 0, -EXDEV,
			     "has been moved off its CPU, and per-CPU data does not follow");
}

static int sd_local_use(struct sd_worker *w, const struct sd_local_ops *ops,
			struct sd_local_state *st)
{
	struct sd_local_read *r = &st->reads[w->index];
	int err = 0;

	if (!sd_is_reader(w)) {
		err = ops->set(w, st, sd_own_value(w));
		if (!err)
			sd_step_note(w, SD_SET, 0, sd_own_value(w), "sets its value to {arg}");
	}
	if (!err)
		err = sd_pause(w, sd_run_param(w->run, SYNCDEMO_PARAM_DELAY_MS));
	if (err && err != -EXDEV)
		return err;
	r->err = err ?: ops->get(w, st, &r->value);
	r->moved = r->err == -EXDEV;
	sd_local_log(w, r);
	sd_operation(w);
	return 0;
}

static int sd_local_work(struct sd_worker *w)
{
	const struct sd_local_ops *ops = w->run->request->variant->ops;
	struct sd_local_state *st = w->run->state;
	int err = ops->enter ? ops->enter(w, st) : 0;

	if (err)
		return err;
	err = sd_local_use(w, ops, st);
	if (ops->leave)
		ops->leave(w, st);
	return err;
}

static void sd_local_count(const struct sd_run *run, u64 *metric)
{
	const struct sd_local_state *st = run->state;

	for (unsigned int i = 0; i < run->crew.nr; i++) {
		const struct sd_worker *w = &run->crew.workers[i];
		const struct sd_local_read *r = &st->reads[i];

		if (r->moved)
			metric[METRIC_MOVED]++;
		else if (sd_is_reader(w) && r->err == -ENODATA)
			metric[METRIC_FOUND_NONE]++;
		else if (!sd_is_reader(w) && !r->err && r->value == sd_own_value(w))
			metric[METRIC_OWN]++;
		else
			metric[METRIC_WRONG]++;
	}
}

static enum sd_outcome sd_local_verify(struct sd_run *run, char *reason)
{
	u64 *metric = run->result->metric;

	sd_local_count(run, metric);
	if (metric[METRIC_WRONG]) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu threads read the value of another thread, or did not find their own",
			 metric[METRIC_WRONG]);
		return SD_VIOLATED;
	}
	if (metric[METRIC_MOVED]) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu threads were moved off their CPU: a per-CPU slot does not follow its thread",
			 metric[METRIC_MOVED]);
		return SD_INCONCLUSIVE;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "%llu threads read back their own value, the thread without a value found none",
		 metric[METRIC_OWN]);
	return SD_HELD;
}

const struct sd_demo sd_demo_local = {
	.name = "local",
	.summary = "threads with a value of their own (Python: threading.local)",
	.tutorial = true,
	.variants = sd_local_variants,
	.nr_variants = ARRAY_SIZE(sd_local_variants),
	.params = sd_local_params,
	.nr_params = ARRAY_SIZE(sd_local_params),
	.objects = sd_local_objects,
	.nr_objects = ARRAY_SIZE(sd_local_objects),
	.metrics = sd_local_metrics,
	.nr_metrics = ARRAY_SIZE(sd_local_metrics),
	.nr_workers = sd_local_workers,
	.prepare = sd_local_prepare,
	.work = sd_local_work,
	.verify = sd_local_verify,
	.cleanup = sd_local_cleanup,
};
