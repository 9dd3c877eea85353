// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module's parser of requests, in a program: any text. A refusal says why, in one
 * printable line. An accepted text is a plan within all limits, and its requests written
 * out again give the same plan.
 */
#include <linux/types.h>

#include "request/registry.h"
#include "request/request.h"

static const struct sd_param params[] = {
	{ SYNCDEMO_PARAM_THREADS, .def = 5, .min = 1, .max = 64 },
	{ SYNCDEMO_PARAM_ITERATIONS, .def = 100000, .min = 1, .max = 10000000 },
	{ SYNCDEMO_PARAM_TIMEOUT_MS, .def = 60000, .min = 10, .max = 600000 },
	{ SYNCDEMO_PARAM_STATS, .def = 1, .min = 0, .max = 2 },
	{ SYNCDEMO_PARAM_EVENTS, .def = 0, .min = 0, .max = SD_MAX_EVENTS },
};

static const struct sd_variant variants[] = {
	{ .name = "mutex" },
	{ .name = "own-lock", .broken = true, .min[SYNCDEMO_PARAM_THREADS] = 2 },
};

#define FUZZ_DEMO(called) {							\
	.name = called, .tutorial = true,					\
	.variants = variants, .nr_variants = ARRAY_SIZE(variants),		\
	.params = params, .nr_params = ARRAY_SIZE(params),			\
}

/* The demos of the module's table, each a FUZZ_DEMO(); Makefile writes it. */
#include "demos.h"

static void check(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "it does not hold that %s\n", what);
	abort();
}

static void check_refusal(const char *why)
{
	size_t len = strnlen(why, SD_REFUSAL_SIZE);

	check(len > 0 && len < SD_REFUSAL_SIZE, "a refusal has a sentence that ends");
	for (size_t i = 0; i < len; i++)
		check(why[i] >= ' ' && why[i] <= '~', "the sentence can be printed");
}

/* Appends the request as a user would write it. */
static size_t put_request(char *text, size_t room, const struct sd_request *req)
{
	size_t len = snprintf(text, room, "%s/%s", req->demo->name, req->variant->name);

	for (unsigned int i = 0; i < req->demo->nr_params; i++) {
		const struct sd_param *param = &req->demo->params[i];
		u64 value = req->param[param->id];

		check(value >= sd_param_min(param, req->variant) && value <= param->max,
		      "a parameter is within its range");
		len += snprintf(text + len, room - len, " %s=%llu", sd_param_text[param->id].name,
				value);
	}
	return len + snprintf(text + len, room - len, "\n");
}

static void check_plan(const struct sd_plan *plan)
{
	static char text[SD_PLAN_MAX * SD_LINE_MAX], why[SD_REFUSAL_SIZE];

	check(plan->nr >= 1 && plan->nr <= SD_PLAN_MAX, "a plan has 1 to 64 requests");
	for (unsigned int i = 0; i < plan->nr; i++) {
		struct sd_plan *again = sd_plan_alloc();
		size_t len = put_request(text, sizeof(text), &plan->request[i]);

		check(!sd_plan_add_text(again, text, len, why), "a request is accepted again");
		check(again->nr == 1 && !memcmp(&again->request[0], &plan->request[i],
						sizeof(again->request[0])),
		      "it is the same request again");
		sd_plan_put(again);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sd_plan *plan = sd_plan_alloc();
	/* Of that size exactly, so that a byte too many is seen. */
	char *text = malloc(size), why[SD_REFUSAL_SIZE];

	if (size)
		memcpy(text, data, size);
	if (sd_plan_add_text(plan, text, size, why))
		check_refusal(why);
	else
		check_plan(plan);
	free(text);
	sd_plan_put(plan);
	return 0;
}
