/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a plan comes to, and its memory. session.c allocates it before a run, the runner
 * fills it in, session_result.c and session_read.c hand it out.
 */
#ifndef _SD_RESULT_H
#define _SD_RESULT_H

#include <linux/kref.h>
#include <linux/types.h>

#include "demo.h"
#include "request/request.h"

struct sd_log;
struct sd_user;

/**
 * struct sd_result - what a request came to
 * @verdict: the verdict
 * @error: negative errno with SYNCDEMO_ERROR, else 0
 * @duration_ns: from the start of the workers until the last one was joined; 0 if they
 *	never were started
 * @dropped: steps that did not fit the transcript
 * @nr_metrics: length of @metric; 0 if the demo never came to its check
 * @metric: the demo's numbers, in the order of its table
 * @nr_threads: how many of @threads are filled in; 0 if it never came to threads
 * @threads: room for one for each worker
 * @stats: the same; NULL in tests that do not look at them
 * @logs: the same, with room for events that belongs to @events; or NULL
 * @events: memory of all the logs, or NULL
 * @reason: one sentence: why this verdict
 *
 * Written by the session's runner until it marks SD_REC_END, constant after.
 */
struct sd_result {
	enum syncdemo_verdict verdict;
	int error;
	u64 duration_ns;
	u64 dropped;
	unsigned int nr_metrics;
	u64 metric[SD_MAX_METRICS];
	unsigned int nr_threads;
	struct syncdemo_thread *threads;
	struct syncdemo_stats *stats;
	struct sd_log *logs;
	struct syncdemo_event *events;
	char reason[SYNCDEMO_TEXT_SIZE];
};

/**
 * struct sd_results - what the requests of a plan came to
 * @ref: held by the session, and by a call that copies events out without its lock
 * @plan: the plan; a reference
 * @user: whose share of the kept memory this counts against
 * @bytes: memory that is kept
 * @result: one for each request
 */
struct sd_results {
	struct kref ref;
	struct sd_plan *plan;
	struct sd_user *user;
	size_t bytes;
	struct sd_result result[];
};

struct sd_results *sd_results_alloc(struct sd_plan *plan, struct sd_user *user, bool privileged);
struct sd_results *sd_results_get(struct sd_results *results);
void sd_results_put(struct sd_results *results);

#endif /* _SD_RESULT_H */
