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
		{ "list lock/none", "syncdemo: 'lock/none' is a variant: a whole demo is needed; "
		  "did you mean 'lock'?\n" },
		{ "list lokc/none", "syncdemo: unknown demo 'lokc'; did you mean 'lock'? "
		  "(demos: lock, event)\n" },
		{ "list none", "syncdemo: unknown demo 'none'; did you mean 'lock'? "
		  "(demos: lock, event)\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct outcome outcome = tool(table[i].line);

		assert_int_equal(outcome.status, EXIT_USAGE);
		assert_string_equal(outcome.err, table[i].err);
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
