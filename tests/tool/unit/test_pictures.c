// SPDX-License-Identifier: GPL-2.0-only
/*
 * The commands timeline and report with a fake device: requests, files, messages and
 * exit status.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "render/json.h"
#include "tool.h"
#include "traces.h"

static char dir[64];

static int make_dir(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/syncdemo-pictures-XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	return rmdir(dir);
}

static int begin(void **state)
{
	reset_fake(state);
	fake.transcript = "KTAP version 1\n1..1\nok 1 event/completion\n";
	fake.nr_results = 1;
	fake.verdicts[0] = SYNCDEMO_PASS;
	fake.trace = event_trace;
	return 0;
}

/* Runs the tool with "@" in @line replaced by the scratch directory. */
static struct outcome tool_at(const char *line)
{
	const char *at = strchr(line, '@');
	char full[256];

	if (!at)
		return tool(line);
	snprintf(full, sizeof(full), "%.*s%s%s", (int)(at - line), line, dir, at + 1);
	return tool(full);
}

/* Reads and removes a file; NULL if there is none. */
static char *take_file(const char *name)
{
	char path[128], *text = NULL;
	size_t len = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "r");
	if (!file)
		return NULL;
	if (getdelim(&text, &len, '\0', file) < 0)
		fail_msg("%s is empty", path);
	fclose(file);
	unlink(path);
	return text;
}

static void on_the_terminal(void **state)
{
	struct outcome outcome;

	(void)state;
	outcome = tool("timeline event delay_ms=20");
	assert_int_equal(outcome.status, EXIT_OK);
	assert_int_equal(strncmp(outcome.out, "event/completion: PASS: none", 28), 0);
	assert_contains(outcome.out, "\nwho woke whom:\n");
	assert_null(strstr(outcome.out, "KTAP"));
	assert_string_equal(outcome.err, "");
	assert_int_equal(fake.run.param[SYNCDEMO_PARAM_DELAY_MS], 20);
	assert_int_equal(fake.run.param[SYNCDEMO_PARAM_EVENTS], 65536);
	outcome_free(&outcome);
	outcome = tool("timeline event events=100 --quiet");
	assert_int_equal(fake.run.param[SYNCDEMO_PARAM_EVENTS], 100);
	assert_null(strchr(strchr(outcome.out, '\n') + 1, '\n'));
	outcome_free(&outcome);
}

