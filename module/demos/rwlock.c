// SPDX-License-Identifier: GPL-2.0-only
/*
 * rwlock: readers read a pair of numbers that writers keep equal. Readers may read at the
 * same time. A writer excludes them, changes a copy, or lets them detect the write. A new
 * variant is one entry in sd_rwlock_variants and its struct sd_rw_ops.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "demos/rwlock.h"
#include "engine/order.h"

enum sd_rw_object { WRITE_SIDE, READ_SIDE, PAIR };

#define SD_WRITE_SIDE	SYNCDEMO_OBJECT(WRITE_SIDE, 0)
#define SD_READ_SIDE	SYNCDEMO_OBJECT(READ_SIDE, 0)
#define SD_PAIR		SYNCDEMO_OBJECT(PAIR, 0)

static const struct sd_object sd_rwlock_objects[] = {
	[WRITE_SIDE] = { "write side" },
	[READ_SIDE] = { "read side", .shared = true },
	[PAIR] = { "pair" },
};

/**
 * struct sd_rw_run - the demo's state
 * @st: what the variants use
 * @counts: reads of each thread; written by that thread, read after the join
 */
struct sd_rw_run {
	struct sd_rw_state st;
	struct sd_rw_read_counts {
		u64 retries;
		u64 torn;
		u64 backwards;
		u64 latest;
	} counts[SD_MAX_WORKERS];
};

/*
 * Thread 0, the first writer, starts after thread 1, the first reader, has loaded one
 * number, and that reader loads the other number after the writer has changed both. The
 * two loads then differ: a correct reader detects that, a broken one accepts it.
 */
static const struct sd_order_rule sd_rw_torn_read_order[] = {
	{ .worker = 0, .after = SD_START, .nth = 1, .other = 1, .until = SD_LOAD, .times = 1 },
	{ .worker = 1, .after = SD_LOAD, .nth = 1, .other = 0, .until = SD_SIGNAL, .times = 1 },
	{ .until = SD_NO_STEP },
};

/*
 * Thread 0, the first writer, starts while thread 1, the first reader, is in its read
 * section, and the reader leaves it only after the writer has begun to acquire. So the
 * writer must wait at least once in every run.
 */
