// SPDX-License-Identifier: GPL-2.0-only
/*
 * The whole tool with a fake device: what it prints and how it exits, the same
 * for text and JSON.
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

#include "sample.h"
#include "commands/table.h"
#include "tool.h"

static const char transcript[] = "KTAP version 1\n1..1\n# a step\nok 1 lock/mutex\n";

static void set_run(__u32 verdict)
{
	fake.transcript = transcript;
	fake.nr_results = 1;
	fake.verdicts[0] = verdict;
}

static void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

static void run_one(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	outcome = tool("run lock/none threads=8");
	assert_int_equal(outcome.status, EXIT_OK);
	assert_int_equal(strncmp(outcome.out, transcript, strlen(transcript)), 0);
	assert_contains(outcome.out, "\nlock/mutex: PASS: because\n  duration");
	assert_string_equal(outcome.err, "");
	assert_string_equal(fake.run.demo, "lock");
	assert_string_equal(fake.run.variant, "none");
	assert_int_equal(fake.run.param[SYNCDEMO_PARAM_THREADS], 8);
	assert_int_equal(fake.cancelled, 0);
	outcome_free(&outcome);
}

static void run_all(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.nr_results = 2;
	fake.verdicts[1] = SYNCDEMO_XFAIL;
	outcome = tool("run");
	assert_int_equal(outcome.status, EXIT_OK);
	assert_string_equal(fake.run.demo, "");
	assert_string_equal(fake.several, "all");
	assert_contains(outcome.out, "2 runs: 1 PASS, 1 XFAIL, all as expected\n");
	outcome_free(&outcome);
}

static void run_every(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	outcome = tool("run every");
	assert_int_equal(outcome.status, EXIT_OK);
	assert_string_equal(fake.several, "every");
	outcome_free(&outcome);
}

/* The device's words for several demos would measure no times. */
static void several_measured(void **state)
{
	static const struct {
		const char *line, *lines;
	} table[] = {
		{ "run --stats", "lock/mutex stats=full\nevent/completion\n" },
		{ "run all --stats", "lock/mutex stats=full\nevent/completion\n" },
		{ "run every --stats", "lock/mutex stats=full\nevent/completion\n" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome;

		reset_fake(state);
		set_run(SYNCDEMO_PASS);
		outcome = tool(table[i].line);
		assert_int_equal(outcome.status, EXIT_OK);
		assert_string_equal(fake.several, table[i].lines);
		assert_string_equal(fake.run.demo, "");
		outcome_free(&outcome);
	}
}

static void several_take_no_parameters(void **state)
{
	struct outcome outcome = tool("run all --stats threads=3");

	(void)state;
	assert_int_equal(outcome.status, EXIT_USAGE);
	assert_false(fake.started);
	assert_contains(outcome.err, "parameter without a demo: 'threads=3'");
	outcome_free(&outcome);
}

static void run_quiet(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_XFAIL);
	outcome = tool("run lock -q");
	assert_string_equal(outcome.out, "lock/mutex: XFAIL (as expected): because\n");
	outcome_free(&outcome);
}

static void run_verbose(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	outcome = tool("run -v lock");
	assert_contains(outcome.out, "  syncdemo/lock-0        adder            1000");
	outcome_free(&outcome);
}

static void run_with_stats(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.fill = sample_measure;
	outcome = tool("run --stats lock/none threads=8");
	assert_int_equal(outcome.status, EXIT_OK);
	assert_int_equal(fake.run.param[SYNCDEMO_PARAM_STATS], SYNCDEMO_STATS_FULL);
	assert_int_equal(fake.run.param[SYNCDEMO_PARAM_THREADS], 8);
	assert_contains(outcome.out, "\n  wait, 2000 times: 50% within 127 ns, 90% within 255 ns,");
	outcome_free(&outcome);
	set_run(SYNCDEMO_PASS);
	outcome = tool("run -s lock stats=counts");
	assert_int_equal(fake.run.param[SYNCDEMO_PARAM_STATS], SYNCDEMO_STATS_COUNTS);
	outcome_free(&outcome);
	set_run(SYNCDEMO_PASS);
	outcome = tool("run -qs lock");
	assert_contains(outcome.out, "lock/mutex: PASS: because\n\n  thread ");
	outcome_free(&outcome);
}

