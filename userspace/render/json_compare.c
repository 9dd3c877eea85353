// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called by cmd_compare.c; syncdemo.1 documents the members.
 */
#include "analysis/times.h"
#include "device/clocksource.h"
#include "render/json.h"
#include "render/json_put.h"
#include "render/json_compare.h"
#include "render/json_stats.h"

static const char *const kind_names[] = {
	[COMPARED_PASSED] = "passed",
	[COMPARED_FAILED] = "failed",
	[COMPARED_SKIPPED] = "skipped",
	[COMPARED_BROKEN] = "broken",
};

/* null if the clock source is not exact enough for nanoseconds, as in text */
static void put_bound(struct json_object *obj, const char *name, __u64 ns, bool exact)
{
	if (exact)
		json_put_number(obj, name, ns);
	else
		json_object_object_add(obj, name, NULL);
}

static void put_metrics(struct json_object *obj, const struct compared *row, bool exact)
{
	const struct syncdemo_times *wait = &row->stats.all.wait;

	exact = exact && wait->count;
	json_put_ratio(obj, "ratio", row->ratio);
	json_put_ratio(obj, "fairness", row->stats.fairness);
	put_bound(obj, "wait_p99_ns", times_percentile(wait, 990), exact);
	put_bound(obj, "wait_max_ns", wait->max_ns, exact);
	json_put_ratio(obj, "contended_share", row->stats.contended_share);
	json_put_ratio(obj, "handoff_share", row->stats.handoff_share);
	json_put_bool(obj, "mostly_serial", row->stats.mostly_serial);
}

static void put_row(struct json_object *array, const struct compared *row, bool exact)
{
	const struct syncdemo_result *result = &row->judged->result;
	struct json_object *obj = json_object_new_object();

	json_put_string(obj, "variant", row->variant->info.name);
	json_put_string(obj, "kind", kind_names[compared_kind(row)]);
	json_put_string(obj, "verdict", verdict_name(result->verdict));
	json_put_string(obj, "reason", result->reason);
	json_put_number(obj, "runs", row->runs);
	json_put_number(obj, "runs_of_verdict", row->same_verdict);
	json_put_number(obj, "median_round", row->round);
	put_metrics(obj, row, exact);
	json_object_array_add(array, obj);
}

static void put_adjustment(struct json_object *array, const struct adjustment *adjustment)
{
	struct json_object *obj = json_object_new_object();

	json_put_string(obj, "variant", adjustment->variant->info.name);
	json_put_string(obj, "parameter", adjustment->param->name);
	json_put_value(obj, "asked", adjustment->param, adjustment->asked);
	json_put_value(obj, "used", adjustment->param, adjustment->used);
	json_object_array_add(array, obj);
}

struct json_object *json_comparison(const struct comparison *comparison)
{
	bool exact = clocksource_is_exact(comparison->clocksource);
	struct json_object *obj = json_object_new_object();
	struct json_object *rows = json_object_new_array();
	struct json_object *adjusted = json_object_new_array();

	for (size_t i = 0; i < comparison->nr_rows; i++)
		put_row(rows, &comparison->rows[i], exact);
	for (size_t i = 0; i < comparison->plan->nr_adjusted; i++)
		put_adjustment(adjusted, &comparison->plan->adjusted[i]);
	json_put_string(obj, "demo", comparison->plan->demo->info.name);
	json_put_number(obj, "rounds", comparison->rounds);
	json_object_object_add(obj, "rows", rows);
	json_object_object_add(obj, "adjusted", adjusted);
	return obj;
}
