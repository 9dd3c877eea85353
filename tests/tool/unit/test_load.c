// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo load and unload with a fake loader.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tool.h"

static void status_of_loading(void **state)
{
	(void)state;
	assert_status("load", EXIT_OK);
	assert_status("unload", EXIT_OK);
	error_set(&fake.load_error, EXIT_DEVICE, "syncdemo", "in use");
	assert_status("load", EXIT_DEVICE);
	assert_status("unload", EXIT_DEVICE);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(status_of_loading, reset_fake),
		cmocka_unit_test_setup(load_words, reset_fake),
	};

	return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