static void stats_only_if_wanted(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.fill = sample_measure;
	outcome = tool("run lock");
	assert_int_equal(fake.run.param_mask, 0);
	assert_null(strstr(outcome.out, "wait"));
	assert_null(strstr(outcome.out, "serial"));
	outcome_free(&outcome);
}

static void measure_serial(struct run_result *res)
{
	sample_measure(res);
	res->stats[0].overlap_to_ns = 0;
}

static void a_serial_run_says_so(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.fill = measure_serial;
	outcome = tool("run lock");
	assert_contains(outcome.out, "\n  mostly serial: ");
	outcome_free(&outcome);
}

/* A demo that measures nothing is not asked to. */
static void stats_of_a_demo_without(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	outcome = tool("run --stats event");
	assert_int_equal(fake.run.param_mask, 0);
	assert_contains(outcome.out, "\n  nothing was measured\n");
	outcome_free(&outcome);
}

static void stats_as_json(void **state)
{
	struct outcome outcome;
	struct json_object *doc;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.fill = sample_measure;
	outcome = tool("run lock --json");
	doc = document(&outcome);
	assert_string_equal(member_string(doc, "clocksource"), "tsc");
	assert_int_equal(json_object_get_int(member(doc, "runs.0.stats.wait.p99_ns")), 3000);
	assert_int_equal(json_object_get_int(member(doc, "runs.0.stats.operations")), 2000);
	assert_string_equal(member_string(doc, "runs.0.stats.contended_share"), "0.125");
	assert_int_equal(json_object_get_int(member(doc, "runs.0.threads.1.stats.hold.max_ns")),
			 60);
	assert_string_equal(member_string(doc, "runs.0.threads.1.stats.voluntary_switches"), "8");
	assert_int_equal(json_object_get_int(member(doc, "runs.0.stats.hold.buckets.0.from_ns")),
			 32);
	json_object_put(doc);
	outcome_free(&outcome);
	reset_fake(state);
	set_run(SYNCDEMO_PASS);
	outcome = tool("run lock --json");
	doc = document(&outcome);
	assert_null(member(doc, "runs.0.stats"));
	assert_null(member(doc, "runs.0.threads.0.stats"));
	json_object_put(doc);
	outcome_free(&outcome);
}

/* The sample is a run of two threads; this makes it the run that was asked for. */
static void fill_asked(struct run_result *res)
{
	sample_measure(res);
	strcpy(res->result.variant, fake.run.variant);
	if (!strcmp(fake.run.variant, "none"))
		res->result.verdict = SYNCDEMO_XFAIL;
}

static void compare_one_demo(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.fill = fill_asked;
	outcome = tool("compare lock threads=1");
	assert_int_equal(outcome.status, EXIT_OK);
	assert_contains(outcome.out, "\n  mutex   1.00 #######");
	assert_contains(outcome.out, "\n  none    XFAIL  because\n");
	assert_contains(outcome.out, "\n  none ran with threads=2: it does not take 1.\n");
	assert_null(strstr(outcome.out, "a step"));
	assert_string_equal(outcome.err, "");
	assert_int_equal(fake.nr_started, 2);
	assert_int_equal(fake.run.param[SYNCDEMO_PARAM_STATS], SYNCDEMO_STATS_FULL);
	outcome_free(&outcome);
}

