// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of what a plan comes to: got before a run begins, in the context of
 * the caller, who is charged for it, so that at the end no verdict can fall to a
 * want of memory. session.c owns it.
 */
#include <linux/atomic.h>
#include <linux/err.h>
#include <linux/math64.h>
#include <linux/slab.h>

#include "report/result.h"

/*
 * Results stay as long as their file, and logs are large: room for events in all of
 * them together.
 */
#define SD_ALL_EVENTS	(8 * (s64)SD_MAX_EVENTS)
static atomic64_t sd_all_events;

static u64 sd_plan_events(const struct sd_plan *plan)
{
	u64 events = 0;

	for (unsigned int i = 0; i < plan->nr; i++)
		events += plan->request[i].param[SYNCDEMO_PARAM_EVENTS];
	return events;
}

/* 0, or -EAGAIN if other files keep too much. */
static int sd_events_take(s64 events)
{
	if (atomic64_add_return(events, &sd_all_events) <= SD_ALL_EVENTS)
		return 0;
	atomic64_sub(events, &sd_all_events);
	return -EAGAIN;
}

static void sd_result_release(struct sd_result *res)
{
	kvfree(res->threads);
	kvfree(res->stats);
	kvfree(res->logs);
	kvfree(res->events);
}

/* The logs share the room evenly; what is left over stays unused. 0 or -ENOMEM. */
static int sd_result_alloc_logs(struct sd_result *res, const struct sd_request *req,
				unsigned int nr)
{
	u64 room = div_u64(req->param[SYNCDEMO_PARAM_EVENTS], nr);

	if (!room)
		return 0;
	res->logs = kvcalloc(nr, sizeof(*res->logs), GFP_KERNEL_ACCOUNT);
	/* Not zeroed: nobody sees more of it than was written. */
	res->events = kvmalloc_array(nr, room * sizeof(*res->events), GFP_KERNEL_ACCOUNT);
	if (!res->logs || !res->events)
		return -ENOMEM;
	for (unsigned int i = 0; i < nr; i++) {
		res->logs[i].events = res->events + i * room;
		res->logs[i].room = room;
	}
	return 0;
}

/* 0 or -ENOMEM, with whatever there is left for sd_result_release(). */
static int sd_result_prepare(struct sd_result *res, const struct sd_request *req)
{
	unsigned int nr = req->demo->nr_workers(req);

	res->threads = kvcalloc(nr, sizeof(*res->threads), GFP_KERNEL_ACCOUNT);
	res->stats = kvcalloc(nr, sizeof(*res->stats), GFP_KERNEL_ACCOUNT);
	if (!res->threads || !res->stats)
		return -ENOMEM;
	return sd_result_alloc_logs(res, req, nr);
}

/* Frees what sd_results_alloc() gave for the same plan; NULL is fine. */
void sd_results_free(struct sd_result *results, const struct sd_plan *plan)
{
	if (!results)
		return;
	for (unsigned int i = 0; i < plan->nr; i++)
		sd_result_release(&results[i]);
	kvfree(results);
	atomic64_sub(sd_plan_events(plan), &sd_all_events);
}

/**
 * sd_results_alloc - room for all that a plan can come to
 * @plan: what will be run
 *
 * Return: one result for each request, zero but for the room; or ERR_PTR(-ENOMEM), or
 * ERR_PTR(-EAGAIN) if the results that other files keep take too much already.
 */
struct sd_result *sd_results_alloc(const struct sd_plan *plan)
{
	struct sd_result *results;
	int err = sd_events_take(sd_plan_events(plan));

	if (err)
		return ERR_PTR(err);
	results = kvcalloc(plan->nr, sizeof(*results), GFP_KERNEL_ACCOUNT);
	if (!results) {
		atomic64_sub(sd_plan_events(plan), &sd_all_events);
		return ERR_PTR(-ENOMEM);
	}
	for (unsigned int i = 0; i < plan->nr; i++) {
		if (!sd_result_prepare(&results[i], &plan->request[i]))
			continue;
		sd_results_free(results, plan);
		return ERR_PTR(-ENOMEM);
	}
	return results;
}
