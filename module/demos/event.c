// SPDX-License-Identifier: GPL-2.0-only
/*
 * event: threads wait for an event that another thread sets after a delay. A new variant
 * is one entry in sd_event_variants and its struct sd_event_demo_ops.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/slab.h>

#include "demos/event.h"
#include "engine/order.h"

/*
 * The setter, the last thread, sets the event only after every waiter is in the wait
 * queue, and no woken waiter tests again before the completion is re-initialised. All
 * waiters then find it not done and go back to sleep.
 */
static const struct sd_order_rule sd_reinit_order[] = {
	{ .worker = SD_LAST, .after = SD_SIGNAL, .nth = 1,
	  .other = SD_EACH, .until = SD_WAIT, .times = 1 },
	{ .worker = SD_EACH, .after = SD_WOKEN, .nth = 1,
	  .other = SD_LAST, .until = SD_STORE, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_variant sd_event_variants[] = {
	{
		.name = "completion",
		.summary = "each waiter waits for a completion of its own",
		.ops = &sd_event_demo_completion,
	}, {
		.name = "waitqueue",
		.summary = "the waiters share a wait queue and wait for the end of a generation",
		.ops = &sd_event_demo_waitqueue,
	}, {
		.name = "wait_on_bit",
		.summary = "each waiter waits for a bit of its own to be cleared",
		.ops = &sd_event_demo_bit,
	}, {
		.name = "reinit",
		.summary = "one completion, re-initialised under its waiters: they must miss it",
		.broken = true,
		.sticks = true,
		.order = sd_reinit_order,
		.ops = &sd_event_demo_reinit,
	},
};

static const struct sd_param sd_event_params[] = {
	{ SYNCDEMO_PARAM_WAITERS, .def = 1, .min = 1, .max = SD_MAX_WORKERS - 1 },
	{ SYNCDEMO_PARAM_DELAY_MS, .def = 3000, .min = 0, .max = 60000 },
	SD_PARAM_TIMEOUT,
	SD_PARAM_STATS,
	SD_PARAM_EVENTS,
};

static const struct sd_object sd_event_objects[] = { { "event" } };

enum sd_event_metric {
	METRIC_BEFORE_SET,
	METRIC_AFTER_SET,
	METRIC_WERE_WAITING,
	METRIC_WAKE_MIN,
	METRIC_WAKE_MEAN,
	METRIC_WAKE_MAX,
};

static const struct sd_metric sd_event_metrics[] = {
	[METRIC_BEFORE_SET] = { "through_before_set", "count" },
	[METRIC_AFTER_SET] = { "through_after_set", "count" },
	[METRIC_WERE_WAITING] = { "were_waiting", "count" },
	[METRIC_WAKE_MIN] = { "wake_latency_min", "ns" },
	[METRIC_WAKE_MEAN] = { "wake_latency_mean", "ns" },
	[METRIC_WAKE_MAX] = { "wake_latency_max", "ns" },
};

static unsigned int sd_event_workers(const struct sd_request *req)
{
	return req->param[SYNCDEMO_PARAM_WAITERS] + 1;
}

static bool sd_is_setter(const struct sd_worker *w)
{
	return w->index == sd_event_setter(w);
}

static int sd_event_prepare(struct sd_run *run)
{
	struct sd_event_state *st = kzalloc(sizeof(*st), GFP_KERNEL);
	const struct sd_event_demo_ops *ops = run->request->variant->ops;

	if (!st)
		return -ENOMEM;
	ops->init(st);
	run->state = st;
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		struct sd_worker *w = &run->crew.workers[i];

		w->role = sd_is_setter(w) ? "setter" : "waiter";
	}
	return 0;
}

static void sd_event_cleanup(struct sd_run *run)
{
	kfree(run->state);
}

static int sd_event_work_setter(struct sd_worker *w, struct sd_event_state *st)
{
	const struct sd_event_demo_ops *ops = w->run->request->variant->ops;
	int err = sd_pause(w, sd_run_param(w->run, SYNCDEMO_PARAM_DELAY_MS));

	if (err)
		return err;
	sd_step_note(w, SD_SIGNAL, 0, -1, "Event is set");
	st->set_ns = sd_run_now(w->run);
	WRITE_ONCE(st->setting, true);
	ops->set(w, st);
	sd_operation(w);
	return 0;
}

static int sd_event_work_waiter(struct sd_worker *w, struct sd_event_state *st)
{
	const struct sd_event_demo_ops *ops = w->run->request->variant->ops;
	struct sd_event_wait_times *t = &st->times[w->index];
	int err = ops->wait(w, st, t);

	if (err)
		return err;
	t->through = true;
	sd_operation(w);
	return 0;
}

static int sd_event_work(struct sd_worker *w)
{
	if (sd_is_setter(w))
		return sd_event_work_setter(w, w->run->state);
	return sd_event_work_waiter(w, w->run->state);
}

/*
 * Called for waiters that had begun to wait before the set; others have no wake-up latency.
 * A latency may be 0 on a coarse clock.
 */
static void sd_event_latency(u64 *metric, u64 latency, bool first)
{
	metric[METRIC_WAKE_MIN] = first ? latency : min(metric[METRIC_WAKE_MIN], latency);
	metric[METRIC_WAKE_MAX] = max(metric[METRIC_WAKE_MAX], latency);
	metric[METRIC_WAKE_MEAN] += latency;	/* a sum; divided at the end */
}

static void sd_event_count(const struct sd_event_state *st, unsigned int waiters, u64 *metric)
{
	u64 woken = 0;

	for (unsigned int i = 0; i < waiters; i++) {
		const struct sd_event_wait_times *t = &st->times[i];
		bool early = t->early || t->until_ns < st->set_ns;

		metric[METRIC_BEFORE_SET] += t->through && early;
		metric[METRIC_AFTER_SET] += t->through && !early;
		metric[METRIC_WERE_WAITING] += t->in_time;
		if (!t->through || early || !t->in_time)
			continue;
		sd_event_latency(metric, t->until_ns - st->set_ns, !woken);
		woken++;
	}
	if (woken)
		metric[METRIC_WAKE_MEAN] = div64_u64(metric[METRIC_WAKE_MEAN], woken);
}

static enum sd_outcome sd_event_verify(struct sd_run *run, char *reason)
{
	u64 waiters = sd_run_param(run, SYNCDEMO_PARAM_WAITERS);
	u64 *metric = run->result->metric;

	sd_event_count(run->state, waiters, metric);
	if (metric[METRIC_BEFORE_SET] || metric[METRIC_AFTER_SET] != waiters) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "of %llu waiters %llu came through before the set, %llu after it",
			 waiters, metric[METRIC_BEFORE_SET], metric[METRIC_AFTER_SET]);
		return SD_VIOLATED;
	}
	if (metric[METRIC_WERE_WAITING])
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "none through before the set, all %llu after it; the last one %llu us later",
			 waiters, div_u64(metric[METRIC_WAKE_MAX], NSEC_PER_USEC));
	else
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "all %llu through after the set; none had begun to wait by then",
			 waiters);
	return SD_HELD;
}

const struct sd_demo sd_demo_event = {
	.name = "event",
	.summary = "threads wait for an event that another sets (Python: threading.Event)",
	.tutorial = true,
	.variants = sd_event_variants,
	.nr_variants = ARRAY_SIZE(sd_event_variants),
	.params = sd_event_params,
	.nr_params = ARRAY_SIZE(sd_event_params),
	.objects = sd_event_objects,
	.nr_objects = ARRAY_SIZE(sd_event_objects),
	.metrics = sd_event_metrics,
	.nr_metrics = ARRAY_SIZE(sd_event_metrics),
	.nr_workers = sd_event_workers,
	.prepare = sd_event_prepare,
	.work = sd_event_work,
	.verify = sd_event_verify,
	.cleanup = sd_event_cleanup,
};
