// SPDX-License-Identifier: GPL-2.0-only
/*
 * O_NONBLOCK, poll and epoll: what they say is what read() and write() do.
 *
 * That a wake-up comes is shown with epoll: it looks again only when it was
 * woken, while poll() looks by itself when it is called, and so hides one that
 * is missing.
 */
#include <sys/epoll.h>

#include "lib/calls.h"
#include "lib/ktap.h"

#define IN	(POLLIN | POLLRDNORM)
#define OUT	(POLLOUT | POLLWRNORM)

static struct text text;

static int poll_now(int fd)
{
	struct pollfd p = { .fd = fd, .events = IN | OUT | POLLRDHUP | POLLPRI };

	assert_works(poll(&p, 1, 0));
	return p.revents;
}

/* Watches @fd with an epoll of its own. */
static int watch(int fd, __u32 events)
{
	struct epoll_event ev = { .events = events };
	int ep = epoll_create1(EPOLL_CLOEXEC);

	assert_works(ep);
	assert_works(epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev));
	return ep;
}

static __u32 await_event(int ep, int timeout_ms)
{
	struct epoll_event ev = { };

	assert_works(epoll_wait(ep, &ev, 1, timeout_ms));
	return ev.events;
}

/* Reads what there is; true at the end. */
static bool drain(int fd)
{
	ssize_t got;

	do {
		got = read_more(fd, &text, 4096);
	} while (got > 0);
	if (got < 0)
		assert_int_equal(errno, EAGAIN);
	return !got;
}

static int start_nonblocking(const char *requests)
{
	int fd = open_device(O_RDWR | O_NONBLOCK);

	write_text(fd, requests);
	text.len = 0;
	text.s[0] = 0;
	return fd;
}

/* ---- O_NONBLOCK ---- */

static void the_first_read_finds_the_header_at_once(void **state)
{
	int fd = open_device(O_RDONLY | O_NONBLOCK);

	(void)state;
	text.len = 0;
	assert_true(read_more(fd, &text, 4096) > 0);
	assert_memory_equal(text.s, "KTAP version 1\n", 15);
}

static void nothing_there_is_EAGAIN(void **state)
{
	int fd = start_nonblocking("event delay_ms=60000");
	char byte;

	(void)state;
	read_until_quiet(fd, &text);
	assert_fails(read(fd, &byte, 1), EAGAIN);
	assert_true(is_running(fd));
}

static void O_NONBLOCK_can_be_set_later(void **state)
{
	int fd = start_requests("event delay_ms=60000");
	char byte;

	(void)state;
	assert_works(fcntl(fd, F_SETFL, O_NONBLOCK));
	read_until_quiet(fd, &text);
	assert_fails(read(fd, &byte, 1), EAGAIN);
}

static void read_after_each_poll_gives_it_all(void **state)
{
	int fd = start_nonblocking("event delay_ms=200\ncondition items=50");
	struct pollfd p = { .fd = fd, .events = POLLIN };

	(void)state;
	while (!drain(fd))
		assert_int_equal(poll(&p, 1, SOON), 1);
	assert_all_ok(text.s, "event/completion condition/waitqueue");
}

/* ---- poll ---- */

static void before_the_first_read_there_is_something(void **state)
{
	(void)state;
	assert_int_equal(poll_now(open_device(O_RDONLY)), IN);
}

static void poll_starts_nothing(void **state)
{
	int fd = open_device(O_RDONLY);

	(void)state;
	poll_now(fd);
	assert_fails(wait_for(fd, 0), ENODATA);
}

static void all_read_is_nothing_to_read(void **state)
{
	int fd = start_nonblocking("event delay_ms=60000");

	(void)state;
	read_until_quiet(fd, &text);
	assert_int_equal(poll_now(fd), 0);
}

static void part_of_a_line_is_something_to_read(void **state)
{
	int fd = start_nonblocking("event delay_ms=60000");
	char byte;

	(void)state;
	assert_int_equal(read(fd, &byte, 1), 1);
	assert_int_equal(poll_now(fd), IN);
}