static void compare_as_json(void **state)
{
	struct outcome outcome;
	struct json_object *doc;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.fill = fill_asked;
	outcome = tool("compare lock threads=1 --json");
	doc = document(&outcome);
	assert_string_equal(member_string(doc, "comparison.demo"), "lock");
	assert_string_equal(member_string(doc, "comparison.rows.1.variant"), "none");
	assert_string_equal(member_string(doc, "comparison.rows.1.kind"), "broken");
	assert_string_equal(member_string(doc, "comparison.adjusted.0.used"), "2");
	assert_string_equal(member_string(doc, "runs.1.variant"), "none");
	assert_int_equal(json_object_array_length(member(doc, "runs")), 2);
	json_object_put(doc);
	outcome_free(&outcome);
}

static char compared_order[256];

/* The order in which they ran, by initials; the first run of none shows no bug. */
static void fill_round(struct run_result *res)
{
	fill_asked(res);
	if (!strchr(compared_order, 'n') && res->result.verdict == SYNCDEMO_XFAIL)
		res->result.verdict = SYNCDEMO_XPASS;
	strncat(compared_order, fake.run.variant, 1);
}

static void compare_in_rounds(void **state)
{
	struct outcome outcome;
	struct json_object *doc;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.fill = fill_round;
	compared_order[0] = '\0';
	outcome = tool("compare lock --runs 3 --json");
	doc = document(&outcome);
	assert_string_equal(compared_order, "mnmnmn");
	assert_int_equal(outcome.status, EXIT_VERDICT);
	assert_string_equal(member_string(doc, "comparison.rounds"), "3");
	assert_int_equal(json_object_array_length(member(doc, "comparison.rows")), 2);
	assert_string_equal(member_string(doc, "comparison.rows.1.verdict"), "XPASS");
	assert_string_equal(member_string(doc, "comparison.rows.1.runs_of_verdict"), "1");
	assert_int_equal(json_object_array_length(member(doc, "runs")), 6);
	assert_string_equal(member_string(doc, "runs.1.round"), "1");
	assert_string_equal(member_string(doc, "runs.4.round"), "3");
	json_object_put(doc);
	outcome_free(&outcome);
	set_run(SYNCDEMO_PASS);
	outcome = tool("compare -r 99 lock");
	assert_int_equal(fake.nr_started, 6 + 2 * 99);
	assert_contains(outcome.out, ", 99 rounds\n");
	outcome_free(&outcome);
}

/* A signal in the first run: what it came to is told, the second is not begun. */
static void compare_interrupted(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_CANCELLED);
	fake.endless = true;
	fake.signal = SIGINT;
	outcome = tool("compare lock");
	assert_int_equal(outcome.status, EXIT_INTERRUPTED);
	assert_int_equal(fake.nr_started, 1);
	assert_int_equal(fake.cancelled, 1);
	assert_contains(outcome.out, "\n  failed\n  mutex   CANCELLED  because\n");
	outcome_free(&outcome);
}

static void run_in_color(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	outcome = tool("--color=always run lock");
	assert_contains(outcome.out, "\033[32mok 1 lock/mutex\033[0m\n");
	outcome_free(&outcome);
	set_run(SYNCDEMO_PASS);
	outcome = tool("run lock");
	assert_null(strchr(outcome.out, '\033'));
	outcome_free(&outcome);
}

static void run_as_json(void **state)
{
	struct outcome outcome;
	struct json_object *doc;

	(void)state;
	set_run(SYNCDEMO_XFAIL);
	outcome = tool("run lock --json");
	doc = document(&outcome);
	assert_int_equal(outcome.status, EXIT_OK);
	assert_string_equal(member_string(doc, "command"), "run");
	assert_string_equal(member_string(doc, "syncdemo.module"), "9.8.7");
	assert_string_equal(member_string(doc, "transcript.0"), "KTAP version 1");
	assert_string_equal(member_string(doc, "transcript.3"), "ok 1 lock/mutex");
	assert_int_equal(json_object_array_length(member(doc, "transcript")), 4);
	assert_string_equal(member_string(doc, "runs.0.verdict"), "XFAIL");
	assert_true(json_object_get_boolean(member(doc, "runs.0.as_expected")));
	assert_int_equal(json_object_get_int(member(doc, "runs.0.parameters.iterations")), 1000);
	assert_true(json_object_get_uint64(member(doc, "runs.0.metrics.0.value")) == UINT64_MAX);
	assert_int_equal(json_object_get_int(member(doc, "runs.0.threads.0.last_cpu")), 3);
	assert_false(json_object_object_get_ex(doc, "error", NULL));
	json_object_put(doc);
	outcome_free(&outcome);
}

