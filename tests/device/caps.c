// SPDX-License-Identifier: GPL-2.0-only
/*
 * How much may run at once: the module's parameters, and what happens where
 * they end.
 */
#include <poll.h>
#include <sys/epoll.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define LONG_EVENT "event delay_ms=60000"

static struct text text;

static void assert_in_use(unsigned int runs, unsigned int threads)
{
	struct syncdemo_info info;

	get_info(open_device(O_RDONLY), &info);
	assert_int_equal(info.runs, runs);
	assert_int_equal(info.threads, threads);
}

/* The only run that may be. */
static int take_the_only_run(void)
{
	assert_works(write_parameter("max_runs", "1"));
	return start_requests(LONG_EVENT);
}

static int poll_now(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLOUT };

	assert_works(poll(&p, 1, 0));
	return p.revents;
}

/* ---- the cap on runs ---- */

static void one_run_too_many_is_EAGAIN_for_read(void **state)
{
	char byte;

	(void)state;
	take_the_only_run();
	assert_fails(read(open_device(O_RDONLY | O_NONBLOCK), &byte, 1), EAGAIN);
	assert_in_use(1, 2);
}

static void one_run_too_many_is_EAGAIN_for_write(void **state)
{
	(void)state;
	take_the_only_run();
	assert_fails(write(open_device(O_RDWR | O_NONBLOCK), "rlock", 5), EAGAIN);
	assert_in_use(1, 2);
}

static void one_run_too_many_is_EAGAIN_for_the_call(void **state)
{
	struct syncdemo_run run = make_run("rlock", "");

	(void)state;
	take_the_only_run();
	assert_fails(start_run(open_device(O_RDWR | O_NONBLOCK), &run), EAGAIN);
	assert_in_use(1, 2);
}

static void selecting_needs_no_run(void **state)
{
	(void)state;
	take_the_only_run();
	select_requests("rlock");
}

static void as_many_runs_as_the_cap_says(void **state)
{
	int fd[4];

	(void)state;
	assert_works(write_parameter("max_runs", "4"));
	for (int i = 0; i < 4; i++)
		fd[i] = start_requests(LONG_EVENT);
	assert_fails(write(open_device(O_RDWR | O_NONBLOCK), "rlock", 5), EAGAIN);
	for (int i = 0; i < 4; i++)
		assert_true(is_running(fd[i]));
	assert_in_use(4, 8);
}

static void a_close_gives_the_run_back(void **state)
{
	int fd = take_the_only_run();

	(void)state;
	assert_works(close(fd));
	assert_in_use(0, 0);
	read_all(start_requests("rlock"), &text);
	assert_all_ok(text.s, "rlock/mutex");
}

static void the_end_gives_the_run_back(void **state)
{
	int unread;

	(void)state;
	assert_works(write_parameter("max_runs", "1"));
	unread = start_requests("rlock");
	await_end(unread);
	assert_in_use(0, 0);
	await_end(start_requests("rlock"));
	read_all(unread, &text);
	assert_all_ok(text.s, "rlock/mutex");
}

static void cancel_gives_the_run_back(void **state)
{
	int fd = take_the_only_run();

	(void)state;
	assert_works(cancel_run(fd));
	assert_in_use(0, 0);
}

static void a_refused_start_leaves_the_earlier_run(void **state)
{
	int fd = start_requests("rlock");

	(void)state;
	await_end(fd);
	take_the_only_run();
	assert_works(fcntl(fd, F_SETFL, O_NONBLOCK));
	assert_fails(write(fd, "local", 5), EAGAIN);
	assert_works(fcntl(fd, F_SETFL, 0));
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex");
}

/* ---- the cap on threads ---- */

static void as_many_threads_as_the_cap_says(void **state)
{
	(void)state;
	assert_works(write_parameter("max_threads", "64"));
	start_requests("event waiters=58 delay_ms=60000");
	assert_in_use(1, 59);
	assert_fails(write(open_device(O_RDWR | O_NONBLOCK), "rlock threads=6", 15), EAGAIN);
	assert_in_use(1, 59);
	await_end(start_requests("rlock threads=5"));
}

/* One request after the other: what counts is the largest. */
static void a_plan_needs_the_threads_of_its_largest_request(void **state)
{
	int fd;

	(void)state;
	assert_works(write_parameter("max_threads", "64"));
	fd = start_requests("event delay_ms=60000\nlock threads=64 iterations=1\nrlock");
	assert_in_use(1, 64);
	assert_works(close(fd));
}

/* ---- poll ---- */

static void poll_says_that_no_run_can_start(void **state)
{
	(void)state;
	take_the_only_run();
	assert_int_equal(poll_now(open_device(O_RDONLY)), 0);
	assert_int_equal(poll_now(open_device(O_RDWR)), 0);
}

static void poll_looks_at_the_threads_it_needs(void **state)
{
	int large, small;

	(void)state;
	select_requests("rlock threads=6");
	large = open_device(O_RDONLY);
	select_requests("rlock threads=5");
	small = open_device(O_RDONLY);
	assert_works(write_parameter("max_threads", "64"));
	start_requests("event waiters=58 delay_ms=60000");
	assert_int_equal(poll_now(large), 0);
	assert_int_equal(poll_now(small), POLLIN);
}

