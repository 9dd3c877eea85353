// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo compare with a fake device.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"
#include "tool.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(compare_one_demo, reset_fake),
		cmocka_unit_test_setup(compare_as_json, reset_fake),
		cmocka_unit_test_setup(compare_in_rounds, reset_fake),
		/* Last: from then on a signal has been seen. */
		cmocka_unit_test_setup(compare_interrupted, reset_fake),
	};

	return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
