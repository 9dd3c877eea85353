// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of results. It is allocated before the run, so that no verdict is lost to
 * -ENOMEM, and in the context of the caller, whose memory cgroup is charged. It stays until
 * the file is closed or runs something else, so limits.c counts its bytes.
 */
#include <linux/err.h>
#include <linux/math64.h>
#include <linux/overflow.h>
#include <linux/slab.h>

#include "device/limits.h"
#include "device/results.h"
#include "engine/log.h"

/*
 * The user picks these sizes: without memory the answer is -ENOMEM, not the OOM killer
 * in the caller's cgroup or for all.
 */
#define SD_GFP_SIZED	(GFP_KERNEL_ACCOUNT | __GFP_RETRY_MAYFAIL | __GFP_NOWARN)

/* Events that each worker's log has room for. */
static u64 sd_log_room(const struct sd_request *req)
{
	return div_u64(req->param[SYNCDEMO_PARAM_EVENTS], req->demo->nr_workers(req));
}

/* What a request keeps, the structures of the allocator not counted (bytes). */
static size_t sd_result_bytes(const struct sd_request *req)
{
	size_t each = sizeof(struct syncdemo_thread) + sizeof(struct syncdemo_stats);

	if (sd_log_room(req))
		each += sizeof(struct sd_log) + sd_log_room(req) * sizeof(struct syncdemo_event);
	return sizeof(struct sd_result) + each * req->demo->nr_workers(req);
}

static size_t sd_plan_bytes(const struct sd_plan *plan)
{
	size_t bytes = 0;

	for (unsigned int i = 0; i < plan->nr; i++)
		bytes += sd_result_bytes(&plan->request[i]);
	return bytes;
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
	u64 room = sd_log_room(req);

	if (!room)
		return 0;
	res->logs = kvcalloc(nr, sizeof(*res->logs), SD_GFP_SIZED);
	/* Not zeroed: only what was written is ever copied out. */
	res->events = kvmalloc_array(nr, room * sizeof(*res->events), SD_GFP_SIZED);
	if (!res->logs || !res->events)
		return -ENOMEM;
	for (unsigned int i = 0; i < nr; i++) {
		res->logs[i].events = res->events + i * room;
		res->logs[i].capacity = room;
	}
	return 0;
}

/* 0 or -ENOMEM; sd_result_release() it in any case. */
static int sd_result_prepare(struct sd_result *res, const struct sd_request *req)
{
	unsigned int nr = req->demo->nr_workers(req);

	res->threads = kvcalloc(nr, sizeof(*res->threads), SD_GFP_SIZED);
	res->stats = kvcalloc(nr, sizeof(*res->stats), SD_GFP_SIZED);
	if (!res->threads || !res->stats)
		return -ENOMEM;
	return sd_result_alloc_logs(res, req, nr);
}

static void sd_results_free(struct kref *ref)
{
	struct sd_results *results = container_of(ref, struct sd_results, ref);

	for (unsigned int i = 0; i < results->plan->nr; i++)
		sd_result_release(&results->result[i]);
	sd_limits_uncharge(results->user, results->bytes);
	sd_plan_put(results->plan);
	kvfree(results);
}

struct sd_results *sd_results_get(struct sd_results *results)
{
	kref_get(&results->ref);
	return results;
}

/* Drops a reference; NULL is fine. May sleep. */
void sd_results_put(struct sd_results *results)
{
	if (results)
		kref_put(&results->ref, sd_results_free);
}

/* Room for all requests of @plan; the bytes are charged already. NULL without memory. */
static struct sd_results *sd_results_alloc_charged(struct sd_plan *plan, struct sd_user *user,
						   size_t bytes)
{
	struct sd_results *results = kvzalloc(struct_size(results, result, plan->nr),
					      SD_GFP_SIZED);
	int err = 0;

	if (!results)
		return NULL;
	kref_init(&results->ref);
	results->plan = sd_plan_get(plan);
	results->user = user;
	results->bytes = bytes;
	for (unsigned int i = 0; i < plan->nr && !err; i++)
		err = sd_result_prepare(&results->result[i], &plan->request[i]);
	if (!err)
		return results;
	/* The caller uncharges them. */
	results->bytes = 0;
	sd_results_put(results);
	return NULL;
}

/**
 * sd_results_alloc - room for all that a plan can come to
 * @plan: what will be run
 * @user: who runs it; must stay until the last reference is dropped
 * @privileged: no share of a user limits it
 *
 * Return: one result for each request, zero but for the room; ERR_PTR(-ENOMEM); or
 * ERR_PTR(-ENOBUFS) if it does not fit into what the open files may keep.
 */
struct sd_results *sd_results_alloc(struct sd_plan *plan, struct sd_user *user, bool privileged)
{
	size_t bytes = sd_plan_bytes(plan);
	struct sd_results *results;
	int err = sd_limits_charge(user, privileged, bytes);

	if (err)
		return ERR_PTR(err);
	results = sd_results_alloc_charged(plan, user, bytes);
	if (results)
		return results;
	sd_limits_uncharge(user, bytes);
	return ERR_PTR(-ENOMEM);
}
