/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_RUN_H
#define _SD_RUN_H

#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/wait.h>

#include "demo.h"
#include "engine/crew.h"
#include "report/result.h"
#include "report/transcript.h"
#include "request/request.h"

/**
 * struct sd_run - one request being run
 * @request: what to run
 * @index: which one of the plan
 * @transcript: where steps are written
 * @stop: true when it must end at once; who sets it wakes the runner
 * @result: where the outcome goes
 * @crew: its threads
 * @start_ns: when the gate was opened (CLOCK_MONOTONIC); 0 before
 * @timed: it runs for a time instead of a number of times
 * @ends: when that time is over (jiffies)
 * @stats: how much is measured
 * @run_stats: what the workers measure together
 * @order_wait: where workers stay that the schedule holds
 * @state: the demo's own, from its prepare to its cleanup
 *
 * Lives on the stack of the session's runner, which alone calls
 * sd_run_execute(); every worker is joined before that returns.
 */
struct sd_run {
	const struct sd_request *request;
	unsigned int index;
	struct sd_transcript *transcript;
	const bool *stop;
	struct sd_result *result;

	struct sd_crew crew;
	u64 start_ns;
	bool timed;
	unsigned long ends;
	enum syncdemo_stats_level stats;
	struct sd_run_stats run_stats;
	wait_queue_head_t order_wait;
	void *state;
};

void sd_run_execute(struct sd_run *run);

/* Nanoseconds since the start of the run; 0 before it. */
static inline u64 sd_run_now(const struct sd_run *run)
{
	return run->start_ns ? ktime_get_ns() - run->start_ns : 0;
}

static inline u64 sd_run_param(const struct sd_run *run, enum syncdemo_param id)
{
	return run->request->param[id];
}

/* What all workers did together; they are joined. */
static inline u64 sd_run_operations(const struct sd_run *run)
{
	u64 sum = 0;

	for (unsigned int i = 0; i < run->crew.nr; i++)
		sum += run->crew.workers[i].operations;
	return sum;
}

/* Of a run for a time. Jiffies are cheap to ask, but after a late tick they jump. */
static inline bool sd_run_has_time(const struct sd_run *run)
{
	return time_before(jiffies, run->ends) ||
	       sd_run_now(run) < sd_run_param(run, SYNCDEMO_PARAM_DURATION_MS) * NSEC_PER_MSEC;
}

/**
 * sd_more - shall a worker do it once more?
 * @w: the calling worker
 * @done: times that it has done it
 * @wanted: times that it shall, unless the run is for a time
 */
static inline bool sd_more(const struct sd_worker *w, u64 done, u64 wanted)
{
	if (sd_cancelled(w))
		return false;
	/* Once at least, so that there is something to judge. */
	if (w->run->timed)
		return !done || sd_run_has_time(w->run);
	return done < wanted;
}

#endif /* _SD_RUN_H */
