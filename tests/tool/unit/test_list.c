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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(list_one, reset_fake),
	};

	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
