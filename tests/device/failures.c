// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every allocation and every copy of a call fails once, one after the other, by the
 * kernel's fault injection. The call may then fail, with an errno that says so. Afterwards
 * the same open file works, and nothing that was there before is lost.
 *
 * Needs a kernel with CONFIG_FAULT_INJECTION; skipped elsewhere. Leaks and complaints of
 * the kernel are judged outside.
 */
#include <limits.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/mount.h>
#include <sys/uio.h>

#include "lib/calls.h"
#include "lib/ktap.h"

#define DEBUGFS		"/sys/kernel/debug"
#define MOST_POINTS	2000

static struct text text;
static int fail_nth = -1;	/* whose calls fail */

/* ---- the kernel's knobs ---- */

static bool write_file(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, value, strlen(value)) == (ssize_t)strlen(value);

	close(fd);
	return written;
}

static bool set_knob(const char *capability, const char *knob, const char *value)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), DEBUGFS "/%s/%s", capability, knob);
	return write_file(path, value);
}

/*
 * Allocations that may sleep fail as well, and the log stays free of each failure.
 * @task: whose calls shall fail, as a directory of /proc
 */
static void open_knobs(const char *task)
{
	static const char *const capabilities[] = {
		"failslab", "fail_page_alloc", "fail_usercopy",
	};
	char path[64];

	mount("none", DEBUGFS, "debugfs", 0, NULL);
	for (unsigned int i = 0; i < ARRAY_SIZE(capabilities); i++) {
		assert_true(set_knob(capabilities[i], "verbose", "0"));
		set_knob(capabilities[i], "ignore-gfp-wait", "N");
		set_knob(capabilities[i], "ignore-gfp-highmem", "N");
		set_knob(capabilities[i], "min-order", "0");
	}
	snprintf(path, sizeof(path), "/proc/%s/fail-nth", task);
	fail_nth = open(path, O_RDWR | O_CLOEXEC);
	assert_works(fail_nth);
}

/* The @n-th point from now on fails; 0: none. */
static void arm(unsigned int n)
{
	char number[16];
	int len = snprintf(number, sizeof(number), "%u", n);

	/* What is armed may fail this very write, and is disarmed then. */
	while (pwrite(fail_nth, number, len, 0) != len)
		;
}

/* Did it fail? If not, it never will: there were fewer points. */
static bool disarm(void)
{
	char number[16] = "";
	bool fired = pread(fail_nth, number, sizeof(number) - 1, 0) > 0 && !atoi(number);

	arm(0);
	return fired;
}

/* ---- calls ---- */

/**
 * struct entry - a call of the device
 * @name: its name
 * @flags: of the open
 * @prepare: brings the open file where the call wants it; may be NULL
 * @call: what is tried; -1 with an errno if it failed. NULL: an ioctl
 * @cmd: which ioctl
 * @size: of its structure (bytes)
 */
struct entry {
	const char *name;
	int flags;
	void (*prepare)(int fd);
	int (*call)(int fd);
	unsigned long cmd;
	__u32 size;
};

static char buffer[65536];

static void run_to_its_end(int fd)
{
	write_text(fd, "lock/atomic threads=1 iterations=1 events=64\n");
	await_end(fd);
}

static void start_long_run(int fd)
{
	write_text(fd, "event delay_ms=60000\n");
}

static int call_open(int fd)
{
	int other = open(DEVICE, O_RDWR | O_CLOEXEC);

	(void)fd;
	/* Whatever fails in a close, it closes. */
	return other < 0 ? -1 : close(other);
}

static int call_read(int fd)
{
	return read(fd, buffer, sizeof(buffer));
}

static int call_write(int fd)
{
	static const char request[] = "lock/atomic threads=1 iterations=1 events=64\n";

	return write(fd, request, sizeof(request) - 1);
}

static int call_writev(int fd)
{
	const struct iovec pieces[] = {
		{ .iov_base = "lock/atomic threads=1", .iov_len = 21 },
		{ .iov_base = " iterations=1\n", .iov_len = 14 },
	};

	return writev(fd, pieces, 2);
}

static int pipe_ends[2];

static void run_beside_a_pipe(int fd)
{
	assert_works(pipe(pipe_ends));
	run_to_its_end(fd);
}

