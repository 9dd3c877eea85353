// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fits one request for a whole demo to each of its variants.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "device/plan.h"
#include "device/request.h"

int plan_check(int argc, char **argv, struct error *err)
{
	const char *target = request_target(argc, argv);

	if (request_check(argc, argv, err))
		return -1;
	return strchr(target, '/') ? request_refuse_variant(target, err) : 0;
}

static void widen(struct syncdemo_param_info *param, const struct syncdemo_param_info *other)
{
	if (!other)
		return;
	if (other->min < param->min)
		param->min = other->min;
	if (other->max > param->max)
		param->max = other->max;
}

/* A made-up variant whose ranges include those of all variants of the demo. */
static int widest_variant(const struct demo *demo, struct variant *widest)
{
	const struct variant *first = &demo->variants[0];

	memset(widest, 0, sizeof(*widest));
	widest->params = calloc(first->nr_params + 1, sizeof(*widest->params));
	if (!widest->params)
		return -1;
	widest->nr_params = first->nr_params;
	for (size_t i = 0; i < first->nr_params; i++) {
		widest->params[i] = first->params[i];
		for (size_t j = 1; j < demo->nr_variants; j++)
			widen(&widest->params[i], find_param_id(&demo->variants[j],
								first->params[i].id));
	}
	return 0;
}

/* Parses the words for a catalogue in which the demo only has the variant @widest. */
static int parse_words(const struct demo *demo, struct variant *widest, int argc, char **argv,
		       struct syncdemo_run *run, struct error *err)
{
	struct demo alone = { .info = demo->info, .nr_variants = 1, .variants = widest };
	struct catalogue cat = { .nr_demos = 1, .demos = &alone };
	struct request req;

	if (request_parse(&cat, argc, argv, &req, err))
		return -1;
	request_measure(&req);
	*run = req.run;
	return 0;
}

static void note_adjustment(struct plan *plan, const struct variant *variant,
			    const struct syncdemo_param_info *param, __u64 asked, __u64 used)
{
	plan->adjusted[plan->nr_adjusted++] = (struct adjustment) {
		.variant = variant, .param = param, .asked = asked, .used = used,
	};
}

static __u64 nearest(const struct syncdemo_param_info *param, __u64 value)
{
	if (value < param->min)
		return param->min;
	return value > param->max ? param->max : value;
}

static void fit(struct plan *plan, const struct variant *variant, struct syncdemo_run *run)
{
	snprintf(run->variant, sizeof(run->variant), "%s", variant->info.name);
	for (size_t i = 0; i < variant->nr_params; i++) {
		const struct syncdemo_param_info *param = &variant->params[i];
		__u64 asked, used;

		if (param->id >= SYNCDEMO_PARAM_SLOTS || !(run->param_mask & (1ULL << param->id)))
			continue;
		asked = run->param[param->id];
		used = nearest(param, asked);
		run->param[param->id] = used;
		if (used != asked)
			note_adjustment(plan, variant, param, asked, used);
	}
}

static int make_runs(struct plan *plan, const struct syncdemo_run *run)
{
	size_t n = plan->demo->nr_variants;

	plan->runs = calloc(n, sizeof(*plan->runs));
	plan->adjusted = calloc(n * SYNCDEMO_PARAM_SLOTS, sizeof(*plan->adjusted));
	if (!plan->runs || !plan->adjusted)
		return -1;
	for (size_t i = 0; i < n; i++) {
		plan->runs[i] = *run;
		fit(plan, &plan->demo->variants[i], &plan->runs[i]);
	}
	return 0;
}

int plan_make(const struct catalogue *cat, int argc, char **argv, struct plan *plan,
	      struct error *err)
{
	struct variant widest = {};
	struct syncdemo_run run;
	int ret;

	memset(plan, 0, sizeof(*plan));
	if (plan_check(argc, argv, err))
		return -1;
	plan->demo = request_demo(cat, request_target(argc, argv), err);
	if (!plan->demo)
		return -1;
	if (widest_variant(plan->demo, &widest))
		return error_no_memory(err);
	ret = parse_words(plan->demo, &widest, argc, argv, &run, err);
	free(widest.params);
	if (!ret && make_runs(plan, &run))
		ret = error_no_memory(err);
	return ret;
}

void plan_free(struct plan *plan)
{
	free(plan->runs);
	free(plan->adjusted);
	memset(plan, 0, sizeof(*plan));
}
