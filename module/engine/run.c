// SPDX-License-Identifier: GPL-2.0-only
/*
 * One run from request to verdict: prepare, muster, start, wait, dismiss,
 * verify. Called by the runner thread of a session; sleeps.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "engine/run.h"
#include "engine/step.h"
#include "report/verdict.h"

/* The body of every worker: what the demo does, between two steps of ours. */
static int sd_run_work(struct sd_worker *w)
{
	int err;

	sd_step_note(w, SD_START, 0, 0, "starts");
	err = w->run->request->demo->work(w);
	sd_step_note(w, SD_EXIT, 0, w->operations, "ends after {arg} operations");
	return err;
}

/*
 * What is left of the time budget (jiffies) since @begin (ns). Bringing the threads to
 * the gate is part of it, for that must end too.
 */
static unsigned long sd_run_left(const struct sd_run *run, u64 begin)
{
	unsigned long budget = msecs_to_jiffies(sd_run_param(run, SYNCDEMO_PARAM_TIMEOUT_MS));
	unsigned long used = nsecs_to_jiffies(ktime_get_ns() - begin);

	/* One more: the present tick has begun already. */
	return budget - min(budget, used) + 1;
}

/* Brings the crew to the gate, lets it go and sees it end. 0 or why it did not. */
static int sd_run_crew(struct sd_run *run)
{
	u64 begin = ktime_get_ns();
	int err;

	err = sd_crew_spawn(&run->crew, run->stop, sd_run_left(run, begin));
	if (!err) {
		/* One more: the present tick has begun already. */
		run->ends = jiffies + 1 +
			    msecs_to_jiffies(sd_run_param(run, SYNCDEMO_PARAM_DURATION_MS));
		run->start_ns = ktime_get_ns();
		sd_crew_start(&run->crew);
		err = sd_crew_wait(&run->crew, run->stop, sd_run_left(run, begin));
	}
	/* While they are where they are: the dismissal moves them. */
	if (err == -EDEADLK && !sd_stall_report(run, run->result->reason, SYNCDEMO_TEXT_SIZE))
		err = -ELOOP;
	sd_crew_stop(&run->crew);
	run->result->duration_ns = sd_run_now(run);
	return err;
}

/* The first error that a worker ended with; 0 if none did. */
static int sd_run_worker_error(const struct sd_run *run)
{
	for (unsigned int i = 0; i < run->crew.nr; i++)
		if (run->crew.workers[i].error)
			return run->crew.workers[i].error;
	return 0;
}

static void sd_run_keep_threads(struct sd_run *run)
{
	struct sd_result *res = run->result;

	res->nr_threads = run->crew.nr;
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		const struct sd_worker *w = &run->crew.workers[i];
		struct syncdemo_thread *thread = &res->threads[i];

		thread->error = w->error;
		thread->first_cpu = w->first_cpu;
		thread->last_cpu = w->last_cpu;
		thread->migrations = w->migrations;
		thread->operations = w->operations;
		thread->start_ns = w->start_ns;
		thread->end_ns = w->end_ns;
		strscpy(thread->name, w->name, sizeof(thread->name));
		strscpy(thread->role, w->role, sizeof(thread->role));
		if (res->stats)
			res->stats[i] = w->stats.out;
		if (res->logs)
			res->logs[i] = w->log;
	}
}

static void sd_run_verify(struct sd_run *run)
{
	const struct sd_variant *variant = run->request->variant;
	const struct sd_demo *demo = run->request->demo;
	enum sd_outcome finding;

	if (demo->conclude)
		demo->conclude(run);
	finding = demo->verify(run, run->result->reason);
	if (finding == SD_HELD && !sd_stats_consistent(run, run->result->reason))
		finding = SD_INCONSISTENT;
	run->result->nr_metrics = demo->nr_metrics;
	run->result->verdict = sd_verdict(finding, variant->broken);
	if (variant->sticks)
		sd_verdict_not_stuck(run->result);
}

/* Nobody could go on. The reason is there; the demo adds its metrics. */
static void sd_run_judge_stuck(struct sd_run *run)
{
	const struct sd_variant *variant = run->request->variant;
	const struct sd_demo *demo = run->request->demo;
	char unused[SYNCDEMO_TEXT_SIZE];

	demo->verify(run, unused);
	run->result->nr_metrics = demo->nr_metrics;
	run->result->verdict = sd_verdict(SD_VIOLATED, variant->broken && variant->sticks);
}

/* With the demo prepared: 0 if the run could be judged. */
static int sd_run_prepared(struct sd_run *run)
{
	int err;

	err = sd_run_crew(run);
	for (unsigned int i = 0; i < run->crew.nr; i++)
		sd_stats_finish(run, &run->crew.workers[i]);
	if (err == -EDEADLK) {
		sd_run_judge_stuck(run);
		err = 0;
	} else if (!err) {
		err = sd_run_worker_error(run);
		if (!err)
			sd_run_verify(run);
	}
	/* Of a run that failed as well. */
	sd_run_keep_threads(run);
	return err;
}

/* What the request says of how to run, and where the workers' logs are. */
static void sd_run_set_up(struct sd_run *run)
{
	const struct sd_result *res = run->result;

	init_waitqueue_head(&run->order_wait);
	run->timed = sd_run_param(run, SYNCDEMO_PARAM_DURATION_MS);
	run->stats = sd_run_param(run, SYNCDEMO_PARAM_STATS);
	run->crew.external_wait = run->request->variant->external_wait;
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		struct sd_worker *w = &run->crew.workers[i];

		w->run = run;
		if (res->logs)
			w->log = res->logs[i];
	}
}

/**
 * sd_run_execute - run one request to its verdict
 * @run: with request, index, transcript, stop and result filled in; @result is
 *	zero but for @result->threads, which has room for every worker
 *
 * Leaves the outcome in @run->result. Returns soon after *@run->stop turns true,
 * and at the latest when the request's time budget is over.
 */
void sd_run_execute(struct sd_run *run)
{
	const struct sd_request *req = run->request;
	int err;

	if (req->variant->absent) {
		sd_verdict_absent(req->variant->absent, run->result);
		return;
	}
	err = sd_crew_init(&run->crew, req->demo->nr_workers(req), req->demo->name,
			   sd_run_work);
	if (err)
		goto judge;
	sd_run_set_up(run);
	err = req->demo->prepare(run);
	if (err)
		goto free_crew;
	err = sd_run_prepared(run);
	req->demo->cleanup(run);
free_crew:
	sd_crew_free(&run->crew);
judge:
	if (err)
		sd_verdict_error(err, run->result);
	run->result->dropped = sd_transcript_take_dropped(run->transcript);
}