static int call_splice(int fd)
{
	return splice(fd, NULL, pipe_ends[1], NULL, sizeof(buffer), 0);
}

static int call_poll(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLOUT };

	return poll(&p, 1, 0);
}

static int call_epoll(int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	int epoll = epoll_create1(EPOLL_CLOEXEC), ret, err;

	if (epoll < 0)
		return -1;
	ret = epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
	err = errno;
	close(epoll);
	errno = err;
	return ret;
}

static int call_run(int fd)
{
	struct syncdemo_run run = make_run("lock", "atomic");

	set_param(&run, SYNCDEMO_PARAM_THREADS, 1);
	set_param(&run, SYNCDEMO_PARAM_ITERATIONS, 1);
	return start_run(fd, &run);
}

static int call_events(int fd)
{
	struct syncdemo_events events = {
		.size = sizeof(events),
		.buffer = (uintptr_t)buffer,
		.room = sizeof(buffer) / sizeof(struct syncdemo_event),
		.event_size = sizeof(struct syncdemo_event),
	};

	return ioctl(fd, SYNCDEMO_IOC_EVENTS, &events);
}

/* The first of what there is: every index is 0. */
static int call_ioctl(int fd, const struct entry *entry)
{
	memset(buffer, 0, entry->size);
	memcpy(buffer, &entry->size, sizeof(entry->size));
	return ioctl(fd, entry->cmd, buffer);
}

