// SPDX-License-Identifier: GPL-2.0-only
/*
 * One run from request to verdict: prepare, spawn the crew, start it, wait for it, stop
 * it, verify.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "engine/run.h"
#include "engine/stall.h"
#include "engine/stall_report.h"
#include "engine/step.h"
#include "report/verdict.h"

/* The body of each worker. */
static int sd_run_work(struct sd_worker *w)
{
	int err;

	sd_step_note(w, SD_START, 0, 0, "starts");
	err = w->run->request->demo->work(w);
	sd_step_note(w, SD_EXIT, 0, w->operations, "ends after {arg} operations");
	return err;
}

/*
 * The rest of the time budget, which began at @begin (ns), in jiffies. The creation of the
 * threads is part of the budget, because it must end, too.
 */
static unsigned long sd_run_time_left(const struct sd_run *run, u64 begin)
{
	u64 ms = min(sd_run_param(run, SYNCDEMO_PARAM_TIMEOUT_MS), run->max_ms);
	unsigned long budget = msecs_to_jiffies(ms);
	unsigned long used = nsecs_to_jiffies(ktime_get_ns() - begin);

	/* One more, because the present tick is partly over. */
	return budget - min(budget, used) + 1;
}

/* Runs the crew. Returns 0 if every worker finished, or the errno that ended the run. */
static int sd_run_crew(struct sd_run *run)
{
	u64 begin = ktime_get_ns();
	int err;

	err = sd_crew_spawn(&run->crew, run->stop, sd_run_time_left(run, begin));
	if (!err) {
		/* One more, because the present tick is partly over. */
		run->deadline = jiffies + 1 +
			    msecs_to_jiffies(sd_run_param(run, SYNCDEMO_PARAM_DURATION_MS));
		sd_crew_start(&run->crew);
		err = sd_stall_wait(&run->crew, run->stop, sd_run_time_left(run, begin));
	}
	if (err == -ETIMEDOUT && run->max_ms < sd_run_param(run, SYNCDEMO_PARAM_TIMEOUT_MS))
		err = -ETIME;
	/* Before the stop, which ends the waits that are reported. */
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

/* Copies to the result what is kept of the workers, which are joined. */
static void sd_run_copy_threads(struct sd_run *run)
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
	enum sd_outcome outcome;

	if (demo->conclude)
		demo->conclude(run);
	outcome = demo->verify(run, run->result->reason);
	if (outcome == SD_HELD &&
	    !sd_stats_consistent(&run->stats, &run->crew, run->result->reason))
		outcome = SD_INCONSISTENT;
	run->result->nr_metrics = demo->nr_metrics;
	run->result->verdict = sd_verdict(outcome, variant->broken);
	if (variant->sticks)
		sd_verdict_not_stuck(run->result);
}

/* All workers were stuck. The reason is known already; the demo adds its metrics. */
static void sd_run_judge_stuck(struct sd_run *run)
{
	const struct sd_variant *variant = run->request->variant;
	const struct sd_demo *demo = run->request->demo;
	char unused[SYNCDEMO_TEXT_SIZE];

	demo->verify(run, unused);
	run->result->nr_metrics = demo->nr_metrics;
	run->result->verdict = sd_verdict(SD_VIOLATED, variant->broken && variant->sticks);
}

/* The demo is prepared. Returns 0 if the run was judged, or an errno. */
static int sd_run_prepared(struct sd_run *run)
{
	int err;

	err = sd_run_crew(run);
	for (unsigned int i = 0; i < run->crew.nr; i++)
		sd_stats_finish(&run->crew.workers[i]);
	if (err == -EDEADLK) {
		sd_run_judge_stuck(run);
		err = 0;
	} else if (!err) {
		err = sd_run_worker_error(run);
		if (!err)
			sd_run_verify(run);
	}
	sd_run_copy_threads(run);
	return err;
}

/* Applies the parameters that all demos have in common. */
static void sd_run_set_up(struct sd_run *run)
{
	const struct sd_result *res = run->result;

	sd_order_init(&run->order, run->request->variant->order,
		      sd_run_param(run, SYNCDEMO_PARAM_VALUE));
	run->timed = sd_run_param(run, SYNCDEMO_PARAM_DURATION_MS);
	run->stats.level = sd_run_param(run, SYNCDEMO_PARAM_STATS);
	run->crew.external_wait = run->request->variant->external_wait;
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		struct sd_worker *w = &run->crew.workers[i];

		w->run = run;
		w->stats.shared = &run->stats;
		if (res->logs)
			w->log = res->logs[i];
	}
}

/**
 * sd_run_execute - run one request to its verdict
 * @run: with all members up to @max_ms filled in; @result is zero except its arrays, which
 *	have an entry for each worker
 *
 * Writes the outcome to @run->result. Returns soon after *@run->stop turns true, and at
 * the latest when the request's time budget is used up.
 *
 * Context: the runner thread of a session; sleeps.
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