static void to_files(void **state)
{
	static const struct {
		const char *line, *name, *begins, *has;
	} table[] = {
		{ "timeline event -o @/a.svg", "a.svg", "<svg ", "event-0" },
		{ "timeline event -o @/a.html", "a.html", "<!DOCTYPE html>",
		  "<figure class=\"view\"" },
		{ "timeline event -o @/a.json", "a.json", "{\"traceEvents\"", "\"ph\": \"X\"" },
		{ "report event -o @/r.html", "r.html", "<!DOCTYPE html>", "Where it ran" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome;
		char *text;

		begin(state);
		outcome = tool_at(table[i].line);
		assert_int_equal(outcome.status, EXIT_OK);
		assert_contains(outcome.out, table[i].name);
		assert_contains(outcome.out, "event/completion: PASS: ");
		text = take_file(table[i].name);
		assert_non_null(text);
		assert_int_equal(strncmp(text, table[i].begins, strlen(table[i].begins)), 0);
		assert_contains(text, table[i].has);
		free(text);
		outcome_free(&outcome);
	}
}

/* The page may have a name that nobody gave, so --quiet names it too. */
static void quiet_report_names_its_page(void **state)
{
	struct outcome outcome;

	(void)state;
	outcome = tool_at("report event -q -o @/r.html");
	assert_int_equal(outcome.status, EXIT_OK);
	assert_contains(outcome.out, "r.html: open it in a browser.\n");
	free(take_file("r.html"));
	outcome_free(&outcome);
}

static void coarse_times_are_named(void **state)
{
	static const struct {
		const char *line, *name, *note;
	} table[] = {
		{ "timeline event", NULL, ", timed in timer ticks only (clock source 'jiffies')" },
		{ "timeline event -o @/x.svg", "x.svg", "jiffies" },
		{ "timeline event -o @/x.html", "x.html", ", timed in timer ticks only" },
		{ "timeline event -o @/x.json", "x.json", "\"clocksource\": \"jiffies\"" },
		{ "report event -o @/x.html", "x.html", "; only counts timer ticks" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome;
		char *text;

		fake.clocksource = "jiffies";
		outcome = tool_at(table[i].line);
		text = table[i].name ? take_file(table[i].name) : strdup(outcome.out);
		assert_contains(text, table[i].note);
		free(text);
		outcome_free(&outcome);
	}
}

static void zoom(void **state)
{
	static const struct {
		const char *line, *shown;
	} table[] = {
		{ "timeline event --to 1ms", "3 are shown here, 4 are before or after" },
		{ "timeline event -f 3001ms", "4 are shown here, 3 are before or after" },
		{ "timeline event --from 50us --to 0.2", "2 are shown here, 5 are" },
		{ "timeline event --to 99s", "7 are shown here" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome;

		begin(state);
		outcome = tool(table[i].line);
		assert_int_equal(outcome.status, EXIT_OK);
		assert_contains(outcome.out, table[i].shown);
		outcome_free(&outcome);
	}
}

/* An invalid call runs nothing. */
static void wrong_words(void **state)
{
	static const struct {
		const char *line, *message;
		int status;
	} table[] = {
		{ "timeline", "a demo is missing (DEMO[/VARIANT]; syncdemo list names them)",
		  EXIT_USAGE },
		{ "timeline all", "a demo is missing", EXIT_USAGE },
		{ "timeline evnt", "did you mean 'event'?", EXIT_USAGE },
		{ "timeline event lock", "one demo at a time", EXIT_USAGE },
		{ "timeline event -o x.png", "(endings: svg, html, json)", EXIT_USAGE },
		{ "timeline event -o x.htm", "did you mean 'html'?", EXIT_USAGE },
		{ "timeline event -o x", "does not say what to write", EXIT_USAGE },
		{ "timeline event --from soon", "--from=soon: not a time", EXIT_USAGE },
		{ "timeline event --from 5 --to 4", "--to=4 is not after", EXIT_USAGE },
		{ "timeline event -o /nowhere/x.svg", "cannot write /nowhere/x.svg: No such",
		  EXIT_VERDICT },
		{ "timeline lock", "the module keeps no log of lock", EXIT_DEVICE },
		{ "report -o x.svg", "(endings: html)", EXIT_USAGE },
		{ "report threads=3", "parameter without a demo", EXIT_USAGE },
		{ "report event evnt", "did you mean 'event'?", EXIT_USAGE },
		{ "report event -o /nowhere/x.html", "cannot write /nowhere/x.html",
		  EXIT_VERDICT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome;

		begin(state);
		outcome = tool(table[i].line);
		assert_contains(outcome.err, table[i].message);
		assert_int_equal(outcome.status, table[i].status);
		assert_false(fake.started);
		outcome_free(&outcome);
	}
}

/* The end of a run is known only after it. */
static void zoomed_past_the_end(void **state)
{
	struct outcome outcome = tool("timeline event --from 9s");

	(void)state;
	assert_int_equal(outcome.status, EXIT_USAGE);
	assert_contains(outcome.err, "the run was over by then");
	outcome_free(&outcome);
}

static void verdicts_count(void **state)
{
	struct outcome outcome;

	(void)state;
	fake.verdicts[0] = SYNCDEMO_FAIL;
	outcome = tool("timeline event");
	assert_int_equal(outcome.status, EXIT_VERDICT);
	outcome_free(&outcome);
	begin(state);
	fake.nr_results = 2;
	fake.verdicts[1] = SYNCDEMO_TIMEOUT;
	outcome = tool_at("report event -o @/r.html");
	assert_int_equal(outcome.status, EXIT_VERDICT);
	assert_contains(outcome.out, "2 runs: 1 PASS, 1 TIMEOUT, 1 not as expected\n");
	free(take_file("r.html"));
	outcome_free(&outcome);
}

static void what_is_reported(void **state)
{
	static const struct {
		const char *line, *lines;
	} table[] = {
		{ "report event -o @/r.html", "event/completion events=16384\n" },
		{ "report lock/none threads=3 event events=9 delay_ms=1 -o @/r.html",
		  "lock/none threads=3 stats=full\nevent/completion delay_ms=1 events=9\n" },
		{ "report every -o @/r.html",
		  "lock/mutex stats=full\nevent/completion events=16384\n" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome;

		begin(state);
		outcome = tool_at(table[i].line);
		assert_int_equal(outcome.status, EXIT_OK);
		assert_string_equal(fake.runs, table[i].lines);
		assert_contains(outcome.out, "ok 1 event/completion\n");
		free(take_file("r.html"));
		outcome_free(&outcome);
	}
}

static void as_json(void **state)
{
	struct outcome outcome = tool("timeline event --json");
	struct json_object *doc = document(&outcome);

	(void)state;
	assert_int_equal(json_object_array_length(member(doc, "runs.0.events")), 7);
	assert_string_equal(member_string(doc, "runs.0.events.3.step"), "SIGNAL");
	assert_string_equal(member_string(doc, "runs.0.events.3.object"), "condition");
	assert_int_equal(json_object_get_int64(member(doc, "runs.0.events.3.arg")), -1);
	assert_int_equal(json_object_get_int(member(doc, "runs.0.logs.1.recorded")), 3);
	json_object_put(doc);
	outcome_free(&outcome);
	begin(state);
	outcome = tool("timeline event --json --quiet");
	doc = document(&outcome);
	assert_false(json_object_object_get_ex(member(doc, "runs.0"), "events", NULL));
	json_object_put(doc);
	outcome_free(&outcome);
}

static void no_events(struct trace *trace)
{
	random_trace(trace, 1, 2, 0, 0);
}

/* More text than TEXT_MAX. */
static void many_events(struct trace *trace)
{
	random_trace(trace, 1, 4, 2000, 0);
}

/* Events are printed one by one; the output must equal that of json-c. */
static void as_json_c_prints_it(void **state)
{
	static void (*const traces[])(struct trace *trace) = {
		event_trace, condition_trace, no_events, many_events,
	};

	for (size_t i = 0; i < ARRAY_SIZE(traces); i++) {
		struct outcome outcome;
		struct json_object *doc;
		const char *text;

		begin(state);
		fake.trace = traces[i];
		outcome = tool("timeline event --json");
		doc = document(&outcome);
		text = json_object_to_json_string_ext(doc, JSON_STYLE);
		assert_int_equal(strlen(outcome.out), strlen(text) + 1);
		assert_int_equal(strncmp(outcome.out, text, strlen(text)), 0);
		json_object_put(doc);
		outcome_free(&outcome);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(on_the_terminal, begin),
		cmocka_unit_test_setup(to_files, begin),
		cmocka_unit_test_setup(quiet_report_names_its_page, begin),
		cmocka_unit_test_setup(coarse_times_are_named, begin),
		cmocka_unit_test_setup(zoom, begin),
		cmocka_unit_test_setup(wrong_words, begin),
		cmocka_unit_test_setup(zoomed_past_the_end, begin),
		cmocka_unit_test_setup(verdicts_count, begin),
		cmocka_unit_test_setup(what_is_reported, begin),
		cmocka_unit_test_setup(as_json, begin),
		cmocka_unit_test_setup(as_json_c_prints_it, begin),
	};

	return cmocka_run_group_tests_name("pictures", tests, make_dir, remove_dir);
}
