// SPDX-License-Identifier: GPL-2.0-only
/*
 * A small catalogue. lock/none takes its threads in another range than
 * lock/mutex, and measures at least counts; event takes no iterations, but has a
 * log.
 */
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "sample.h"

const struct syncdemo_demo sample_demos[SAMPLE_DEMOS] = {
	{ .index = 0, .nr_variants = 2, .nr_params = 3, .name = "lock", .summary = "counts",
	  .flags = SYNCDEMO_DEMO_TUTORIAL },
	{ .index = 1, .nr_variants = 1, .nr_params = 2, .name = "event", .summary = "waits" },
};

static const struct syncdemo_variant variants[] = {
	{ .demo = 0, .index = 0, .name = "mutex", .summary = "a sleeping lock" },
	{ .demo = 0, .index = 1, .name = "none", .summary = "no lock",
	  .flags = SYNCDEMO_VARIANT_BROKEN },
	{ .demo = 1, .index = 0, .name = "completion", .summary = "complete_all" },
};

static const struct syncdemo_param_info params[] = {
	{ .demo = 0, .variant = 0, .index = 0, .id = SYNCDEMO_PARAM_THREADS, .min = 1,
	  .max = 64, .def = 5, .name = "threads", .unit = "threads", .summary = "how many" },
	{ .demo = 0, .variant = 0, .index = 1, .id = SYNCDEMO_PARAM_ITERATIONS, .min = 1,
	  .max = 1000000, .def = 100000, .name = "iterations", .unit = "count",
	  .summary = "how often" },
	{ .demo = 0, .variant = 0, .index = 2, .id = SYNCDEMO_PARAM_STATS, .min = 0,
	  .max = 2, .def = 1, .name = "stats", .unit = "off|counts|full",
	  .summary = "how much is measured" },
	{ .demo = 0, .variant = 1, .index = 0, .id = SYNCDEMO_PARAM_THREADS, .min = 2,
	  .max = 64, .def = 5, .name = "threads", .unit = "threads", .summary = "how many" },
	{ .demo = 0, .variant = 1, .index = 1, .id = SYNCDEMO_PARAM_ITERATIONS, .min = 1,
	  .max = 1000000, .def = 100000, .name = "iterations", .unit = "count",
	  .summary = "how often" },
	{ .demo = 0, .variant = 1, .index = 2, .id = SYNCDEMO_PARAM_STATS, .min = 1,
	  .max = 2, .def = 1, .name = "stats", .unit = "off|counts|full",
	  .summary = "how much is measured" },
	{ .demo = 1, .variant = 0, .index = 0, .id = SYNCDEMO_PARAM_DELAY_MS, .min = 0,
	  .max = 18446744073709551615ULL, .def = 3000, .name = "delay_ms", .unit = "ms",
	  .summary = "how long" },
	{ .demo = 1, .variant = 0, .index = 1, .id = SYNCDEMO_PARAM_EVENTS, .min = 0,
	  .max = 1048576, .def = 0, .name = "events", .unit = "count",
	  .summary = "room in the log" },
};

const struct syncdemo_variant *sample_variant(__u32 demo, __u32 index)
{
	for (size_t i = 0; i < ARRAY_SIZE(variants); i++)
		if (variants[i].demo == demo && variants[i].index == index)
			return &variants[i];
	return NULL;
}

const struct syncdemo_param_info *sample_param(__u32 demo, __u32 variant, __u32 index)
{
	for (size_t i = 0; i < ARRAY_SIZE(params); i++)
		if (params[i].demo == demo && params[i].variant == variant &&
		    params[i].index == index)
			return &params[i];
	return NULL;
}

static void fill_variant(struct variant *variant, __u32 demo, __u32 index)
{
	variant->info = *sample_variant(demo, index);
	variant->nr_params = sample_demos[demo].nr_params;
	variant->params = calloc(variant->nr_params, sizeof(*variant->params));
	for (size_t i = 0; i < variant->nr_params; i++)
		variant->params[i] = *sample_param(demo, index, i);
}

void sample_catalogue(struct catalogue *cat)
{
	cat->nr_demos = SAMPLE_DEMOS;
	cat->demos = calloc(SAMPLE_DEMOS, sizeof(*cat->demos));
	for (__u32 i = 0; i < SAMPLE_DEMOS; i++) {
		struct demo *demo = &cat->demos[i];

		demo->info = sample_demos[i];
		demo->nr_variants = demo->info.nr_variants;
		demo->variants = calloc(demo->nr_variants, sizeof(*demo->variants));
		for (size_t j = 0; j < demo->nr_variants; j++)
			fill_variant(&demo->variants[j], i, j);
	}
}

void sample_report(struct run_result *res, __u32 verdict, const char *reason)
{
	static const struct syncdemo_metric metrics[] = {
		{ .name = "lost", .value = 18446744073709551615ULL, .unit = "count" },
		{ .name = "latency", .value = 1234567, .unit = "ns" },
	};
	static const struct syncdemo_thread thread = {
		.name = "sd/lock-0", .role = "adder", .operations = 1000, .first_cpu = 1,
		.last_cpu = 3, .migrations = 7, .start_ns = 1000, .end_ns = 2500000000,
	};

	memset(res, 0, sizeof(*res));
	res->result = (struct syncdemo_result) {
		.verdict = verdict, .nr_threads = 1, .nr_metrics = 2, .duration_ns = 2500000000,
		.param_mask = BIT(SYNCDEMO_PARAM_THREADS) | BIT(SYNCDEMO_PARAM_ITERATIONS),
		.param = { [SYNCDEMO_PARAM_THREADS] = 5, [SYNCDEMO_PARAM_ITERATIONS] = 1000 },
		.demo = "lock", .variant = "mutex",
	};
	strncat(res->result.reason, reason, sizeof(res->result.reason) - 1);
	res->metrics = malloc(sizeof(metrics));
	memcpy(res->metrics, metrics, sizeof(metrics));
	res->threads = malloc(sizeof(thread));
	memcpy(res->threads, &thread, sizeof(thread));
}

void sample_measure(struct run_result *res)
{
	static const struct syncdemo_stats one = {
		.level = SYNCDEMO_STATS_FULL, .operations = 1000, .acquisitions = 1000,
		.contended = 125, .handoffs = 40, .longest_run = 60, .waits = 3, .signals = 4,
		.voluntary = 5, .involuntary = 6, .first_ns = 1000, .last_ns = 1001000,
		.overlap_from_ns = 1000, .overlap_to_ns = 1001000, .overlap_operations = 900,
		.wait = { 1000, 110000, 3000, { [6] = 880, [7] = 100, [11] = 20 } },
		.hold = { 1000, 40000, 60, { [5] = 1000 } },
	};

	res->result.nr_threads = 2;
	res->threads = realloc(res->threads, 2 * sizeof(*res->threads));
	res->threads[1] = res->threads[0];
	strcpy(res->threads[1].name, "sd/lock-1");
	res->stats = calloc(2, sizeof(*res->stats));
	res->stats[0] = one;
	res->stats[1] = one;
	res->stats[1].thread = 1;
	res->stats[1].voluntary = 8;
}
