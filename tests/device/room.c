// SPDX-License-Identifier: GPL-2.0-only
/*
 * No room for a run: who may not wait is told, the others wait their turn, and no user
 * has all of it.
 */
#include <poll.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define LONG_EVENT	"event delay_ms=60000"
#define NOBODY		65534
#define SOMEBODY	1000

static struct text text;

static int poll_now(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLOUT };

	assert_works(poll(&p, 1, 0));
	return p.revents;
}

static unsigned int runs_now(void)
{
	struct syncdemo_info info;
	int fd = open_device(O_RDONLY);

	get_info(fd, &info);
	assert_works(close(fd));
	return info.runs;
}

/* ---- waiting ---- */

static void await_waiting(pid_t child)
{
	await_asleep(child);
	assert_int_equal(runs_now(), 1);
}

static void a_blocking_read_waits_for_room(void **state)
{
	int taken;

	assert_works(write_parameter("max_runs", "1"));
	select_requests("rlock");
	taken = start_requests(LONG_EVENT);
	if (!spawn()) {
		read_all(open_device(O_RDONLY), &text);
		_exit(strstr(text.s, "ok 1 rlock/mutex") ? 0 : 1);
	}
	await_waiting(test_child);
	assert_works(cancel_run(taken));
	assert_int_equal(reap(), 0);
}

static void a_blocking_write_waits_for_room(void **state)
{
	int taken;

	assert_works(write_parameter("max_runs", "1"));
	taken = start_requests(LONG_EVENT);
	if (!spawn()) {
		int fd = open_device(O_RDWR);

		_exit(write(fd, "rlock", 5) == 5 ? 0 : 1);
	}
	await_waiting(test_child);
	assert_works(cancel_run(taken));
	assert_int_equal(reap(), 0);
}

static void a_wait_for_room_can_be_interrupted(void **state)
{
	int status;

	assert_works(write_parameter("max_runs", "1"));
	start_requests(LONG_EVENT);
	if (!spawn()) {
		write_text(open_device(O_RDWR), "rlock");
		_exit(1);
	}
	await_waiting(test_child);
	assert_works(kill(test_child, SIGTERM));
	status = reap();
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
	assert_int_equal(runs_now(), 1);
}

/* Forty students press Enter at once. */
static void forty_readers_all_get_their_answer(void **state)
{
	enum { STUDENTS = 40 };
	pid_t child[STUDENTS];
	int status;

	select_requests("lock threads=5 iterations=200");
	for (int i = 0; i < STUDENTS; i++) {
		child[i] = fork();
		assert_works(child[i]);
		if (!child[i]) {
			read_all(open_device(O_RDONLY), &text);
			_exit(strstr(text.s, "ok 1 lock/mutex") ? 0 : 1);
		}
	}
	for (int i = 0; i < STUDENTS; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(runs_now(), 0);
}

/* ---- poll ---- */

static void readable_is_what_a_read_would_do(void **state)
{
	int fd = open_device(O_RDWR | O_NONBLOCK);
	char byte;

	assert_works(write_parameter("max_runs", "1"));
	start_requests(LONG_EVENT);
	assert_int_equal(poll_now(fd), 0);
	assert_fails(read(fd, &byte, 1), EAGAIN);
}

static void writable_is_about_the_plan_that_was_refused(void **state)
{
	int taken, small, fd = open_device(O_RDWR | O_NONBLOCK);

	assert_works(write_parameter("max_threads", "64"));
	taken = start_requests("event delay_ms=60000 waiters=7");
	small = open_device(O_RDWR | O_NONBLOCK);
	assert_fails(write(fd, "rlock threads=60", 16), EAGAIN);
	assert_int_equal(poll_now(fd) & POLLOUT, 0);
	assert_int_equal(poll_now(small) & POLLOUT, POLLOUT);
	assert_works(close(taken));
	assert_int_equal(poll_now(fd) & POLLOUT, POLLOUT);
	write_text(fd, "rlock threads=60");
}

/* ---- shares ---- */

static void a_user_has_half_of_the_runs_at_most(void **state)
{
	int fd;

	assert_works(write_parameter("max_runs", "4"));
	for (int i = 0; i < 2; i++)
		write_text(open_as(NOBODY, O_RDWR | O_NONBLOCK), LONG_EVENT);
	fd = open_as(NOBODY, O_RDWR | O_NONBLOCK);
	assert_fails(write(fd, "rlock", 5), EAGAIN);
	assert_int_equal(poll_now(fd) & POLLOUT, 0);
	write_text(open_as(SOMEBODY, O_RDWR | O_NONBLOCK), LONG_EVENT);
	assert_int_equal(runs_now(), 3);
}

static void a_user_has_half_of_the_threads_at_most(void **state)
{
	write_text(open_as(NOBODY, O_RDWR | O_NONBLOCK), "event delay_ms=60000 waiters=63");
	write_text(open_as(NOBODY, O_RDWR | O_NONBLOCK), "event delay_ms=60000 waiters=63");
	assert_fails(write(open_as(NOBODY, O_RDWR | O_NONBLOCK), "rlock", 5), EAGAIN);
	write_text(open_as(SOMEBODY, O_RDWR | O_NONBLOCK), "event delay_ms=60000 waiters=63");
}

/* A child that writes to @fd, and so waits for room. */
static pid_t queue_up(int fd)
{
	pid_t pid = fork();

	assert_works(pid);
	if (!pid)
		_exit(write(fd, LONG_EVENT, strlen(LONG_EVENT)) < 0);
	await_asleep(pid);
	return pid;
}

/* However late that user came. */
static void a_free_slot_goes_to_the_user_with_fewest_runs(void **state)
{
	int root[3], greedy, modest, status;
	pid_t first, second;

	assert_works(write_parameter("max_runs", "4"));
	write_text(open_as(NOBODY, O_RDWR), LONG_EVENT);
	for (int i = 0; i < 3; i++)
		root[i] = start_requests(LONG_EVENT);
	greedy = open_as(NOBODY, O_RDWR);
	modest = open_as(SOMEBODY, O_RDWR);
	first = queue_up(greedy);
	second = queue_up(modest);
	assert_works(cancel_run(root[0]));
	assert_int_equal(waitpid(second, &status, 0), second);
	assert_int_equal(status, 0);
	assert_fails(wait_for(greedy, 0), ENODATA);
	assert_works(cancel_run(root[1]));
	assert_int_equal(waitpid(first, &status, 0), first);
	assert_int_equal(status, 0);
	assert_true(is_running(greedy));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		device_test(a_blocking_read_waits_for_room),
		device_test(a_blocking_write_waits_for_room),
		device_test(a_wait_for_room_can_be_interrupted),
		device_test(forty_readers_all_get_their_answer),
		device_test(readable_is_what_a_read_would_do),
		device_test(writable_is_about_the_plan_that_was_refused),
		device_test(a_user_has_half_of_the_runs_at_most),
		device_test(a_user_has_half_of_the_threads_at_most),
		device_test(a_free_slot_goes_to_the_user_with_fewest_runs),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