/* See polling.c for why epoll. */
static int watch(int fd)
{
	struct epoll_event ev = { .events = EPOLLIN }, now;
	int ep = epoll_create1(EPOLL_CLOEXEC);

	assert_works(ep);
	assert_works(epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev));
	assert_int_equal(epoll_wait(ep, &now, 1, 0), 0);
	return ep;
}

static void assert_wakes(int ep)
{
	struct epoll_event ev = { };

	assert_int_equal(epoll_wait(ep, &ev, 1, SOON), 1);
	assert_int_equal(ev.events, EPOLLIN);
}

static void a_run_given_back_wakes_who_waits_for_one(void **state)
{
	int fd = take_the_only_run();
	int waiting = open_device(O_RDONLY);
	int ep = watch(waiting);
	char byte;

	(void)state;
	assert_works(close(fd));
	assert_wakes(ep);
	assert_int_equal(read(waiting, &byte, 1), 1);
}

static void a_raised_cap_wakes_who_waits_for_it(void **state)
{
	int ep;

	(void)state;
	take_the_only_run();
	ep = watch(open_device(O_RDONLY));
	assert_works(write_parameter("max_runs", "2"));
	assert_wakes(ep);
}

/* ---- the parameters ---- */

static void info_tells_the_caps(void **state)
{
	struct syncdemo_info info;

	(void)state;
	assert_works(write_parameter("max_runs", "3"));
	assert_works(write_parameter("max_threads", "77"));
	get_info(open_device(O_RDONLY), &info);
	assert_int_equal(info.max_runs, 3);
	assert_int_equal(info.max_threads, 77);
}

static void check_limits(const char *name, const char *const good[], const char *const bad[])
{
	for (; *bad; bad++)
		assert_fails(write_parameter(name, *bad), EINVAL);
	for (; *good; good++)
		assert_works(write_parameter(name, *good));
}

static void max_runs_has_hard_limits(void **state)
{
	struct syncdemo_info info;

	(void)state;
	check_limits("max_runs", (const char *const[]){ "64", "1", NULL },
		     (const char *const[]){ "0", "65", "-1", "x", NULL });
	get_info(open_device(O_RDONLY), &info);
	assert_int_equal(info.max_runs, 1);
}

static void max_threads_has_hard_limits(void **state)
{
	struct syncdemo_info info;

	(void)state;
	check_limits("max_threads", (const char *const[]){ "1024", "64", NULL },
		     (const char *const[]){ "63", "1025", "0", "-1", "x", NULL });
	get_info(open_device(O_RDONLY), &info);
	assert_int_equal(info.max_threads, 64);
}

static void max_plan_s_has_hard_limits(void **state)
{
	(void)state;
	check_limits("max_plan_s", (const char *const[]){ "86400", "1", NULL },
		     (const char *const[]){ "86401", "0", "-1", "x", NULL });
}

/* A second is enough for the first request only. */
static void start_three(int fd)
{
	assert_works(write_parameter("max_plan_s", "1"));
	write_text(fd, "rlock\nevent delay_ms=1500\nrlock");
	await_end(fd);
}

static void a_plan_ends_when_its_time_is_up(void **state)
{
	struct syncdemo_result result;
	int fd = open_as(1000, O_RDWR);

	(void)state;
	start_three(fd);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	for (unsigned int i = 1; i < 3; i++) {
		assert_works(get_result(fd, i, &result));
		assert_int_equal(result.verdict, SYNCDEMO_TIMEOUT);
		assert_non_null(strstr(result.reason, "max_plan_s"));
	}
}

static void a_plan_of_roots_has_all_the_time(void **state)
{
	int fd = open_device(O_RDWR);

	(void)state;
	start_three(fd);
	for (unsigned int i = 0; i < 3; i++)
		assert_verdict(fd, i, SYNCDEMO_PASS);
}

/* The caps are for new runs. */
static void a_lowered_cap_ends_nothing(void **state)
{
	int a = start_requests(LONG_EVENT), b = start_requests(LONG_EVENT);

	(void)state;
	assert_works(write_parameter("max_runs", "1"));
	assert_true(is_running(a));
	assert_true(is_running(b));
	assert_works(close(a));
	assert_fails(write(open_device(O_RDWR | O_NONBLOCK), "rlock", 5), EAGAIN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(one_run_too_many_is_EAGAIN_for_read),
		device_test(one_run_too_many_is_EAGAIN_for_write),
		device_test(one_run_too_many_is_EAGAIN_for_the_call),
		device_test(selecting_needs_no_run),
		device_test(as_many_runs_as_the_cap_says),
		device_test(a_close_gives_the_run_back),
		device_test(the_end_gives_the_run_back),
		device_test(cancel_gives_the_run_back),
		device_test(a_refused_start_leaves_the_earlier_run),
		device_test(as_many_threads_as_the_cap_says),
		device_test(a_plan_needs_the_threads_of_its_largest_request),
		device_test(poll_says_that_no_run_can_start),
		device_test(poll_looks_at_the_threads_it_needs),
		device_test(a_run_given_back_wakes_who_waits_for_one),
		device_test(a_raised_cap_wakes_who_waits_for_it),
		device_test(info_tells_the_caps),
		device_test(max_runs_has_hard_limits),
		device_test(max_threads_has_hard_limits),
		device_test(max_plan_s_has_hard_limits),
		device_test(a_plan_ends_when_its_time_is_up),
		device_test(a_plan_of_roots_has_all_the_time),
		device_test(a_lowered_cap_ends_nothing),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
