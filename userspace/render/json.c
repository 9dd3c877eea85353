// SPDX-License-Identifier: GPL-2.0-only
/*
 * The JSON document and its parts, by json-c. Called by the commands.
 */
#include <string.h>

#include "device/param_words.h"
#include "render/json.h"
#include "render/json_put.h"
#include "render/json_stats.h"
#include "version.h"

static void put_errno(struct json_object *obj, int error)
{
	json_object_object_add(obj, "error", json_object_new_int(error));
}

static struct json_object *add_object(struct json_object *obj, const char *name)
{
	struct json_object *member = json_object_new_object();

	json_object_object_add(obj, name, member);
	return member;
}

static struct json_object *add_array(struct json_object *obj, const char *name)
{
	struct json_object *member = json_object_new_array();

	json_object_object_add(obj, name, member);
	return member;
}

static struct json_object *append_object(struct json_object *array)
{
	struct json_object *element = json_object_new_object();

	json_object_array_add(array, element);
	return element;
}

static void put_error(struct json_object *doc, const struct error *err)
{
	struct json_object *obj = add_object(doc, "error");

	json_put_string(obj, "message", err->message);
	json_put_string(obj, "word", err->word);
	json_put_string(obj, "expected", err->expected);
	json_put_string(obj, "suggestion", err->suggestion);
}

/* json_finish() sets these members; adding them here keeps them first. */
struct json_object *json_document(void)
{
	struct json_object *doc = json_object_new_object();

	json_object_object_add(doc, "syncdemo", NULL);
	json_object_object_add(doc, "command", NULL);
	json_object_object_add(doc, "exit_status", NULL);
	return doc;
}

void json_finish(struct json_object *doc, const char *command, int status,
		 const char *module_version, const struct error *err)
{
	struct json_object *versions = add_object(doc, "syncdemo");

	json_put_string(versions, "tool", SYNCDEMO_VERSION);
	json_put_string(versions, "module", module_version);
	json_put_number(versions, "abi", SYNCDEMO_ABI_VERSION);
	json_put_string(doc, "command", command);
	json_object_object_add(doc, "exit_status", json_object_new_int(status));
	if (error_is_set(err))
		put_error(doc, err);
}

static void put_words(struct json_object *obj, const struct syncdemo_param_info *param)
{
	struct json_object *array = add_array(obj, "words");
	struct value_words list;

	value_words(param, &list);
	for (size_t i = 0; i < list.words.n; i++)
		json_object_array_add(array, json_object_new_string(list.words.word[i]));
}

static void put_param(struct json_object *array, const struct syncdemo_param_info *param)
{
	struct json_object *obj = append_object(array);

	json_put_string(obj, "name", param->name);
	json_put_string(obj, "summary", param->summary);
	json_put_value(obj, "min", param, param->min);
	json_put_value(obj, "max", param, param->max);
	json_put_value(obj, "default", param, param->def);
	json_put_string(obj, "unit", param->unit);
	put_words(obj, param);
}

static void put_variant(struct json_object *array, const struct variant *variant)
{
	struct json_object *obj = append_object(array);
	struct json_object *params;

	json_put_string(obj, "name", variant->info.name);
	json_put_string(obj, "summary", variant->info.summary);
	json_put_bool(obj, "default", !variant->info.index);
	json_put_bool(obj, "broken", variant->info.flags & SYNCDEMO_VARIANT_BROKEN);
	json_put_bool(obj, "lockdep", variant->info.flags & SYNCDEMO_VARIANT_LOCKDEP);
	params = add_array(obj, "parameters");
	for (size_t i = 0; i < variant->nr_params; i++)
		put_param(params, &variant->params[i]);
}

struct json_object *json_demo(const struct demo *demo)
{
	struct json_object *obj = json_object_new_object();
	struct json_object *variants;

	json_put_string(obj, "name", demo->info.name);
	json_put_string(obj, "summary", demo->info.summary);
	variants = add_array(obj, "variants");
	for (size_t i = 0; i < demo->nr_variants; i++)
		put_variant(variants, &demo->variants[i]);
	return obj;
}

