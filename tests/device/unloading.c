// SPDX-License-Identifier: GPL-2.0-only
/*
 * An open file keeps the module; without one it always goes. And what it is like
 * after loading. That loading leaves nothing behind is in load.test.
 */
#include <sys/stat.h>
#include <sys/syscall.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define MODULE "/syncdemo.ko"

/* What rmmod does. The kernel's word for "in use" is EWOULDBLOCK. */
static int unload(void)
{
	return syscall(SYS_delete_module, "syncdemo", O_NONBLOCK);
}

/* What insmod does. */
static int load(const char *parameters)
{
	int fd = open(MODULE, O_RDONLY | O_CLOEXEC);
	int ret, err;

	assert_works(fd);
	ret = syscall(SYS_finit_module, fd, parameters, 0);
	err = errno;
	close(fd);
	errno = err;
	return ret;
}

static bool is_loaded(void)
{
	return !access("/sys/module/syncdemo", F_OK);
}

/* Loads it anew if a test left it loaded with parameters, or not at all. */
static int load_afresh(void **state)
{
	(void)state;
	close_range(3, ~0U, 0);
	if (is_loaded())
		assert_works(unload());
	assert_works(load(""));
	return end_test(state);
}

static void an_open_file_keeps_the_module(void **state)
{
	int fd = open_device(O_RDONLY);

	(void)state;
	assert_fails(unload(), EWOULDBLOCK);
	assert_works(close(fd));
	assert_works(unload());
	assert_false(is_loaded());
	assert_fails(access(DEVICE, F_OK), ENOENT);
}

static void a_running_file_keeps_the_module(void **state)
{
	int fd = start_requests("event delay_ms=60000");

	(void)state;
	assert_fails(unload(), EWOULDBLOCK);
	assert_true(is_running(fd));
	assert_works(close(fd));
	assert_works(unload());
}

/* Nothing of a run may be under way any more when its file is closed. */
static void the_module_goes_as_soon_as_the_file_is_closed(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		int fd = start_requests("event waiters=30 delay_ms=60000\nlock\n");

		assert_works(close(fd));
		assert_works(unload());
		assert_works(load(""));
	}
}

static void a_finished_run_that_nobody_read_is_no_hindrance(void **state)
{
	int fd = start_requests("rlock");

	(void)state;
	await_end(fd);
	assert_works(close(fd));
	assert_works(unload());
}

static void a_fresh_module_selects_all(void **state)
{
	static struct text text;

	(void)state;
	select_requests("rlock");
	assert_works(unload());
	assert_works(load(""));
	read_until(open_device(O_RDONLY), &text, "\n#");
	assert_memory_equal(text.s, "KTAP version 1\n1..5\n", 20);
}

static void caps_can_be_set_when_loading(void **state)
{
	struct syncdemo_info info;

	(void)state;
	assert_works(unload());
	assert_works(load("max_runs=3 max_threads=100"));
	get_info(open_device(O_RDONLY), &info);
	assert_int_equal(info.max_runs, 3);
	assert_int_equal(info.max_threads, 100);
}

static void caps_beyond_the_limits_do_not_load(void **state)
{
	const char *const bad[] = {
		"max_runs=0", "max_runs=65", "max_threads=63", "max_threads=1025", "max_runs=x",
	};

	(void)state;
	assert_works(unload());
	for (unsigned int i = 0; i < ARRAY_SIZE(bad); i++)
		assert_fails(load(bad[i]), EINVAL);
	assert_false(is_loaded());
	assert_fails(access(DEVICE, F_OK), ENOENT);
}

#define unload_test(rule) cmocka_unit_test_setup_teardown(rule, begin_test, load_afresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		unload_test(an_open_file_keeps_the_module),
		unload_test(a_running_file_keeps_the_module),
		unload_test(the_module_goes_as_soon_as_the_file_is_closed),
		unload_test(a_finished_run_that_nobody_read_is_no_hindrance),
		unload_test(a_fresh_module_selects_all),
		unload_test(caps_can_be_set_when_loading),
		unload_test(caps_beyond_the_limits_do_not_load),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