static void the_end_is_said(void **state)
{
	int fd = start_nonblocking("rlock");
	char byte;

	(void)state;
	await_end(fd);
	assert_int_equal(poll_now(fd) & ~OUT, IN | POLLRDHUP);
	assert_true(drain(fd));
	assert_int_equal(poll_now(fd) & ~OUT, IN | POLLRDHUP);
	assert_int_equal(read(fd, &byte, 1), 0);
}

static void write_only_is_writable_and_no_more(void **state)
{
	int fd = open_device(O_WRONLY);

	(void)state;
	assert_int_equal(poll_now(fd), OUT);
	write_text(fd, "rlock");
	assert_int_equal(poll_now(fd), OUT);
}

static void read_write_is_writable_when_nothing_runs(void **state)
{
	int fd = open_device(O_RDWR);

	(void)state;
	assert_int_equal(poll_now(fd), IN | OUT);
	write_text(fd, "event delay_ms=60000");
	assert_int_equal(poll_now(fd) & OUT, 0);
	assert_works(cancel_run(fd));
	assert_int_equal(poll_now(fd) & OUT, OUT);
}

/* ---- wake-ups ---- */

static void a_new_line_wakes(void **state)
{
	int fd = start_nonblocking("event delay_ms=500");
	int ep = watch(fd, EPOLLIN | EPOLLET);

	(void)state;
	read_until_quiet(fd, &text);
	while (!strstr(text.s, "Event set!\n")) {
		assert_true(await_event(ep, SOON) & EPOLLIN);
		drain(fd);
	}
}

static void the_end_of_a_run_wakes_writers(void **state)
{
	int fd = start_nonblocking("event delay_ms=300");
	int ep = watch(fd, EPOLLOUT);

	(void)state;
	assert_int_equal(await_event(ep, 0), 0);
	assert_int_equal(await_event(ep, SOON), EPOLLOUT);
	write_text(fd, "rlock");
}

static void read_all_with_epoll(__u32 events, size_t most)
{
	int fd = start_nonblocking("event delay_ms=200\ncondition items=100\nrlock");
	int ep = watch(fd, EPOLLIN | events);
	ssize_t got = 1;

	while (got) {
		assert_true(await_event(ep, SOON) & EPOLLIN);
		do {
			got = read_more(fd, &text, most);
		} while (got > 0 && (events & EPOLLET));
		if (got < 0)
			assert_int_equal(errno, EAGAIN);
	}
	assert_all_ok(text.s, "event/completion condition/waitqueue rlock/mutex");
}

static void epoll_by_level_gives_it_all(void **state)
{
	(void)state;
	read_all_with_epoll(0, 100);
}

static void epoll_by_edge_gives_it_all(void **state)
{
	(void)state;
	read_all_with_epoll(EPOLLET, 100);
}

/* By level, EPOLLIN without something to read would be a lie. */
static void epoll_by_level_never_lies(void **state)
{
	int fd = start_nonblocking("event delay_ms=300\ncondition items=20");
	int ep = watch(fd, EPOLLIN);
	ssize_t got;

	(void)state;
	do {
		assert_true(await_event(ep, SOON) & EPOLLIN);
		got = read_more(fd, &text, 4096);
		assert_works(got);
	} while (got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(the_first_read_finds_the_header_at_once),
		device_test(nothing_there_is_EAGAIN),
		device_test(O_NONBLOCK_can_be_set_later),
		device_test(read_after_each_poll_gives_it_all),
		device_test(before_the_first_read_there_is_something),
		device_test(poll_starts_nothing),
		device_test(all_read_is_nothing_to_read),
		device_test(part_of_a_line_is_something_to_read),
		device_test(the_end_is_said),
		device_test(write_only_is_writable_and_no_more),
		device_test(read_write_is_writable_when_nothing_runs),
		device_test(a_new_line_wakes),
		device_test(the_end_of_a_run_wakes_writers),
		device_test(epoll_by_level_gives_it_all),
		device_test(epoll_by_edge_gives_it_all),
		device_test(epoll_by_level_never_lies),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