static void put_params(struct json_object *obj, const struct syncdemo_result *result,
		       const struct catalogue *cat)
{
	const struct variant *variant = find_variant(find_demo(cat, result->demo),
						     result->variant);
	struct json_object *params = add_object(obj, "parameters");

	for (__u32 id = 0; id < SYNCDEMO_PARAM_SLOTS; id++) {
		const struct syncdemo_param_info *param = find_param_id(variant, id);

		if (param && result->param_mask & (1ULL << id))
			json_put_value(params, param->name, param, result->param[id]);
	}
}

static void put_metric(struct json_object *array, const struct syncdemo_metric *metric)
{
	struct json_object *obj = append_object(array);

	json_put_string(obj, "name", metric->name);
	json_put_number(obj, "value", metric->value);
	json_put_string(obj, "unit", metric->unit);
}

static void put_thread(struct json_object *array, const struct run_result *res, size_t index)
{
	const struct syncdemo_thread *thread = &res->threads[index];
	struct json_object *obj = append_object(array);

	json_put_string(obj, "name", thread->name);
	json_put_string(obj, "role", thread->role);
	put_errno(obj, thread->error);
	json_put_number(obj, "operations", thread->operations);
	json_put_number(obj, "first_cpu", thread->first_cpu);
	json_put_number(obj, "last_cpu", thread->last_cpu);
	json_put_number(obj, "migrations", thread->migrations);
	json_put_number(obj, "start_ns", thread->start_ns);
	json_put_number(obj, "end_ns", thread->end_ns);
	json_object_object_add(obj, "stats", json_thread_stats(res, index));
}

static void put_lists(struct json_object *obj, const struct run_result *res)
{
	struct json_object *metrics = add_array(obj, "metrics");
	struct json_object *threads = add_array(obj, "threads");

	for (__u32 i = 0; i < res->result.nr_metrics; i++)
		put_metric(metrics, &res->metrics[i]);
	for (__u32 i = 0; i < res->result.nr_threads; i++)
		put_thread(threads, res, i);
}

struct json_object *json_result(const struct run_result *res, const struct catalogue *cat)
{
	const struct syncdemo_result *result = &res->result;
	struct json_object *obj = json_object_new_object();

	json_put_string(obj, "demo", result->demo);
	json_put_string(obj, "variant", result->variant);
	json_put_string(obj, "verdict", verdict_name(result->verdict));
	json_put_bool(obj, "as_expected", verdict_expected(result->verdict));
	json_put_string(obj, "reason", result->reason);
	put_errno(obj, result->error);
	json_put_number(obj, "duration_ns", result->duration_ns);
	json_put_number(obj, "dropped", result->dropped);
	put_params(obj, result, cat);
	json_object_object_add(obj, "stats", json_run_stats(res));
	put_lists(obj, res);
	return obj;
}

static void put_active(struct json_object *array, const struct syncdemo_active *active)
{
	struct json_object *obj = append_object(array);

	json_put_number(obj, "pid", active->pid);
	json_put_string(obj, "demo", active->demo);
	json_put_string(obj, "variant", active->variant);
	json_put_number(obj, "threads", active->threads);
	json_put_number(obj, "elapsed_ns", active->elapsed_ns);
}

static void put_limits(struct json_object *obj, const struct status *status)
{
	struct json_object *active = add_array(obj, "active");

	json_put_number(obj, "module_abi", status->info.abi_version);
	json_put_number(obj, "runs", status->info.runs);
	json_put_number(obj, "max_runs", status->info.max_runs);
	json_put_number(obj, "threads", status->info.threads);
	json_put_number(obj, "max_threads", status->info.max_threads);
	for (size_t i = 0; i < status->nr_active; i++)
		put_active(active, &status->active[i]);
}

struct json_object *json_status(const struct status *status)
{
	struct json_object *obj = json_object_new_object();

	if (status->module == MODULE_UNKNOWN)
		json_object_object_add(obj, "loaded", NULL);
	else
		json_put_bool(obj, "loaded", status->module == MODULE_LOADED);
	json_put_bool(obj, "same_version", !strcmp(status->module_version, SYNCDEMO_VERSION));
	json_put_string(obj, "device", status->device);
	json_put_bool(obj, "reachable", status->reachable);
	if (status->info.size)
		put_limits(obj, status);
	return obj;
}
