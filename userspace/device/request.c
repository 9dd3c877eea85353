// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks the words of a request against the catalogue, so that the message can name the
 * wrong word: the module itself only returns EINVAL.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "device/param_words.h"
#include "device/request.h"

/* Longer than any valid name, so that a message shows the wrong one. */
#define DEMO_NAME_SIZE	128

bool request_is_setting(const char *word)
{
	return strchr(word, '=');
}

const char *request_target(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (!request_is_setting(argv[i]))
			return argv[i];
	return NULL;
}

static int check_targets(int argc, char **argv, struct error *err)
{
	const char *target = NULL;

	for (int i = 0; i < argc; i++) {
		if (request_is_setting(argv[i]))
			continue;
		if (target) {
			error_set(err, EXIT_USAGE, argv[i], "one demo at a time: '%s' after '%s'",
				  argv[i], target);
			error_expect(err, "run and report take several");
			return -1;
		}
		target = argv[i];
	}
	return 0;
}

int request_check(int argc, char **argv, struct error *err)
{
	const char *target = request_target(argc, argv);

	if (check_targets(argc, argv, err))
		return -1;
	if (target && strcmp(target, REQUEST_ALL) && strcmp(target, REQUEST_EVERY))
		return 0;
	error_set(err, EXIT_USAGE, target, "a demo is missing");
	error_expect(err, "DEMO[/VARIANT]; syncdemo list names them");
	return -1;
}

/* A variant's name without its demo; with @path the suggestion is DEMO/VARIANT. */
static void suggest_variant(const struct catalogue *cat, const char *name, bool path,
			    struct error *err)
{
	const struct demo *demo = *name ? demo_of_variant(cat, name) : NULL;
	struct words words = {};

	if (!demo && !err->suggestion[0]) {
		all_variant_words(cat, &words);
		name = suggest_close(name, &words);
		demo = name ? demo_of_variant(cat, name) : NULL;
	}
	if (demo)
		error_suggest(err, "%s%s%s", demo->info.name, path ? "/" : "", path ? name : "");
}

static const struct demo *parse_demo(const struct catalogue *cat, const char *name, bool path,
				     struct error *err)
{
	const struct demo *demo = find_demo(cat, name);
	struct words words = {};

	if (demo)
		return demo;
	demo_words(cat, &words);
	error_set(err, EXIT_USAGE, name, "unknown demo '%s'", name);
	error_expect_words(err, "demos", &words);
	suggest_variant(cat, name, path, err);
	return NULL;
}

int request_refuse_variant(const char *word, struct error *err)
{
	error_set(err, EXIT_USAGE, word, "'%s' is a variant: a whole demo is needed", word);
	error_suggest(err, "%.*s", (int)strcspn(word, "/"), word);
	return -1;
}

static void copy_demo_name(const char *word, char name[DEMO_NAME_SIZE])
{
	snprintf(name, DEMO_NAME_SIZE, "%.*s", (int)strcspn(word, "/"), word);
}

const struct demo *request_demo(const struct catalogue *cat, const char *word, struct error *err)
{
	const struct demo *demo;
	char name[DEMO_NAME_SIZE];

	copy_demo_name(word, name);
	demo = parse_demo(cat, name, false, err);
	if (!demo || !strchr(word, '/'))
		return demo;
	request_refuse_variant(word, err);
	return NULL;
}

static const struct variant *parse_variant(const struct demo *demo, const char *name,
					   struct error *err)
{
	const struct variant *variant = find_variant(demo, name);
	struct words words = {};

	if (variant)
		return variant;
	variant_words(demo, &words);
	error_set(err, EXIT_USAGE, name, "unknown variant '%s' of %s", name, demo->info.name);
	error_expect_words(err, "variants", &words);
	return NULL;
}

static int parse_target(const struct catalogue *cat, const char *word, struct request *req,
			struct error *err)
{
	const char *slash = strchr(word, '/');
	char name[DEMO_NAME_SIZE];

	copy_demo_name(word, name);
	req->demo = parse_demo(cat, name, true, err);
	if (!req->demo)
		return -1;
	if (!slash)
		req->variant = &req->demo->variants[0];
	else
		req->variant = parse_variant(req->demo, slash + 1, err);
	return req->variant ? 0 : -1;
}