#define IOCTL(name, type, prepare) \
	{ #name, O_RDWR, prepare, NULL, SYNCDEMO_IOC_##name, sizeof(struct syncdemo_##type) }

static const struct entry entries[] = {
	{ "open and close", O_RDWR, NULL, call_open, 0, 0 },
	{ "first read", O_RDONLY, NULL, call_read, 0, 0 },
	{ "later read", O_RDWR, run_to_its_end, call_read, 0, 0 },
	{ "splice", O_RDWR, run_beside_a_pipe, call_splice, 0, 0 },
	{ "selecting write", O_WRONLY, NULL, call_write, 0, 0 },
	{ "starting write", O_RDWR, NULL, call_write, 0, 0 },
	{ "write after a run", O_RDWR, run_to_its_end, call_write, 0, 0 },
	{ "writev", O_RDWR, NULL, call_writev, 0, 0 },
	{ "poll", O_RDWR, run_to_its_end, call_poll, 0, 0 },
	{ "epoll", O_RDWR, run_to_its_end, call_epoll, 0, 0 },
	{ "RUN", O_RDWR, NULL, call_run, 0, 0 },
	{ "EVENTS", O_RDWR, run_to_its_end, call_events, 0, 0 },
	IOCTL(INFO, info, NULL),
	IOCTL(DEMO, demo, NULL),
	IOCTL(VARIANT, variant, NULL),
	IOCTL(PARAM, param_info, NULL),
	IOCTL(OBJECT, object, NULL),
	IOCTL(WAIT, wait, run_to_its_end),
	IOCTL(CANCEL, cancel, start_long_run),
	IOCTL(RESULT, result, run_to_its_end),
	IOCTL(METRIC, metric, run_to_its_end),
	IOCTL(THREAD, thread, run_to_its_end),
	IOCTL(ACTIVE, active, start_long_run),
	IOCTL(STATS, stats, run_to_its_end),
};

/* ---- rules ---- */

static void assert_selects(int fd)
{
	write_text(fd, "lock/atomic threads=1 iterations=1\n");
	read_all(open_device(O_RDONLY), &text);
	ktap_parse(text.s, &(struct ktap){ });
}

static void assert_runs(int fd)
{
	cancel_run(fd);
	run_to_its_end(fd);
	read_all(fd, &text);
	assert_all_ok(text.s, "lock/atomic");
}

/* Whatever failed: this same open file works. */
static void assert_usable(int fd, int flags)
{
	if (flags == O_RDWR)
		assert_runs(fd);
	else if (flags == O_WRONLY)
		assert_selects(fd);
	else
		read_all(fd, &text);
}

static int call_entry(int fd, const struct entry *entry)
{
	return entry->call ? entry->call(fd) : call_ioctl(fd, entry);
}

/* With the @nth point failing; false if the call has fewer. */
static bool try_failing(const struct entry *entry, unsigned int nth)
{
	int fd = open_device(entry->flags), ret, err;
	bool failed;

	if (entry->prepare)
		entry->prepare(fd);
	arm(nth);
	ret = call_entry(fd, entry);
	err = errno;
	failed = disarm();
	if (ret < 0 && (!failed || (err != ENOMEM && err != EFAULT)))
		fail_msg("%s, point %u: %s", entry->name, nth, strerror(err));
	assert_usable(fd, entry->flags);
	assert_works(close(fd));
	return failed;
}

static void every_point_may_fail(void **state)
{
	const struct entry *entry = *state;
	unsigned int nth = 1;

	open_knobs("thread-self");
	select_requests("lock/atomic threads=1 iterations=1");
	while (nth <= MOST_POINTS && try_failing(entry, nth))
		nth++;
	assert_in_range(nth, 1, MOST_POINTS);
	print_message("# %s: %u points failed, one at a time\n", entry->name, nth - 1);
	/* A check that arms nothing would pass as well. */
	if (entry->cmd || entry->call == call_open)
		assert_true(nth > 1);
}

#define THREADS	4

/* A run that may end for want of memory: 1 if it did, 0 if it passed, -1 if it never began. */
static int run_or_fail(int fd)
{
	enum syncdemo_verdict verdict;
	struct syncdemo_run run = make_run("lock", "mutex");

	set_param(&run, SYNCDEMO_PARAM_THREADS, THREADS);
	set_param(&run, SYNCDEMO_PARAM_ITERATIONS, 1);
	if (start_run(fd, &run)) {
		assert_int_equal(errno, ENOMEM);
		return -1;
	}
	await_end(fd);
	verdict = verdict_of(fd, 0);
	assert_true(verdict == SYNCDEMO_PASS || verdict == SYNCDEMO_ERROR);
	return verdict == SYNCDEMO_ERROR;
}

/* kthreadd makes all threads: that of the run and those of its crew. */
static void any_thread_may_not_be_created(void **state)
{
	unsigned int nth = 1, not_begun = 0, ended = 0;
	bool failed = true;

	open_knobs("2");
	while (failed && nth <= MOST_POINTS) {
		int fd = open_device(O_RDWR), came_to;

		arm(nth);
		came_to = run_or_fail(fd);
		failed = disarm();
		not_begun += came_to < 0;
		ended += came_to > 0;
		assert_runs(fd);
		assert_works(close(fd));
		nth += failed;
	}
	print_message("# threads: %u points failed, %u runs did not begin, %u ended\n", nth - 1,
		      not_begun, ended);
	assert_true(not_begun && ended);
}

/* Which allocation of a run it is depends on what came before: each interval, another. */
static void any_allocation_of_a_run_may_fail(void **state)
{
	unsigned int ended = 0;
	char number[16];

	open_knobs("thread-self");
	/* The threads that kthreadd makes from now on inherit it. */
	assert_true(write_file("/proc/2/make-it-fail", "1"));
	assert_true(set_knob("failslab", "task-filter", "Y"));
	assert_true(set_knob("failslab", "probability", "100"));
	for (unsigned int interval = 2; interval < 150; interval++) {
		int fd = open_device(O_RDWR);

		snprintf(number, sizeof(number), "%u", interval);
		assert_true(set_knob("failslab", "interval", number));
		assert_true(set_knob("failslab", "times", "1"));
		ended += run_or_fail(fd) != 0;
		assert_true(set_knob("failslab", "times", "0"));
		assert_runs(fd);
		assert_works(close(fd));
	}
	assert_true(write_file("/proc/2/make-it-fail", "0"));
	assert_true(set_knob("failslab", "probability", "0"));
	print_message("# runs: %u of 148 failed\n", ended);
	assert_true(ended);
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(entries) + 2];
	unsigned int nr = 0;

	if (access("/proc/self/fail-nth", W_OK)) {
		puts("1..1\nok 1 - failures # SKIP this kernel injects no faults");
		return 0;
	}
	for (; nr < ARRAY_SIZE(entries); nr++)
		tests[nr] = case_test(entries[nr].name, every_point_may_fail, (void *)&entries[nr]);
	tests[nr++] = (struct CMUnitTest)device_test(any_thread_may_not_be_created);
	tests[nr++] = (struct CMUnitTest)device_test(any_allocation_of_a_run_may_fail);
	return run_device_tests(tests, nr);
}
