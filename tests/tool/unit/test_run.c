// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo run with a fake device: what it starts, what it prints, and how it exits.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"
#include "tool.h"

static void run_one(void **state)
{
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	outcome = tool("run lock/none threads=8");
	assert_int_equal(outcome.status, EXIT_OK);
	assert_int_equal(strncmp(outcome.out, sample_transcript, strlen(sample_transcript)), 0);
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
	assert_string_equal(fake.runs, "lock/mutex\n");
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
	assert_string_equal(fake.runs, "lock/mutex\nevent/completion\n");
	outcome_free(&outcome);
}

static void several(void **state)
{
	static const struct {
		const char *line, *lines;
	} table[] = {
		{ "run --stats", "lock/mutex stats=full\n" },
		{ "run all --stats", "lock/mutex stats=full\n" },
		{ "run every --stats", "lock/mutex stats=full\nevent/completion\n" },
		{ "run lock event", "lock/mutex\nevent/completion\n" },
		{ "run event lock/none threads=3 event delay_ms=1",
		  "event/completion\nlock/none threads=3\nevent/completion delay_ms=1\n" },
		{ "run threads=3 lock all", "lock/mutex threads=3\nlock/mutex\n" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome;

		reset_fake(state);
		set_run(SYNCDEMO_PASS);
		outcome = tool(table[i].line);
		assert_int_equal(outcome.status, EXIT_OK);
		assert_string_equal(fake.runs, table[i].lines);
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
	assert_contains(outcome.out, "  sd/lock-0        adder            1000");
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

static void coarse_times_are_named(void **state)
{
	const char *note = "  Times are coarse: the clock source 'jiffies' only counts";
	struct outcome outcome;

	(void)state;
	set_run(SYNCDEMO_PASS);
	outcome = tool("run lock");
	assert_null(strstr(outcome.out, "coarse"));
	outcome_free(&outcome);
	fake.clocksource = "jiffies";
	set_run(SYNCDEMO_PASS);
	outcome = tool("run lock");
	assert_contains(outcome.out, note);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(run_one, reset_fake),
		cmocka_unit_test_setup(run_all, reset_fake),
		cmocka_unit_test_setup(run_every, reset_fake),
		cmocka_unit_test_setup(several, reset_fake),
		cmocka_unit_test_setup(several_take_no_parameters, reset_fake),
		cmocka_unit_test_setup(run_quiet, reset_fake),
		cmocka_unit_test_setup(run_verbose, reset_fake),
		cmocka_unit_test_setup(run_with_stats, reset_fake),
		cmocka_unit_test_setup(stats_only_if_wanted, reset_fake),
		cmocka_unit_test_setup(a_serial_run_says_so, reset_fake),
		cmocka_unit_test_setup(stats_of_a_demo_without, reset_fake),
		cmocka_unit_test_setup(stats_as_json, reset_fake),
		cmocka_unit_test_setup(coarse_times_are_named, reset_fake),
		cmocka_unit_test_setup(run_in_color, reset_fake),
		cmocka_unit_test_setup(run_as_json, reset_fake),
		cmocka_unit_test_setup(json_and_quiet_is_without_transcript, reset_fake),
		cmocka_unit_test_setup(reading_fails, reset_fake),
		cmocka_unit_test_setup(last_line_without_newline, reset_fake),
		cmocka_unit_test_setup(full_disk, reset_fake),
		/* Last: from then on a signal has been seen. */
		cmocka_unit_test_setup(interrupted, reset_fake),
	};

	return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
