// SPDX-License-Identifier: GPL-2.0-only
/*
 * From verdicts to the exit status.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/util.h"
#include "device/result.h"

static const struct {
	__u32 verdict;
	const char *name;
	int status;
} table[] = {
	{ SYNCDEMO_NONE, "NONE", EXIT_VERDICT },
	{ SYNCDEMO_PASS, "PASS", EXIT_OK },
	{ SYNCDEMO_FAIL, "FAIL", EXIT_VERDICT },
	{ SYNCDEMO_XFAIL, "XFAIL", EXIT_OK },
	{ SYNCDEMO_XPASS, "XPASS", EXIT_VERDICT },
	{ SYNCDEMO_SKIP, "SKIP", EXIT_OK },
	{ SYNCDEMO_TIMEOUT, "TIMEOUT", EXIT_VERDICT },
	{ SYNCDEMO_CANCELLED, "CANCELLED", EXIT_VERDICT },
	{ SYNCDEMO_ERROR, "ERROR", EXIT_VERDICT },
	{ SYNCDEMO_ERROR + 1, "UNKNOWN", EXIT_VERDICT },
	{ UINT32_MAX, "UNKNOWN", EXIT_VERDICT },
};

static void each_verdict(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct run_result res = { .result.verdict = table[i].verdict };

		assert_string_equal(verdict_name(table[i].verdict), table[i].name);
		assert_int_equal(results_status(&res, 1, false), table[i].status);
		assert_int_equal(results_status(&res, 1, true), EXIT_INTERRUPTED);
	}
}

static void one_failure_counts(void **state)
{
	struct run_result results[3] = {
		{ .result.verdict = SYNCDEMO_PASS },
		{ .result.verdict = SYNCDEMO_XFAIL },
		{ .result.verdict = SYNCDEMO_FAIL },
	};

	(void)state;
	assert_int_equal(results_status(results, 2, false), EXIT_OK);
	assert_int_equal(results_status(results, 3, false), EXIT_VERDICT);
}

/* In the order in which one outweighs those before it. */
static void the_worst_of_several(void **state)
{
	static const struct {
		__u32 verdict;
		bool as_bad;
	} order[] = {
		{ SYNCDEMO_PASS, true }, { SYNCDEMO_XFAIL, true }, { SYNCDEMO_SKIP, false },
		{ SYNCDEMO_NONE, false }, { SYNCDEMO_CANCELLED, false },
		{ SYNCDEMO_ERROR, false }, { SYNCDEMO_TIMEOUT, false },
		{ SYNCDEMO_FAIL, false }, { SYNCDEMO_XPASS, true },
		{ SYNCDEMO_ERROR + 1, false }, { UINT32_MAX, true },
	};

	(void)state;
	for (size_t i = 1; i < ARRAY_SIZE(order); i++) {
		unsigned int before = verdict_severity(order[i - 1].verdict);
		unsigned int severity = verdict_severity(order[i].verdict);

		assert_true(order[i].as_bad ? severity == before : severity > before);
	}
}

static void nothing_ran(void **state)
{
	(void)state;
	assert_int_equal(results_status(NULL, 0, false), EXIT_VERDICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_verdict),
		cmocka_unit_test(one_failure_counts),
		cmocka_unit_test(the_worst_of_several),
		cmocka_unit_test(nothing_ran),
	};

	return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
