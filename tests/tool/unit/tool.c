// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs app_main() with its output in memory.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tool.h"

#define ARGS_MAX	16

static int split(char *line, char **argv)
{
	int argc = 0;
	char *save, *word;

	argv[argc++] = (char *)"syncdemo";
	for (word = strtok_r(line, " ", &save); word && argc < ARGS_MAX - 1;
	     word = strtok_r(NULL, " ", &save))
		argv[argc++] = word;
	argv[argc] = NULL;
	return argc;
}

struct outcome tool(const char *line)
{
	struct outcome outcome = {};
	char *argv[ARGS_MAX], *words = strdup(line);
	size_t out_len, err_len;
	struct app app = {
		.out = open_memstream(&outcome.out, &out_len),
		.errout = open_memstream(&outcome.err, &err_len),
	};

	outcome.status = app_main(&app, split(words, argv), argv);
	fclose(app.out);
	fclose(app.errout);
	free(words);
	return outcome;
}

void outcome_free(struct outcome *outcome)
{
	free(outcome->out);
	free(outcome->err);
}

int reset_fake(void **state)
{
	(void)state;
	memset(&fake, 0, sizeof(fake));
	fake.loaded = true;
	fake.transcript = "";
	fake.clocksource = "tsc";
	return 0;
}

struct json_object *document(const struct outcome *outcome)
{
	struct json_tokener *tokener = json_tokener_new();
	struct json_object *doc = json_tokener_parse_ex(tokener, outcome->out,
							strlen(outcome->out) + 1);
	size_t end = json_tokener_get_parse_end(tokener);

	json_tokener_free(tokener);
	assert_non_null(doc);
	assert_int_equal(strspn(outcome->out + end, "\n"), strlen(outcome->out + end));
	return doc;
}

struct json_object *member(struct json_object *doc, const char *path)
{
	char *words = strdup(path), *save, *word;
	bool found = true;

	for (word = strtok_r(words, ".", &save); word && found; word = strtok_r(NULL, ".", &save))
		if (json_object_is_type(doc, json_type_array))
			doc = json_object_array_get_idx(doc, atoi(word));
		else
			found = json_object_object_get_ex(doc, word, &doc);
	free(words);
	if (!found)
		fail_msg("%s is not there", path);
	return doc;
}

const char *member_string(struct json_object *doc, const char *path)
{
	return json_object_get_string(member(doc, path));
}

const char *const sample_transcript = "KTAP version 1\n1..1\n# a step\nok 1 lock/mutex\n";

void set_run(__u32 verdict)
{
	fake.transcript = sample_transcript;
	fake.nr_results = 1;
	fake.verdicts[0] = verdict;
}

void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

void assert_status(const char *line, int status)
{
	const char *started_with = fake.transcript;
	struct outcome text, json;
	char with_json[128];
	struct json_object *doc;

	snprintf(with_json, sizeof(with_json), "%s --json", line);
	text = tool(line);
	fake.transcript = started_with;
	json = tool(with_json);
	doc = document(&json);
	if (text.status != status || json.status != status)
		fail_msg("'%s': text %d, JSON %d instead of %d", line, text.status, json.status,
			 status);
	assert_int_equal(json_object_get_int(member(doc, "exit_status")), status);
	json_object_put(doc);
	outcome_free(&text);
	outcome_free(&json);
}
