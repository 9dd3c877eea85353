// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each open file is a session of its own: none sees or disturbs another.
 */
#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

static struct text one, two;

static void two_readers_each_read_their_own(void **state)
{
	int a = start_requests("rlock threads=4 iterations=4");
	int b = start_requests("condition items=9");
	ssize_t from_a, from_b;

	(void)state;
	one.len = 0;
	two.len = 0;
	do {
		from_a = read_more(a, &one, 7);
		from_b = read_more(b, &two, 11);
	} while (from_a > 0 || from_b > 0);
	assert_all_ok(one.s, "rlock/mutex");
	assert_all_ok(two.s, "condition/waitqueue");
	assert_null(strstr(one.s, "condition"));
	assert_null(strstr(two.s, "rlock-"));
	assert_int_equal(times_said(one.s, "Acquired lock in foo"), 16);
	assert_int_equal(times_said(two.s, "Consumed: "), 9);
}

/* Each of two processes that opened for themselves. */
static void two_processes_read_at_once(void **state)
{
	const char *all = "lock/mutex condition/waitqueue";
	int fd;

	(void)state;
	select_requests("lock iterations=20000\ncondition items=100\n");
	if (!spawn()) {
		read_all(open_device(O_RDONLY), &two);
		_exit(strstr(two.s, "\n# Totals: pass:2 fail:0 ") ? 0 : 1);
	}
	fd = open_device(O_RDONLY);
	read_all(fd, &one);
	assert_all_ok(one.s, all);
	assert_int_equal(times_said(one.s, "Consumed: "), 100);
	assert_int_equal(reap(), 0);
}

static void a_slow_one_does_not_hold_up_a_fast_one(void **state)
{
	int slow = start_requests("event delay_ms=60000");
	int fast = start_requests("rlock\ncondition\nlocal");

	(void)state;
	await_end(fast);
	assert_true(is_running(slow));
	read_all(fast, &one);
	assert_all_ok(one.s, "rlock/mutex condition/waitqueue local/percpu");
}

static void closing_one_leaves_the_other_running(void **state)
{
	int closed = start_requests("event delay_ms=60000");
	int kept = start_requests("event delay_ms=300");

	(void)state;
	assert_works(close(closed));
	await_end(kept);
	assert_verdict(kept, 0, SYNCDEMO_PASS);
}

static void cancelling_one_leaves_the_other_running(void **state)
{
	int cancelled = start_requests("event delay_ms=60000");
	int kept = start_requests("event delay_ms=300");

	(void)state;
	assert_works(cancel_run(cancelled));
	await_end(kept);
	assert_verdict(kept, 0, SYNCDEMO_PASS);
	assert_verdict(cancelled, 0, SYNCDEMO_CANCELLED);
}

static void results_are_each_ones_own(void **state)
{
	int a = start_requests("lock threads=2 iterations=3");
	int b = start_requests("lock threads=4 iterations=5");

	(void)state;
	await_end(a);
	await_end(b);
	assert_int_equal(metric_of(a, 0, "final_value"), 6);
	assert_int_equal(metric_of(b, 0, "final_value"), 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(two_readers_each_read_their_own),
		device_test(two_processes_read_at_once),
		device_test(a_slow_one_does_not_hold_up_a_fast_one),
		device_test(closing_one_leaves_the_other_running),
		device_test(cancelling_one_leaves_the_other_running),
		device_test(results_are_each_ones_own),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
