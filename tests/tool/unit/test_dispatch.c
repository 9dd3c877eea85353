// SPDX-License-Identifier: GPL-2.0-only
/*
 * What all commands share: options, exit statuses, errors, help, and output that cannot be
 * written; the same for text and JSON.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "commands/table.h"
#include "tool.h"

static void json_however_it_is_asked_for(void **state)
{
	static const char * const lines[] = {
		"--json run lock", "run --json lock", "run lock -j", "run lock -vj",
		"run --js lock", "-j run lock",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct outcome outcome;

		set_run(SYNCDEMO_PASS);
		outcome = tool(lines[i]);
		json_object_put(document(&outcome));
		assert_int_equal(outcome.status, EXIT_OK);
		outcome_free(&outcome);
	}
}

static void status_of_verdicts(void **state)
{
	(void)state;
	for (__u32 verdict = SYNCDEMO_NONE; verdict <= SYNCDEMO_ERROR; verdict++) {
		bool good = verdict == SYNCDEMO_PASS || verdict == SYNCDEMO_XFAIL ||
			    verdict == SYNCDEMO_SKIP;

		set_run(verdict);
		assert_status("run lock", good ? EXIT_OK : EXIT_VERDICT);
		set_run(verdict);
		assert_status("compare lock", good ? EXIT_OK : EXIT_VERDICT);
	}
}

static void status_of_usage(void **state)
{
	static const char * const lines[] = {
		"", "lsit", "run lokc", "run lock/x", "run lock x=1", "run lock threads=99",
		"run lock threads=x", "run threads=1", "timeline lock event", "run --nope",
		"run --color=blue", "list lock event", "list lokc", "list -q",
		"explain lokc", "explain lock/x", "explain lock event", "explain -s",
		"compare", "compare lock/mutex", "compare lokc", "compare lock x=1",
		"compare threads=2", "compare lock event", "compare --stats lock",
		"compare lock --runs", "compare lock --runs=", "compare lock --runs=0",
		"compare lock --runs=100", "compare lock --runs=-1", "compare lock --runs=2x",
		"compare lock --runs=18446744073709551617", "run lock --runs=2",
		"status lock", "load a b", "unload a", "help nope", "help run list",
	};

	(void)state;
	fake.transcript = sample_transcript;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		assert_status(lines[i], EXIT_USAGE);
	assert_false(fake.started);
}

static void status_of_devices(void **state)
{
	static const char * const lines[] = { "run", "run lock", "compare lock", "list", "status" };

	(void)state;
	error_set(&fake.open_error, EXIT_DEVICE, "/dev/x", "/dev/x: permission denied");
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		assert_status(lines[i], EXIT_DEVICE);
}

static void status_without_sysfs(void **state)
{
	struct outcome outcome;
	struct json_object *doc;

	(void)state;
	fake.no_sysfs = true;
	outcome = tool("status");
	assert_contains(outcome.out, "module   loaded, version 9.8.7");
	assert_contains(outcome.out, "device   /dev/syncdemo, answers\n");
	outcome_free(&outcome);
	error_set(&fake.open_error, EXIT_DEVICE, "/dev/syncdemo", "missing");
	outcome = tool("status");
	assert_contains(outcome.out, "module   unknown: there is no /sys/module\n");
	outcome_free(&outcome);
	outcome = tool("status --json");
	doc = document(&outcome);
	assert_null(member(doc, "status.loaded"));
	json_object_put(doc);
	outcome_free(&outcome);
}

static void status_of_busy(void **state)
{
	(void)state;
	fake.transcript = sample_transcript;
	error_set(&fake.start_error, EXIT_DEVICE, "/dev/x", "busy");
	assert_status("run lock", EXIT_DEVICE);
	assert_status("compare lock", EXIT_DEVICE);
}

static void words_without_device(void **state)
{
	struct outcome outcome;

	(void)state;
	error_set(&fake.open_error, EXIT_DEVICE, "/dev/x", "missing");
	outcome = tool("run threads=1");
	assert_int_equal(outcome.status, EXIT_USAGE);
	outcome_free(&outcome);
}

static void error_in_text_and_json(void **state)
{
	struct outcome outcome;
	struct json_object *doc;

	(void)state;
	outcome = tool("run lokc");
	assert_string_equal(outcome.out, "");
	assert_string_equal(outcome.err, "syncdemo: unknown demo 'lokc'; "
			    "did you mean 'lock'? (demos: lock, event)\n");
	outcome_free(&outcome);
	outcome = tool("run lokc --json");
	doc = document(&outcome);
	assert_string_equal(outcome.err, "");
	assert_string_equal(member_string(doc, "error.message"), "unknown demo 'lokc'");
	assert_string_equal(member_string(doc, "error.word"), "lokc");
	assert_string_equal(member_string(doc, "error.expected"), "lock, event");
	assert_string_equal(member_string(doc, "error.suggestion"), "lock");
	json_object_put(doc);
	outcome_free(&outcome);
}

static void wrong_options(void **state)
{
	static const struct {
		const char *line, *message;
	} table[] = {
		{ "--jsn list", "unknown option '--jsn'; did you mean '--json'?" },
		{ "list --vresion", "unknown option '--vresion'" },
		{ "run --qiet", "unknown option '--qiet'; did you mean '--quiet'?" },
		{ "run lock --threads=3",
		  "unknown option '--threads' (parameters have no dashes: threads=3)" },
		{ "run lock --items=3", "(parameters have no dashes: items=3)" },
		{ "run lock --delay_ms=3", "(parameters have no dashes: delay_ms=3)" },
		{ "run lock --colour=never", "did you mean '--color'?" },
		{ "run lock --threads 3", "unknown option '--threads' (options: " },
		{ "run -vx", "unknown option '-x'" },
		{ "-c never -x list", "unknown option '-x'" },
		{ "list --help=1", "--help takes no value (--help)" },
		{ "list -d", "--device needs a value (--device=PATH)" },
		{ "list --device", "--device needs a value (--device=PATH)" },
		{ "list --color=alwais",
		  "unknown colour setting 'alwais'; did you mean 'always'?" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome = tool(table[i].line);

		assert_contains(outcome.err, table[i].message);
		assert_int_equal(outcome.status, EXIT_USAGE);
		outcome_free(&outcome);
	}
}

static FILE *pipe_without_reader(void)
{
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	close(fds[0]);
	signal(SIGPIPE, SIG_IGN);
	return fdopen(fds[1], "w");
}

/* A demo that has nothing to say for long: that nobody listens is noticed still. */
static void closed_pipe(void **state)
{
	char word[] = "syncdemo", run[] = "run", *argv[3] = { word, run, NULL }, *text;
	size_t len;
	struct app app = {
		.out = pipe_without_reader(),
		.errout = open_memstream(&text, &len),
	};

	(void)state;
	fake.endless = true;
	app_main(&app, 2, argv);
	assert_int_equal(app.out_errno, EPIPE);
	assert_int_equal(fake.cancelled, 1);
	fclose(app.out);
	fclose(app.errout);
	assert_string_equal(text, "");
	free(text);
}

