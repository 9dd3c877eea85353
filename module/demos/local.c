// SPDX-License-Identifier: GPL-2.0-only
/*
 * local: threads set a value each and read back their own; the last one reads a
 * value that it never set and must find none.
 */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "primitives/local.h"
#include "primitives/local_percpu.h"
#include "run.h"

/**
 * struct sd_read_note - what one thread read; written by it, read after the join
 * @err: what its get returned
 * @value: the value, if @err is 0
 * @moved: it was found on another CPU than it was bound to
 */
struct sd_read_note {
	int err;
	s64 value;
	bool moved;
};

/**
 * struct sd_local_state - what the threads share
 * @percpu: variant percpu: the data
 * @local: variant kthread: the data
 * @notes: one for each thread
 */
struct sd_local_state {
	struct sd_percpu_local percpu;
	struct sd_local local;
	struct sd_read_note notes[SD_MAX_WORKERS];
};

/**
 * struct sd_local_kind - how a variant stores
 * @prepare: 0 or a negative errno
 * @destroy: undoes it
 * @enter: called by a thread before its first access; 0 or -EINTR
 * @leave: called by a thread after its last one
 * @set: sets the thread's value; 0, -ENOMEM, -EXDEV
 * @get: gets it; 0, -ENODATA, -EXDEV
 */
struct sd_local_kind {
	int (*prepare)(struct sd_run *run, struct sd_local_state *st);
	void (*destroy)(struct sd_local_state *st);
	int (*enter)(struct sd_worker *w, struct sd_local_state *st);
	void (*leave)(struct sd_worker *w, struct sd_local_state *st);
	int (*set)(struct sd_worker *w, struct sd_local_state *st, s64 value);
	int (*get)(struct sd_worker *w, struct sd_local_state *st, s64 *value);
};

/* ---- variant percpu ---- */

/* Gives the workers CPUs in turn. One that goes offline later is data. */
static void sd_percpu_spread(struct sd_crew *crew)
{
	int cpu = -1;

	for (unsigned int i = 0; i < crew->nr; i++) {
		cpu = cpumask_next(cpu, cpu_online_mask);
		if (cpu >= nr_cpu_ids)
			cpu = cpumask_first(cpu_online_mask);
		crew->workers[i].cpu = cpu;
	}
}

static int sd_percpu_prepare(struct sd_run *run, struct sd_local_state *st)
{
	unsigned int cpus = num_online_cpus();
	int err = sd_percpu_local_init(&st->percpu);

	if (err)
		return err;
	sd_percpu_spread(&run->crew);
	sd_say_main(run,
		    "per-CPU data belongs to a CPU, not to a thread: each thread is bound to a CPU",
		    0);
	if (run->crew.nr > cpus)
		sd_say_main(run,
			    "more threads than CPUs ({arg}): those that share a CPU take turns with its slot",
			    cpus);
	return 0;
}

static void sd_percpu_destroy(struct sd_local_state *st)
{
	sd_percpu_local_destroy(&st->percpu);
}

static int sd_percpu_enter(struct sd_worker *w, struct sd_local_state *st)
{
	return sd_percpu_local_enter(&st->percpu, w->cpu);
}

static void sd_percpu_leave(struct sd_worker *w, struct sd_local_state *st)
{
	sd_percpu_local_leave(&st->percpu, w->cpu);
}

static int sd_percpu_set(struct sd_worker *w, struct sd_local_state *st, s64 value)
{
	return sd_percpu_local_set(&st->percpu, w->cpu, value);
}

static int sd_percpu_get(struct sd_worker *w, struct sd_local_state *st, s64 *value)
{
	return sd_percpu_local_get(&st->percpu, w->cpu, value);
}

static const struct sd_local_kind sd_kind_percpu = {
	.prepare = sd_percpu_prepare,
	.destroy = sd_percpu_destroy,
	.enter = sd_percpu_enter,
	.leave = sd_percpu_leave,
	.set = sd_percpu_set,
	.get = sd_percpu_get,
};

/* ---- variant kthread ---- */

static int sd_kthread_prepare(struct sd_run *run, struct sd_local_state *st)
{
	sd_say_main(run, "storage tied to the thread goes with it from CPU to CPU and ends with it",
		    0);
	return 0;
}

static void sd_kthread_destroy(struct sd_local_state *st)
{
}

static int sd_kthread_enter(struct sd_worker *w, struct sd_local_state *st)
{
	return 0;
}

static void sd_kthread_leave(struct sd_worker *w, struct sd_local_state *st)
{
}

static int sd_kthread_set(struct sd_worker *w, struct sd_local_state *st, s64 value)
{
	return sd_local_set(&st->local, value);
}

static int sd_kthread_get(struct sd_worker *w, struct sd_local_state *st, s64 *value)
{
	return sd_local_get(&st->local, value);
}

