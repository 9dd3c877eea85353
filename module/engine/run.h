/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One run: a request from its preparation to its verdict. A session's runner executes it;
 * demos read it. Uses the crew, the order rules, the request, the result and the
 * transcript. Of the engine only run.c, step.c, trace.c and stall_report.c know the run.
 */
#ifndef _SD_RUN_H
#define _SD_RUN_H

#include <linux/jiffies.h>
#include <linux/ktime.h>

#include "demo.h"
#include "engine/crew.h"
#include "engine/order.h"
#include "engine/stats.h"
#include "report/result.h"
#include "report/transcript.h"
#include "request/request.h"

/**
 * struct sd_run - a request that is executed
 * @request: the request
 * @index: its index in the plan
 * @transcript: queue for the steps with a sentence
 * @stop: the run must end at once; set by another thread, which wakes the runner
 * @result: the result to fill in
 * @max_ms: what is left of the time of the plan (ms), which may be less than the time
 *	budget of the request
 * @crew: its threads
 * @timed: it ends after a time, not after a number of iterations
 * @deadline: end of that time (jiffies)
 * @stats: statistics that the workers share
 * @order: the order rules of the variant
 * @state: memory of the demo, from its prepare() to its cleanup()
 *
 * Lives on the stack of the session's runner, which alone calls sd_run_execute(). All
 * workers are joined before that returns. While workers exist, only @crew, @stats and
 * @order change, and the memory that @state points to. Their structures and the demo say
 * what protects it; the run has no lock of its own.
 */
struct sd_run {
	const struct sd_request *request;
	unsigned int index;
	struct sd_transcript *transcript;
	const bool *stop;
	struct sd_result *result;
	u64 max_ms;

	struct sd_crew crew;
	bool timed;
	unsigned long deadline;
	struct sd_run_stats stats;
	struct sd_order order;
	void *state;
};

void sd_run_execute(struct sd_run *run);

/* Time since the start of the run (ns); 0 before it. */
static inline u64 sd_run_now(const struct sd_run *run)
{
	return sd_crew_now(&run->crew);
}

static inline u64 sd_run_param(const struct sd_run *run, enum syncdemo_param id)
{
	return run->request->param[id];
}

/* The operations of all workers, which are joined. */
static inline u64 sd_run_operations(const struct sd_run *run)
{
	u64 sum = 0;

	for (unsigned int i = 0; i < run->crew.nr; i++)
		sum += run->crew.workers[i].operations;
	return sum;
}

/* For a timed run. Jiffies are cheap to read, but they jump after a late tick. */
static inline bool sd_run_has_time(const struct sd_run *run)
{
	return time_before(jiffies, run->deadline) ||
	       sd_run_now(run) < sd_run_param(run, SYNCDEMO_PARAM_DURATION_MS) * NSEC_PER_MSEC;
}

/**
 * sd_more - shall a worker do one more iteration?
 * @w: the calling worker
 * @done: iterations that it has done
 * @wanted: iterations that it shall do, unless the run is timed
 *
 * Return: true if it shall; false once the crew is being stopped.
 */
static inline bool sd_more(const struct sd_worker *w, u64 done, u64 wanted)
{
	if (sd_cancelled(w))
		return false;
	/* At least one, so that the demo has something to check. */
	if (w->run->timed)
		return !done || sd_run_has_time(w->run);
	return done < wanted;
}

#endif /* _SD_RUN_H */
