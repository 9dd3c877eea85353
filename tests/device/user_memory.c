// SPDX-License-Identifier: GPL-2.0-only
/*
 * A copy to user memory that never ends holds up its own thread alone.
 *
 * A page that userfaultfd serves, and that nothing ever fills, stops the kernel's copy
 * for as long as the test likes; FUSE and a dead network file do the same.
 */
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <linux/userfaultfd.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

static struct text text;

/**
 * struct stuck - a thread of the test that is held in the kernel's copy
 * @fd: the device
 * @page: the memory that nothing fills
 * @uffd: tells of the fault
 * @thread: the thread
 * @events: it copies the events of the first thread instead of the transcript
 */
struct stuck {
	int fd;
	void *page;
	int uffd;
	pthread_t thread;
	bool events;
};

static void *copy(void *arg)
{
	struct stuck *stuck = arg;
	struct syncdemo_events events = {
		.size = sizeof(events),
		.buffer = (uintptr_t)stuck->page,
		.room = 4096 / sizeof(struct syncdemo_event),
		.event_size = sizeof(struct syncdemo_event),
	};

	if (stuck->events)
		ioctl(stuck->fd, SYNCDEMO_IOC_EVENTS, &events);
	else if (read(stuck->fd, stuck->page, 4096) < 0)
		return NULL;
	return NULL;
}

/* A page that faults until the test ends. */
static void *hostile_page(int *uffd)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_ptr_not_equal(page, MAP_FAILED);
	/* poll() works only with one that does not block. */
	*uffd = syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
	assert_works(*uffd);
	assert_works(ioctl(*uffd, UFFDIO_API, &api));
	range.range.start = (uintptr_t)page;
	range.range.len = 4096;
	assert_works(ioctl(*uffd, UFFDIO_REGISTER, &range));
	return page;
}

/* Returns once the copy of its thread stands still. */
static void get_stuck(struct stuck *stuck, int fd, bool events)
{
	struct pollfd fault;

	stuck->fd = fd;
	stuck->events = events;
	stuck->page = hostile_page(&stuck->uffd);
	assert_int_equal(pthread_create(&stuck->thread, NULL, copy, stuck), 0);
	fault = (struct pollfd){ .fd = stuck->uffd, .events = POLLIN };
	assert_int_equal(poll(&fault, 1, SOON), 1);
	assert_int_equal(fault.revents, POLLIN);
}

/* Lets the copy go on: it finds an empty page. */
static void get_free(struct stuck *stuck)
{
	struct uffdio_zeropage zero = { .range = { .start = (uintptr_t)stuck->page, .len = 4096 } };

	assert_works(ioctl(stuck->uffd, UFFDIO_ZEROPAGE, &zero));
	assert_int_equal(pthread_join(stuck->thread, NULL), 0);
	assert_works(munmap(stuck->page, 4096));
	assert_works(close(stuck->uffd));
}

/* Each of these would be in state D, without end, if the copy held a lock of theirs. */
static void assert_others_go_on(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct epoll_event ev = { .events = EPOLLIN };
	struct syncdemo_result result;
	int ep = epoll_create1(EPOLL_CLOEXEC);

	assert_works(ep);
	assert_works(poll(&p, 1, 0));
	assert_works(epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev));
	assert_works(epoll_wait(ep, &ev, 1, 0));
	if (wait_for(fd, 0))
		assert_int_equal(errno, ETIMEDOUT);
	if (get_result(fd, 0, &result))
		assert_int_equal(errno, EBUSY);
}

static int start_nonblocking(const char *requests)
{
	int fd = open_device(O_RDWR | O_NONBLOCK);

	write_text(fd, requests);
	return fd;
}

static void a_stuck_read_holds_up_no_other_call(void **state)
{
	int fd = start_nonblocking("event delay_ms=60000");
	struct stuck stuck;
	char byte;

	get_stuck(&stuck, fd, false);
	assert_others_go_on(fd);
	assert_fails(read(fd, &byte, 1), EAGAIN);
	assert_works(cancel_run(fd));
	assert_int_equal(wait_for(fd, 0), 0);
	get_free(&stuck);
}

static void a_stuck_read_says_not_readable_and_then_readable(void **state)
{
	int fd = start_nonblocking("event delay_ms=60000");
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct stuck stuck;

	get_stuck(&stuck, fd, false);
	assert_works(poll(&p, 1, 0));
	assert_int_equal(p.revents, 0);
	assert_works(cancel_run(fd));
	get_free(&stuck);
	assert_int_equal(poll(&p, 1, SOON), 1);
	assert_true(p.revents & POLLIN);
}

static void a_run_started_meanwhile_is_read_whole(void **state)
{
	int fd = start_nonblocking("event delay_ms=60000");
	struct stuck stuck;

	get_stuck(&stuck, fd, false);
	assert_works(cancel_run(fd));
	write_text(fd, "rlock");
	await_end(fd);
	get_free(&stuck);
	assert_works(fcntl(fd, F_SETFL, 0));
	read_all(fd, &text);
	assert_memory_equal(text.s, "KTAP version 1\n", 15);
	assert_all_ok(text.s, "rlock/mutex");
}

static void nothing_is_lost_when_a_copy_fails(void **state)
{
	int fd = start_requests("rlock");

	await_end(fd);
	assert_fails(read(fd, bad_address(), 4096), EFAULT);
	read_all(fd, &text);
	assert_memory_equal(text.s, "KTAP version 1\n", 15);
	assert_all_ok(text.s, "rlock/mutex");
}

static void stuck_events_hold_up_no_other_call(void **state)
{
	int fd = start_nonblocking("lock threads=2 iterations=100 events=4096");
	struct stuck stuck;

	await_end(fd);
	get_stuck(&stuck, fd, true);
	assert_others_go_on(fd);
	/* A new run takes the place of the results that are still being copied. */
	write_text(fd, "rlock");
	await_end(fd);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	get_free(&stuck);
}

static void a_killed_thread_leaves_a_stuck_copy(void **state)
{
	int fd = start_nonblocking("event delay_ms=60000");
	struct stuck stuck;

	if (!spawn()) {
		get_stuck(&stuck, fd, false);
		kill(getpid(), SIGKILL);
	}
	assert_true(WIFSIGNALED(reap()));
	assert_works(cancel_run(fd));
	assert_int_equal(wait_for(fd, 0), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		device_test(a_stuck_read_holds_up_no_other_call),
		device_test(a_stuck_read_says_not_readable_and_then_readable),
		device_test(a_run_started_meanwhile_is_read_whole),
		device_test(nothing_is_lost_when_a_copy_fails),
		device_test(stuck_events_hold_up_no_other_call),
		device_test(a_killed_thread_leaves_a_stuck_copy),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
