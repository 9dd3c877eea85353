// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo list with a fake device.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tool.h"

static void list_one(void **state)
{
	struct outcome outcome = tool("list event");

	(void)state;
	assert_int_equal(strncmp(outcome.out, "event: waits\n", 13), 0);
	assert_null(strstr(outcome.out, "lock"));
	outcome_free(&outcome);
}

static void only_whole_demos(void **state)
{
	static const struct {
		const char *line, *err;
	} table[] = {
		{ "list lock/none", "'lock/none' is a variant: a whole demo is needed" },
		{ "list lokc/none", "unknown demo 'lokc'" },
		{ "list none", "unknown demo 'none'" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome = tool(table[i].line);

		assert_int_equal(outcome.status, EXIT_USAGE);
		assert_contains(outcome.err, table[i].err);
		assert_contains(outcome.err, "; did you mean 'lock'?");
		outcome_free(&outcome);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(list_one, reset_fake),
		cmocka_unit_test_setup(only_whole_demos, reset_fake),
	};

	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
