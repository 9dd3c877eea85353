// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is said of files that are no kernel modules. Nothing gets loaded.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "device/module.h"

static void refuses(const char *path, const char *message, const char *expected)
{
	struct error err = {};

	assert_int_equal(module_load(path, "", &err), -1);
	assert_int_equal(err.status, EXIT_DEVICE);
	assert_string_equal(err.message, message);
	assert_string_equal(err.expected, expected);
	assert_string_equal(err.word, path);
}

static void missing_file(void **state)
{
	(void)state;
	refuses("./missing.ko", "./missing.ko: no such file", "build it: make modules");
}

/* An ELF file, but without what makes it a module: this test itself. */
static void program(void **state)
{
	(void)state;
	refuses("/proc/self/exe", "/proc/self/exe is not a kernel module",
		"the file syncdemo.ko");
}

static void other_file(void **state)
{
	(void)state;
	refuses(MAN_PAGE, MAN_PAGE " is not a kernel module", "the file syncdemo.ko");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_file),
		cmocka_unit_test(program),
		cmocka_unit_test(other_file),
	};

	return cmocka_run_group_tests_name("module", tests, NULL, NULL);
}