/* The device takes no other notation than decimal digits either. */
static bool all_digits(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

static void expect_range(const struct syncdemo_param_info *param, struct error *err)
{
	error_expect(err, "%llu to %llu%s%s", param->min, param->max,
		     strcmp(param->unit, "count") ? " " : "",
		     strcmp(param->unit, "count") ? param->unit : "");
}

static int refuse_value(const struct syncdemo_param_info *param, const char *text,
			const char *why, struct error *err)
{
	error_set(err, EXIT_USAGE, text, "%s=%s: %s", param->name, text, why);
	expect_range(param, err);
	return -1;
}

static int parse_word(const struct syncdemo_param_info *param, const struct value_words *list,
		      const char *text, __u64 *value, struct error *err)
{
	if (value_of_word(list, text, value))
		return 0;
	error_set(err, EXIT_USAGE, text, "%s=%s: unknown value '%s'", param->name, text, text);
	error_expect_words(err, "values", &list->words);
	return -1;
}

static int parse_number(const struct syncdemo_param_info *param, const char *text, __u64 *value,
			struct error *err)
{
	const char *digits = *text == '-' ? text + 1 : text;

	if (!all_digits(digits))
		return refuse_value(param, text, "not a number", err);
	errno = 0;
	*value = strtoull(digits, NULL, 10);
	if (errno || digits != text || *value < param->min || *value > param->max)
		return refuse_value(param, text, "out of range", err);
	return 0;
}

static int parse_value(const struct syncdemo_param_info *param, const char *text, __u64 *value,
		       struct error *err)
{
	struct value_words list;

	value_words(param, &list);
	if (list.words.n)
		return parse_word(param, &list, text, value, err);
	return parse_number(param, text, value, err);
}

static int refuse_key(const struct request *req, const char *key, struct error *err)
{
	struct words words = {};

	param_words(req->variant, &words);
	error_set(err, EXIT_USAGE, key, "unknown parameter '%s' of %s%s%s", key,
		  req->demo->info.name, req->variant->info.name[0] ? "/" : "",
		  req->variant->info.name);
	error_expect_words(err, "parameters", &words);
	return -1;
}

static int parse_setting(const char *word, struct request *req, struct error *err)
{
	const char *equals = strchr(word, '=');
	const struct syncdemo_param_info *param;
	char key[128];

	snprintf(key, sizeof(key), "%.*s", (int)(equals - word), word);
	param = find_param(req->variant, key);
	if (!param || param->id >= SYNCDEMO_PARAM_SLOTS)
		return refuse_key(req, key, err);
	if (req->run.param_mask & (1ULL << param->id)) {
		error_set(err, EXIT_USAGE, word, "%s: '%s' is given twice", word, param->name);
		error_expect(err, "each parameter once");
		return -1;
	}
	req->run.param_mask |= 1ULL << param->id;
	return parse_value(param, equals + 1, &req->run.param[param->id], err);
}

static void name_run(struct request *req)
{
	req->run.size = sizeof(req->run);
	snprintf(req->run.demo, sizeof(req->run.demo), "%s", req->demo->info.name);
	snprintf(req->run.variant, sizeof(req->run.variant), "%s", req->variant->info.name);
}

void request_defaults(const struct demo *demo, struct request *req)
{
	*req = (struct request) { .demo = demo, .variant = &demo->variants[0] };
	name_run(req);
}

int request_parse(const struct catalogue *cat, int argc, char **argv,
		  struct request *req, struct error *err)
{
	memset(req, 0, sizeof(*req));
	if (request_check(argc, argv, err))
		return -1;
	if (parse_target(cat, request_target(argc, argv), req, err))
		return -1;
	for (int i = 0; i < argc; i++)
		if (request_is_setting(argv[i]) && parse_setting(argv[i], req, err))
			return -1;
	name_run(req);
	return 0;
}

bool request_set(struct request *req, __u32 id, __u64 value)
{
	const struct syncdemo_param_info *param = find_param_id(req->variant, id);

	if (!param)
		return false;
	if (req->run.param_mask & (1ULL << id))
		return true;
	if (value > param->max)
		value = param->max;
	req->run.param_mask |= 1ULL << id;
	req->run.param[id] = value < param->min ? param->min : value;
	return true;
}

void request_measure(struct request *req)
{
	request_set(req, SYNCDEMO_PARAM_STATS, SYNCDEMO_STATS_FULL);
}