static void json_and_quiet_is_without_transcript(void **state)
{
	struct outcome outcome;
	struct json_object *doc;

	(void)state;
	set_run(SYNCDEMO_PASS);
	outcome = tool("run lock --json -q");
	doc = document(&outcome);
	assert_false(json_object_object_get_ex(doc, "transcript", NULL));
	json_object_put(doc);
	outcome_free(&outcome);
}

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

/* Runs @line as text and as JSON: the status must be the same. */
static void assert_status(const char *line, int status)
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
		"run lock threads=x", "run threads=1", "run lock event", "run --nope",
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
	fake.transcript = transcript;
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

static void status_of_busy(void **state)
{
	(void)state;
	fake.transcript = transcript;
	error_set(&fake.start_error, EXIT_DEVICE, "/dev/x", "busy");
	assert_status("run lock", EXIT_DEVICE);
	assert_status("compare lock", EXIT_DEVICE);
}

static void status_of_loading(void **state)
{
	(void)state;
	assert_status("load", EXIT_OK);
	assert_status("unload", EXIT_OK);
	error_set(&fake.load_error, EXIT_DEVICE, "syncdemo", "in use");
	assert_status("load", EXIT_DEVICE);
	assert_status("unload", EXIT_DEVICE);
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

/* A signal in mid-run: the run is cancelled, the rest is read and shown. */
static void interrupted_by(int sig)
{
	struct outcome outcome;
	struct json_object *doc;

	set_run(SYNCDEMO_CANCELLED);
	fake.endless = true;
	fake.signal = sig;
	outcome = tool("run lock --json");
	doc = document(&outcome);
	assert_int_equal(outcome.status, EXIT_INTERRUPTED);
	assert_int_equal(fake.cancelled, 1);
	assert_true(json_object_get_boolean(member(doc, "interrupted")));
	assert_string_equal(member_string(doc, "transcript.3"), "ok 1 lock/mutex");
	assert_string_equal(member_string(doc, "runs.0.verdict"), "CANCELLED");
	json_object_put(doc);
	outcome_free(&outcome);
}

static void interrupted(void **state)
{
	(void)state;
	interrupted_by(SIGTERM);
}

static void reading_fails(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.read_errno = EIO;
	outcome = tool("run lock");
	assert_int_equal(outcome.status, EXIT_DEVICE);
	assert_contains(outcome.err, "cannot read the transcript: Input/output error");
	outcome_free(&outcome);
}

static void last_line_without_newline(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.transcript = "KTAP version 1\ncut";
	outcome = tool("run lock");
	assert_contains(outcome.out, "KTAP version 1\ncut\n");
	outcome_free(&outcome);
}

/* Output that nobody can read: the run is ended, not left to go on. */
static void full_disk(void **state)
{
	char word[] = "syncdemo", run[] = "run";
	char *argv[3] = { word, run, NULL }, *text;
	size_t len;
	struct app app = {
		.out = fopen("/dev/full", "w"),
		.errout = open_memstream(&text, &len),
	};

	(void)state;
	set_run(SYNCDEMO_PASS);
	fake.endless = true;
	assert_int_equal(app_main(&app, 2, argv), EXIT_VERDICT);
	assert_int_equal(fake.cancelled, 1);
	fclose(app.out);
	fclose(app.errout);
	assert_string_equal(text,
			    "syncdemo: cannot write the output: No space left on device\n");
	free(text);
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

static void load_words(void **state)
{
	static const struct {
		const char *line, *path, *options;
	} table[] = {
		{ "load", "(installed)", "" },
		{ "load ./syncdemo.ko", "./syncdemo.ko", "" },
		{ "load max_runs=2 x=y", "(installed)", "max_runs=2 x=y" },
		{ "load /a=b/syncdemo.ko max_runs=2", "/a=b/syncdemo.ko", "max_runs=2" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome = tool(table[i].line);

		assert_int_equal(outcome.status, EXIT_OK);
		assert_string_equal(outcome.out, "loaded syncdemo 9.8.7\n");
		assert_string_equal(fake.path, table[i].path);
		assert_string_equal(fake.options, table[i].options);
		outcome_free(&outcome);
	}
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

static void list_one(void **state)
{
	struct outcome outcome = tool("list event");

	(void)state;
	assert_int_equal(strncmp(outcome.out, "event: waits\n", 13), 0);
	assert_null(strstr(outcome.out, "lock"));
	outcome_free(&outcome);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(run_one, reset_fake),
		cmocka_unit_test_setup(run_all, reset_fake),
		cmocka_unit_test_setup(run_every, reset_fake),
		cmocka_unit_test_setup(several_measured, reset_fake),
		cmocka_unit_test_setup(several_take_no_parameters, reset_fake),
		cmocka_unit_test_setup(run_quiet, reset_fake),
		cmocka_unit_test_setup(run_verbose, reset_fake),
		cmocka_unit_test_setup(run_with_stats, reset_fake),
		cmocka_unit_test_setup(stats_only_if_wanted, reset_fake),
		cmocka_unit_test_setup(a_serial_run_says_so, reset_fake),
		cmocka_unit_test_setup(stats_of_a_demo_without, reset_fake),
		cmocka_unit_test_setup(stats_as_json, reset_fake),
		cmocka_unit_test_setup(compare_one_demo, reset_fake),
		cmocka_unit_test_setup(compare_as_json, reset_fake),
		cmocka_unit_test_setup(run_in_color, reset_fake),
		cmocka_unit_test_setup(run_as_json, reset_fake),
		cmocka_unit_test_setup(json_and_quiet_is_without_transcript, reset_fake),
		cmocka_unit_test_setup(json_however_it_is_asked_for, reset_fake),
		cmocka_unit_test_setup(status_of_verdicts, reset_fake),
		cmocka_unit_test_setup(status_of_usage, reset_fake),
		cmocka_unit_test_setup(status_of_devices, reset_fake),
		cmocka_unit_test_setup(status_of_busy, reset_fake),
		cmocka_unit_test_setup(status_of_loading, reset_fake),
		cmocka_unit_test_setup(words_without_device, reset_fake),
		cmocka_unit_test_setup(error_in_text_and_json, reset_fake),
		cmocka_unit_test_setup(wrong_options, reset_fake),
		cmocka_unit_test_setup(reading_fails, reset_fake),
		cmocka_unit_test_setup(last_line_without_newline, reset_fake),
		cmocka_unit_test_setup(full_disk, reset_fake),
		cmocka_unit_test_setup(closed_pipe, reset_fake),
		cmocka_unit_test_setup(output_cut_off, reset_fake),
		cmocka_unit_test_setup(load_words, reset_fake),
		cmocka_unit_test_setup(help_names_everything, reset_fake),
		cmocka_unit_test_setup(list_one, reset_fake),
		cmocka_unit_test_setup(compare_in_rounds, reset_fake),
		/* Last: from then on a signal has been seen. */
		cmocka_unit_test_setup(compare_interrupted, reset_fake),
		cmocka_unit_test_setup(interrupted, reset_fake),
	};

	return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
