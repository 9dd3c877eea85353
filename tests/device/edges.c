// SPDX-License-Identifier: GPL-2.0-only
/*
 * What edge-triggered readers, stopped waiters and read-only opens are told: what holds
 * at that moment, and nothing that has to be tried and then tried again.
 */
#include <poll.h>
#include <sys/epoll.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define READ_EDGES	(EPOLLIN | EPOLLRDHUP | EPOLLET)

static struct text text;

static int poll_now(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLOUT | POLLRDHUP };

	assert_works(poll(&p, 1, 0));
	return p.revents;
}

/* ---- the end of the stream ---- */

/* As epoll(7) allows: after each edge, read until a read comes back short. */
static bool read_after_edge(int fd, __u32 events)
{
	static char buf[65536];
	ssize_t got;

	if (!(events & (EPOLLIN | EPOLLRDHUP)))
		fail_msg("events %x", events);
	do {
		got = read(fd, buf, sizeof(buf));
	} while (got == sizeof(buf));
	return got == 0 || (got > 0 && events & EPOLLRDHUP);
}

/* Every start of a race between the last record and the reader, in turn. */
static void an_edge_triggered_reader_sees_the_end(void **state)
{
	for (int i = 0; i < 30; i++) {
		struct epoll_event ev = { .events = READ_EDGES };
		int fd = open_device(O_RDWR | O_NONBLOCK);
		int ep = epoll_create1(EPOLL_CLOEXEC);

		write_text(fd, i % 2 ? "event delay_ms=5" : "rlock");
		assert_works(epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev));
		do {
			if (epoll_wait(ep, &ev, 1, SOON) != 1)
				fail_msg("no event after the end (try %d)", i);
		} while (!read_after_edge(fd, ev.events));
		assert_works(close(ep));
		assert_works(close(fd));
	}
}

static void the_end_is_told_beside_what_is_left(void **state)
{
	int fd = start_requests("rlock");

	await_end(fd);
	assert_int_equal(poll_now(fd) & (POLLIN | POLLRDHUP), POLLIN | POLLRDHUP);
	read_all(fd, &text);
	assert_int_equal(poll_now(fd) & (POLLIN | POLLRDHUP), POLLIN | POLLRDHUP);
}

/* ---- a signal without a handler ---- */

static __s64 wait_in_child(unsigned int timeout_ms)
{
	int fd = start_requests("event delay_ms=60000");
	__s64 begin = now_ms();

	errno = 0;
	if (wait_for(fd, timeout_ms) != -1 || errno != ETIMEDOUT)
		_exit(errno ? errno : 255);
	return now_ms() - begin;
}

static void a_stopped_waiter_goes_on_with_the_time_that_is_left(void **state)
{
	const int limit = 3000;
	int status;

	if (!spawn()) {
		__s64 took = wait_in_child(limit);

		/* Begun anew it would take twice as long. */
		_exit(took >= limit && took < 2 * limit - 500 ? 0 : 254);
	}
	for (int i = 0; i < 3; i++) {
		usleep(limit * 1000 / 4);
		assert_works(kill(test_child, SIGSTOP));
		assert_int_equal(waitpid(test_child, &status, WUNTRACED), test_child);
		assert_works(kill(test_child, SIGCONT));
	}
	status = reap();
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void do_nothing(int sig)
{
}

static void a_handler_still_interrupts_the_wait(void **state)
{
	const struct sigaction sa = { .sa_handler = do_nothing };
	int fd = start_requests("event delay_ms=60000");
	struct syncdemo_wait wait = { .size = sizeof(wait), .timeout_ms = 60000 };
	struct sigaction old;

	assert_works(sigaction(SIGALRM, &sa, &old));
	alarm(1);
	assert_fails(ioctl(fd, SYNCDEMO_IOC_WAIT, &wait), EINTR);
	assert_works(sigaction(SIGALRM, &old, NULL));
	assert_in_range(wait.timeout_ms, 1, 59999);
}

/* ---- the mode of the open ---- */

static void a_read_only_open_runs_nothing_of_its_own(void **state)
{
	struct syncdemo_run run = make_run("rlock", "");
	int fd = open_device(O_RDONLY);

	assert_fails(start_run(fd, &run), EBADF);
	assert_fails(cancel_run(fd), EBADF);
	assert_fails(wait_for(fd, 0), ENODATA);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		device_test(an_edge_triggered_reader_sees_the_end),
		device_test(the_end_is_told_beside_what_is_left),
		device_test(a_stopped_waiter_goes_on_with_the_time_that_is_left),
		device_test(a_handler_still_interrupts_the_wait),
		device_test(a_read_only_open_runs_nothing_of_its_own),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
