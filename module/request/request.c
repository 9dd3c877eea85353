// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes validated requests and puts them into plans, also from the structure of an ioctl.
 * parse.c makes them from texts. Pure: no locks, no devices.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "request/registry.h"
#include "request/request.h"

struct sd_plan *sd_plan_alloc(void)
{
	struct sd_plan *plan = kzalloc(sizeof(*plan), GFP_KERNEL_ACCOUNT);

	if (plan)
		kref_init(&plan->ref);
	return plan;
}

struct sd_plan *sd_plan_get(struct sd_plan *plan)
{
	kref_get(&plan->ref);
	return plan;
}

static void sd_plan_free(struct kref *ref)
{
	kfree(container_of(ref, struct sd_plan, ref));
}

/* Drops a reference; NULL is fine. */
void sd_plan_put(struct sd_plan *plan)
{
	if (plan)
		kref_put(&plan->ref, sd_plan_free);
}

/* A request with the defaults of its variant. */
void sd_request_init(struct sd_request *req, const struct sd_demo *demo,
		     const struct sd_variant *variant)
{
	memset(req, 0, sizeof(*req));
	req->demo = demo;
	req->variant = variant;
	for (unsigned int i = 0; i < demo->nr_params; i++)
		req->param[demo->params[i].id] = sd_param_def(&demo->params[i], variant);
}

/* Sets a parameter that the demo takes; 0, or -ERANGE. */
int sd_request_set(struct sd_request *req, const struct sd_param *param, u64 value)
{
	if (value < sd_param_min(param, req->variant) || value > param->max)
		return -ERANGE;
	req->param[param->id] = value;
	return 0;
}

/* Appends a copy of the request; 0, or -E2BIG for too many requests or events. */
int sd_plan_add(struct sd_plan *plan, const struct sd_request *req)
{
	u64 events = req->param[SYNCDEMO_PARAM_EVENTS];

	for (unsigned int i = 0; i < plan->nr; i++)
		events += plan->request[i].param[SYNCDEMO_PARAM_EVENTS];
	if (plan->nr == SD_PLAN_MAX || events > SD_MAX_EVENTS)
		return -E2BIG;
	plan->request[plan->nr++] = *req;
	return 0;
}

/**
 * sd_plan_add_defaults - append demos with their defaults
 * @plan: the plan
 * @tutorial: those of the tutorial only
 *
 * Return: 0, or -E2BIG if the plan has no room for all of them.
 */
int sd_plan_add_defaults(struct sd_plan *plan, bool tutorial)
{
	struct sd_request req;
	int err = 0;

	for (unsigned int i = 0; i < sd_nr_demos && !err; i++) {
		if (tutorial && !sd_demos[i]->tutorial)
			continue;
		sd_request_init(&req, sd_demos[i], sd_demos[i]->variants);
		err = sd_plan_add(plan, &req);
	}
	return err;
}

static bool sd_terminated(const char *name)
{
	return strnlen(name, SYNCDEMO_NAME_SIZE) < SYNCDEMO_NAME_SIZE;
}

static int sd_uapi_target(const struct syncdemo_run *run, struct sd_request *req)
{
	const struct sd_variant *variant;
	const struct sd_demo *demo;

	if (run->flags || !sd_terminated(run->demo) || !sd_terminated(run->variant))
		return -EINVAL;
	demo = sd_find_demo(run->demo, strlen(run->demo));
	if (!demo)
		return -EINVAL;
	variant = demo->variants;
	if (run->variant[0])
		variant = sd_find_variant(demo, run->variant, strlen(run->variant));
	if (!variant)
		return -EINVAL;
	sd_request_init(req, demo, variant);
	return 0;
}

/**
 * sd_plan_add_uapi - append a request of the binary interface
 * @plan: the plan; unchanged on error
 * @run: a copy of the caller's structure
 *
 * Return: 0, or the errors that struct syncdemo_run documents.
 */
int sd_plan_add_uapi(struct sd_plan *plan, const struct syncdemo_run *run)
{
	u64 left = run->param_mask;
	struct sd_request req;
	int err;

	err = sd_uapi_target(run, &req);
	if (err)
		return err;
	for (unsigned int i = 0; i < SYNCDEMO_PARAM_SLOTS; i++)
		if (run->param[i] && !(left & BIT_ULL(i)))
			return -EINVAL;
	for (unsigned int i = 0; i < req.demo->nr_params; i++) {
		const struct sd_param *param = &req.demo->params[i];

		if (!(left & BIT_ULL(param->id)))
			continue;
		left &= ~BIT_ULL(param->id);
		err = sd_request_set(&req, param, run->param[param->id]);
		if (err)
			return err;
	}
	return left ? -EINVAL : sd_plan_add(plan, &req);
}

/* The kernel threads that the largest request of the plan needs. */
unsigned int sd_plan_threads(const struct sd_plan *plan)
{
	unsigned int most = 0;

	for (unsigned int i = 0; i < plan->nr; i++)
		most = max(most, plan->request[i].demo->nr_workers(&plan->request[i]));
	return most;
}