/* Without a buffer, as with more than one holds: by the end nothing is left to be flushed. */
static void cut_off(const char *command, const char *option, FILE *out, int errnum,
		    const char *message)
{
	char word[] = "syncdemo", *argv[4] = { word }, *text;
	size_t len;
	struct app app = { .out = out, .errout = open_memstream(&text, &len) };

	argv[1] = strdup(command);
	argv[2] = strdup(option);
	setvbuf(out, NULL, _IONBF, 0);
	assert_int_equal(app_main(&app, 3, argv), EXIT_VERDICT);
	assert_int_equal(app.out_errno, errnum);
	fclose(app.out);
	fclose(app.errout);
	assert_string_equal(text, message);
	free(argv[1]);
	free(argv[2]);
	free(text);
}

static void output_cut_off(void **state)
{
	static const char full[] =
		"syncdemo: cannot write the output: No space left on device\n";

	(void)state;
	cut_off("list", "--json", pipe_without_reader(), EPIPE, "");
	cut_off("list", "--color=never", pipe_without_reader(), EPIPE, "");
	cut_off("list", "--json", fopen("/dev/full", "w"), ENOSPC, full);
	cut_off("list", "--color=never", fopen("/dev/full", "w"), ENOSPC, full);
}

static void help_names_everything(void **state)
{
	struct outcome outcome = tool("--help");

	(void)state;
	assert_int_equal(outcome.status, EXIT_OK);
	for (size_t i = 0; commands[i]; i++)
		assert_contains(outcome.out, commands[i]->name);
	outcome_free(&outcome);
	for (size_t i = 0; commands[i]; i++) {
		char line[32], usage[64];

		snprintf(line, sizeof(line), "%s --help", commands[i]->name);
		snprintf(usage, sizeof(usage), "usage: syncdemo %s", commands[i]->name);
		outcome = tool(line);
		assert_int_equal(outcome.status, EXIT_OK);
		assert_contains(outcome.out, usage);
		assert_contains(outcome.out, "--json");
		outcome_free(&outcome);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(json_however_it_is_asked_for, reset_fake),
		cmocka_unit_test_setup(status_of_verdicts, reset_fake),
		cmocka_unit_test_setup(status_of_usage, reset_fake),
		cmocka_unit_test_setup(status_of_devices, reset_fake),
		cmocka_unit_test_setup(status_without_sysfs, reset_fake),
		cmocka_unit_test_setup(status_of_busy, reset_fake),
		cmocka_unit_test_setup(words_without_device, reset_fake),
		cmocka_unit_test_setup(error_in_text_and_json, reset_fake),
		cmocka_unit_test_setup(wrong_options, reset_fake),
		cmocka_unit_test_setup(closed_pipe, reset_fake),
		cmocka_unit_test_setup(output_cut_off, reset_fake),
		cmocka_unit_test_setup(help_names_everything, reset_fake),
	};

	return cmocka_run_group_tests_name("dispatch", tests, NULL, NULL);
}