static const struct sd_local_kind sd_kind_kthread = {
	.prepare = sd_kthread_prepare,
	.destroy = sd_kthread_destroy,
	.enter = sd_kthread_enter,
	.leave = sd_kthread_leave,
	.set = sd_kthread_set,
	.get = sd_kthread_get,
};

/* ---- the demo ---- */

static const struct sd_variant sd_local_variants[] = {
	{
		.name = "percpu",
		.summary = "a slot for each CPU, with bound threads that take turns",
		.impl = &sd_kind_percpu,
	}, {
		.name = "kthread",
		.summary = "storage tied to the kernel thread",
		.impl = &sd_kind_kthread,
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

enum sd_local_figure { FIG_OWN, FIG_WRONG, FIG_NONE, FIG_MOVED };

static const struct sd_figure sd_local_figures[] = {
	[FIG_OWN] = { "read_own_value", "count" },
	[FIG_WRONG] = { "read_wrong_value", "count" },
	[FIG_NONE] = { "found_none", "count" },
	[FIG_MOVED] = { "moved_off_cpu", "count" },
};

static unsigned int sd_local_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_THREADS];
}

/* The last one only reads; the others set 5, 10, 15, ... */
static bool sd_is_reader(const struct sd_worker *w)
{
	return w->index + 1 == w->crew->nr;
}

static s64 sd_own_value(const struct sd_worker *w)
{
	return 5 * (w->index + 1);
}

static int sd_local_prepare(struct sd_run *run)
{
	const struct sd_local_kind *kind = run->request->variant->impl;
	struct sd_local_state *st = kzalloc(sizeof(*st), GFP_KERNEL_ACCOUNT);
	int err;

	if (!st)
		return -ENOMEM;
	err = kind->prepare(run, st);
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
	const struct sd_local_kind *kind = run->request->variant->impl;

	kind->destroy(run->state);
	kfree(run->state);
}

static void sd_local_tell(struct sd_worker *w, const struct sd_read_note *note)
{
	if (!note->err)
		sd_say(w, SD_GET, 0, note->value, "Data in thread: {name} - {arg}");
	else if (note->err == -ENODATA)
		sd_say(w, SD_GET, 0, -ENODATA,
		       "Data in thread: {name} - none (-ENODATA; Python raises AttributeError here)");
	else
		sd_say(w, SD_GET, 0, -EXDEV,
		       "has been moved off its CPU, and per-CPU data does not follow");
}

static int sd_local_use(struct sd_worker *w, const struct sd_local_kind *kind,
			struct sd_local_state *st)
{
	struct sd_read_note *note = &st->notes[w->index];
	int err = 0;

	if (!sd_is_reader(w)) {
		err = kind->set(w, st, sd_own_value(w));
		if (!err)
			sd_say(w, SD_SET, 0, sd_own_value(w), "sets its value to {arg}");
	}
	if (!err)
		err = sd_pause(w, sd_run_param(w->run, SYNCDEMO_PARAM_DELAY_MS));
	if (err && err != -EXDEV)
		return err;
	note->err = err ?: kind->get(w, st, &note->value);
	note->moved = note->err == -EXDEV;
	sd_local_tell(w, note);
	sd_operation(w);
	return 0;
}

static int sd_local_work(struct sd_worker *w)
{
	const struct sd_local_kind *kind = w->run->request->variant->impl;
	struct sd_local_state *st = w->run->state;
	int err = kind->enter(w, st);

	if (err)
		return err;
	err = sd_local_use(w, kind, st);
	kind->leave(w, st);
	return err;
}

static void sd_local_count(const struct sd_run *run, u64 *figure)
{
	const struct sd_local_state *st = run->state;

	for (unsigned int i = 0; i < run->crew.nr; i++) {
		const struct sd_worker *w = &run->crew.workers[i];
		const struct sd_read_note *note = &st->notes[i];

		if (note->moved)
			figure[FIG_MOVED]++;
		else if (sd_is_reader(w) && note->err == -ENODATA)
			figure[FIG_NONE]++;
		else if (!sd_is_reader(w) && !note->err && note->value == sd_own_value(w))
			figure[FIG_OWN]++;
		else
			figure[FIG_WRONG]++;
	}
}

static enum sd_finding sd_local_verify(struct sd_run *run, char *reason)
{
	u64 *figure = run->result->figure;

	sd_local_count(run, figure);
	if (figure[FIG_WRONG]) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu threads read what was not theirs, or lost what was",
			 figure[FIG_WRONG]);
		return SD_VIOLATED;
	}
	if (figure[FIG_MOVED]) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu threads lost their CPU in mid-run: a per-CPU slot does not follow its thread",
			 figure[FIG_MOVED]);
		return SD_UNJUDGED;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "%llu threads read back their own value, the one that set none found none",
		 figure[FIG_OWN]);
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
	.figures = sd_local_figures,
	.nr_figures = ARRAY_SIZE(sd_local_figures),
	.nr_workers = sd_local_workers,
	.prepare = sd_local_prepare,
	.work = sd_local_work,
	.verify = sd_local_verify,
	.cleanup = sd_local_cleanup,
};
