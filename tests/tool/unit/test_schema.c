// SPDX-License-Identifier: GPL-2.0-only
/*
 * The JSON documents and the tables of the man page have the same members, of
 * the same types: every member that is printed is documented, and every one
 * that is documented is printed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sample.h"
#include "tool.h"
#include "traces.h"

/* Output file for commands that write one. */
#define SCRATCH	"/tmp/syncdemo-test-schema"

#define MEMBERS_MAX	256

/**
 * struct row - a row of the man page's tables
 * @path: the member
 * @type: its type
 * @seen: whether a document had it with a value other than null
 */
static struct row {
	char path[64];
	char type[16];
	bool seen;
} rows[MEMBERS_MAX];

static size_t nr_rows;

static int read_man_page(void **state)
{
	FILE *page = fopen(MAN_PAGE, "r");
	char line[256];

	(void)state;
	if (!page)
		return -1;
	nr_rows = 0;
	while (fgets(line, sizeof(line), page) && nr_rows < MEMBERS_MAX)
		if (sscanf(line, ".It Li %63s Ta %15s Ta", rows[nr_rows].path,
			   rows[nr_rows].type) == 2)
			nr_rows++;
	fclose(page);
	return nr_rows ? 0 : -1;
}

static const char *type_name(struct json_object *value)
{
	switch (json_object_get_type(value)) {
	case json_type_boolean:
		return "boolean";
	case json_type_int:
		return "integer";
	case json_type_string:
		return "string";
	case json_type_double:
		return "number";
	default:
		return "another type";
	}
}

static struct row *find_row(const char *path)
{
	for (size_t i = 0; i < nr_rows; i++)
		if (!strcmp(rows[i].path, path))
			return &rows[i];
	fail_msg("%s is not in the man page", path);
	return NULL;
}

/* A "value" of the page is an integer or a word; a "number" may be an integer. */
static bool is_of_type(struct json_object *value, const char *type)
{
	if (!strcmp(type, "value") && json_object_is_type(value, json_type_string))
		return true;
	if (!strcmp(type, "value") || !strcmp(type, "number"))
		type = json_object_is_type(value, json_type_int) ? "integer" : "number";
	return !strcmp(type, type_name(value));
}

static void check_leaf(const char *path, struct json_object *value)
{
	struct row *row = find_row(path);

	if (!value)
		return;
	if (!is_of_type(value, row->type))
		fail_msg("%s is %s, but documented as %s", path, type_name(value), row->type);
	row->seen = true;
}

static void check_value(const char *path, struct json_object *value)
{
	char below[128];

	if (json_object_is_type(value, json_type_array)) {
		snprintf(below, sizeof(below), "%s[]", path);
		for (size_t i = 0; i < json_object_array_length(value); i++)
			check_value(below, json_object_array_get_idx(value, i));
	} else if (json_object_is_type(value, json_type_object)) {
		bool any_name = !strcmp(path, "runs[].parameters");
		struct json_object_iterator at = json_object_iter_begin(value);
		struct json_object_iterator end = json_object_iter_end(value);

		for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
			snprintf(below, sizeof(below), "%s%s%s", path, *path ? "." : "",
				 any_name ? "*" : json_object_iter_peek_name(&at));
			check_value(below, json_object_iter_peek_value(&at));
		}
	} else {
		check_leaf(path, value);
	}
}

static void check_call(const char *line)
{
	struct outcome outcome = tool(line);
	struct json_object *doc = document(&outcome);

	check_value("", doc);
	assert_int_equal(json_object_get_int(member(doc, "exit_status")), outcome.status);
	assert_string_equal(outcome.err, "");
	json_object_put(doc);
	outcome_free(&outcome);
}

static void documents_match_the_man_page(void **state)
{
	static const char * const calls[] = {
		"list --json", "run --json", "run lock --json", "status --json", "help --json",
		"compare lock threads=1 --json", "explain --json",
		"timeline event --json -o /dev/null/x.svg", "timeline event --json",
		"report event --json -o " SCRATCH ".html",
		"load --json ./syncdemo.ko", "unload --json", "--version --json",
		"run lokc --json", "lsit --json", "--json", "--json --nope",
	};

	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		reset_fake(state);
		fake.transcript = "KTAP version 1\nok 1 lock/mutex\n";
		fake.nr_results = 1;
		fake.nr_active = 1;
		fake.fill = sample_measure;
		fake.trace = lost_update_trace;
		check_call(calls[i]);
	}
	unlink(SCRATCH ".html");
	for (size_t i = 0; i < nr_rows; i++)
		if (!rows[i].seen)
			fail_msg("no document has %s", rows[i].path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(documents_match_the_man_page, read_man_page),
	};

	return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