static const struct sd_order_rule sd_rw_contended_order[] = {
	{ .worker = 0, .after = SD_START, .nth = 1, .other = 1, .until = SD_LOAD, .times = 1 },
	{ .worker = 1, .after = SD_LOAD, .nth = 1, .other = 0, .until = SD_ATTEMPT, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_variant sd_rwlock_variants[] = {
	{
		.name = "rwlock",
		.summary = "rwlock_t: many readers or one writer; waiting threads spin",
		.ops = &sd_rw_rwlock,
	}, {
		.name = "rwsem",
		.summary = "rw_semaphore: many readers or one writer; waiting threads sleep",
		.order = sd_rw_contended_order,
		.ops = &sd_rw_rwsem,
	}, {
		.name = "seqlock",
		.summary = "seqlock_t: readers never wait, and read again after a write",
		.order = sd_rw_torn_read_order,
		.ops = &sd_rw_seqlock,
	}, {
		.name = "rcu",
		.summary = "RCU: readers read a version; an old one is kept for a grace period",
		.external_wait = true,
		.ops = &sd_rw_rcu,
	}, {
		.name = "percpu_rwsem",
		.summary = "percpu_rw_semaphore: cheap for readers, expensive for writers",
		.external_wait = true,
		.order = sd_rw_contended_order,
		.ops = &sd_rw_percpu_rwsem,
	}, {
		.name = "no-retry",
		.summary = "a seqlock whose readers never read again: must accept a torn read",
		.broken = true,
		.order = sd_rw_torn_read_order,
		.ops = &sd_rw_no_retry,
	}, {
		.name = "no-grace",
		.summary = "no grace period: must overwrite a version that a reader still reads",
		.broken = true,
		.order = sd_rw_torn_read_order,
		.ops = &sd_rw_no_grace,
	},
};

static const struct sd_param sd_rwlock_params[] = {
	{ SYNCDEMO_PARAM_READERS, .def = 4, .min = 1, .max = SD_MAX_WORKERS / 2 },
	{ SYNCDEMO_PARAM_WRITERS, .def = 1, .min = 1, .max = SD_MAX_WORKERS / 2 },
	{ SYNCDEMO_PARAM_ITERATIONS, .def = 1000, .min = 1, .max = 10000000 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_DURATION,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

enum sd_rw_metric {
	METRIC_READS,
	METRIC_TORN,
	METRIC_BACKWARDS,
	METRIC_RETRIES,
	METRIC_WRITES,
	METRIC_FINAL,
	METRIC_WRITERS,
};

static const struct sd_metric sd_rwlock_metrics[] = {
	[METRIC_READS] = { "reads", "count" },
	[METRIC_TORN] = { "torn_reads", "count" },
	[METRIC_BACKWARDS] = { "older_than_before", "count" },
	[METRIC_RETRIES] = { "retries", "count" },
	[METRIC_WRITES] = { "writes", "count" },
	[METRIC_FINAL] = { "final_value", "count" },
	[METRIC_WRITERS] = { "most_writers", "count" },
};

static unsigned int sd_rwlock_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_READERS] + req->param[SYNCDEMO_PARAM_WRITERS];
}

/*
 * Order of the threads: a writer, a reader, the other writers, the other readers; the
 * ordering rules use the first two.
 */
static bool sd_is_writer(const struct sd_worker *w)
{
	if (w->index < 2)
		return w->index == 0;
	return w->index <= sd_run_param(w->run, SYNCDEMO_PARAM_WRITERS);
}

static int sd_rwlock_prepare(struct sd_run *run)
{
	const struct sd_rw_ops *ops = run->request->variant->ops;
	struct sd_rw_run *rw = kzalloc(sizeof(*rw), GFP_KERNEL);
	int err;

	if (!rw)
		return -ENOMEM;
	rwlock_init(&rw->st.rwlock);
	init_rwsem(&rw->st.rwsem);
	seqlock_init(&rw->st.seqlock);
	mutex_init(&rw->st.mutex);
	err = ops->prepare ? ops->prepare(&rw->st) : 0;
	if (err) {
		kfree(rw);
		return err;
	}
	run->state = rw;
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		struct sd_worker *w = &run->crew.workers[i];

		w->role = sd_is_writer(w) ? "writer" : "reader";
	}
	return 0;
}

static void sd_rwlock_cleanup(struct sd_run *run)
{
	const struct sd_rw_ops *ops = run->request->variant->ops;
	struct sd_rw_run *rw = run->state;

	if (ops->destroy)
		ops->destroy(&rw->st);
	mutex_destroy(&rw->st.mutex);
	kfree(rw);
}

static void sd_rw_count_read(struct sd_rw_read_counts *c, u64 a, u64 b)
{
	c->torn += a != b;
	c->backwards += a == b && a < c->latest;
	c->latest = a;
}

/* One read, repeated as long as read_end() asks for that. */
static void sd_rw_read(struct sd_worker *w, struct sd_rw_run *rw)
{
	const struct sd_rw_ops *ops = w->run->request->variant->ops;
	struct sd_rw_read_counts *c = &rw->counts[w->index];
	struct sd_rw_section section;
	bool contended, again;
	u64 a, b;

	do {
		sd_step(w, SD_ATTEMPT, SD_READ_SIDE, 0);
		contended = ops->read_begin(&rw->st, &section);
		sd_step(w, SD_ACQUIRED, SD_READ_SIDE, contended);
		a = READ_ONCE(section.pair->a);
		sd_step(w, SD_LOAD, SD_PAIR, a);
		b = READ_ONCE(section.pair->b);
		sd_step(w, SD_LOAD, SD_PAIR, b);
		sd_step(w, SD_RELEASED, SD_READ_SIDE, 0);
		again = ops->read_end(&rw->st, &section);
		c->retries += again;
		if (again)
			sd_resched();
	} while (again && !sd_cancelled(w));
	if (!again)
		sd_rw_count_read(c, a, b);
}

static void sd_rw_write(struct sd_worker *w, struct sd_rw_run *rw)
{
	const struct sd_rw_ops *ops = w->run->request->variant->ops;
	struct sd_pair *pair;
	bool contended;
	u64 value;

	sd_step(w, SD_ATTEMPT, SD_WRITE_SIDE, 0);
	contended = ops->write_begin(&rw->st, &pair);
	sd_exclusion_enter(&rw->st.writing);
	sd_step(w, SD_ACQUIRED, SD_WRITE_SIDE, contended);
	value = READ_ONCE(pair->a) + 1;
	WRITE_ONCE(pair->a, value);
	sd_step(w, SD_STORE, SD_PAIR, value);
	WRITE_ONCE(pair->b, value);
	sd_step(w, SD_STORE, SD_PAIR, value);
	rw->st.writes++;
	sd_step(w, SD_RELEASED, SD_WRITE_SIDE, 0);
	sd_exclusion_leave(&rw->st.writing);
	ops->write_end(&rw->st, pair);
	sd_step(w, SD_SIGNAL, SD_PAIR, -1);
}

static int sd_rwlock_work(struct sd_worker *w)
{
	u64 iterations = sd_run_param(w->run, SYNCDEMO_PARAM_ITERATIONS);
	struct sd_rw_run *rw = w->run->state;
	bool writer = sd_is_writer(w);

	for (u64 i = 0; sd_more(w, i, iterations); i++) {
		if (writer)
			sd_rw_write(w, rw);
		else
			sd_rw_read(w, rw);
		sd_operation(w);
		sd_resched();
	}
	return 0;
}

static void sd_rwlock_count(const struct sd_run *run, u64 *metric)
{
	const struct sd_rw_run *rw = run->state;
	const struct sd_pair *latest = rcu_access_pointer(rw->st.published);

	for (unsigned int i = 0; i < run->crew.nr; i++) {
		const struct sd_worker *w = &run->crew.workers[i];

		metric[sd_is_writer(w) ? METRIC_WRITES : METRIC_READS] += w->operations;
		metric[METRIC_TORN] += rw->counts[i].torn;
		metric[METRIC_BACKWARDS] += rw->counts[i].backwards;
		metric[METRIC_RETRIES] += rw->counts[i].retries;
	}
	metric[METRIC_FINAL] = (latest ?: &rw->st.pair)->b;
	metric[METRIC_WRITERS] = sd_exclusion_most(&rw->st.writing);
}

static enum sd_outcome sd_rwlock_verify(struct sd_run *run, char *reason)
{
	u64 *metric = run->result->metric;

	sd_rwlock_count(run, metric);
	if (metric[METRIC_TORN] || metric[METRIC_BACKWARDS]) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu of %llu reads were torn, %llu read an older value than before",
			 metric[METRIC_TORN], metric[METRIC_READS], metric[METRIC_BACKWARDS]);
		return SD_VIOLATED;
	}
	if (metric[METRIC_FINAL] != metric[METRIC_WRITES] || metric[METRIC_WRITERS] > 1) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "%llu of %llu writes are there; most writers at once: %llu",
			 metric[METRIC_FINAL], metric[METRIC_WRITES], metric[METRIC_WRITERS]);
		return SD_VIOLATED;
	}
	snprintf(reason, SYNCDEMO_TEXT_SIZE,
		 "%llu reads, none torn, %llu retries; all %llu writes are there",
		 metric[METRIC_READS], metric[METRIC_RETRIES], metric[METRIC_WRITES]);
	return SD_HELD;
}

const struct sd_demo sd_demo_rwlock = {
	.name = "rwlock",
	.summary = "readers share, writers exclude (Python has none; its recipes use a Condition)",
	.variants = sd_rwlock_variants,
	.nr_variants = ARRAY_SIZE(sd_rwlock_variants),
	.params = sd_rwlock_params,
	.nr_params = ARRAY_SIZE(sd_rwlock_params),
	.objects = sd_rwlock_objects,
	.nr_objects = ARRAY_SIZE(sd_rwlock_objects),
	.metrics = sd_rwlock_metrics,
	.nr_metrics = ARRAY_SIZE(sd_rwlock_metrics),
	.nr_workers = sd_rwlock_workers,
	.prepare = sd_rwlock_prepare,
	.work = sd_rwlock_work,
	.verify = sd_rwlock_verify,
	.cleanup = sd_rwlock_cleanup,
};
