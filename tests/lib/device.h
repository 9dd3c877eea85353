/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every test of /dev/syncdemo begins with: opening, selecting, reading to
 * the end, and a fresh start for each test. Included by the programs of
 * tests/device, each of which is one file; hence functions in a header.
 */
#ifndef _TEST_DEVICE_H
#define _TEST_DEVICE_H

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <linux/types.h>

#include <cmocka.h>

#define DEVICE		"/dev/syncdemo"
#define PARAMETERS	"/sys/module/syncdemo/parameters/"

/* How many times more slowly things go than on a stock kernel. */
static inline int slowness(void)
{
	const char *times = getenv("TEST_SLOWNESS");

	return times ? atoi(times) : 1;
}

/* A test that is not over by then hangs, and has failed (seconds). */
#define TEST_LIMIT	(45 * slowness())

/* Longer than anything takes that is not stuck (ms). */
#define SOON		(20000 * slowness())

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/* @call must return -1 with exactly this errno. */
#define assert_fails(call, err)					\
	do {							\
		errno = 0;					\
		assert_int_equal((call), -1);			\
		assert_int_equal(errno, (err));			\
	} while (0)

/* @call must not return -1. */
#define assert_works(call)						\
	do {								\
		if ((call) == -1)					\
			fail_msg("%s: %s", #call, strerror(errno));	\
	} while (0)

/* Where nothing is mapped; worked out, so that no compiler foresees it. */
static inline void *bad_address(void)
{
	return (void *)strtoul("8", NULL, 10);
}

/* ---- opening and writing ---- */

static inline int open_device(int flags)
{
	int fd = open(DEVICE, flags | O_CLOEXEC);

	if (fd < 0)
		fail_msg("open " DEVICE ": %s", strerror(errno));
	return fd;
}

/* An open file of another user, without root's privileges. */
static inline int open_as(uid_t uid, int flags)
{
	int fd;

	assert_works(chmod(DEVICE, 0666));
	assert_works(seteuid(uid));
	fd = open(DEVICE, flags | O_CLOEXEC);
	assert_works(seteuid(0));
	assert_works(chmod(DEVICE, 0600));
	assert_works(fd);
	return fd;
}

static inline void write_text(int fd, const char *text)
{
	ssize_t len = strlen(text);

	if (write(fd, text, len) != len)
		fail_msg("write '%s': %s", text, strerror(errno));
}

/* What `echo TEXT >/dev/syncdemo` does. */
static inline void select_requests(const char *text)
{
	int fd = open_device(O_WRONLY);

	write_text(fd, text);
	assert_works(close(fd));
}

/* A read-write file in which the requests of @text run. */
static inline int start_requests(const char *text)
{
	int fd = open_device(O_RDWR);

	write_text(fd, text);
	return fd;
}

static inline int write_parameter(const char *name, const char *value)
{
	char path[128];
	ssize_t ret;
	int fd, err;

	snprintf(path, sizeof(path), PARAMETERS "%s", name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	ret = write(fd, value, strlen(value));
	err = errno;
	close(fd);
	errno = err;
	return ret < 0 ? -1 : 0;
}

/* ---- reading ---- */

/**
 * struct text - everything that was read of a file
 * @len: bytes in @s
 * @s: the bytes, and a NUL
 */
struct text {
	size_t len;
	char s[2 << 20];
};

/* Appends one read() to @text; what read() returned. */
static inline ssize_t read_more(int fd, struct text *text, size_t most)
{
	ssize_t got;

	assert_true(text->len + most < sizeof(text->s));
	got = read(fd, text->s + text->len, most);
	if (got > 0)
		text->len += got;
	text->s[text->len] = 0;
	return got;
}

/* Reads to the end, with blocking reads of at most @most bytes. */
static inline void read_all_by(int fd, struct text *text, size_t most)
{
	ssize_t got;

	text->len = 0;
	do {
		got = read_more(fd, text, most);
		if (got < 0)
			fail_msg("read: %s", strerror(errno));
	} while (got > 0);
}

static inline void read_all(int fd, struct text *text)
{
	read_all_by(fd, text, 65536);
}

/* Reads until @text holds @wanted. */
static inline void read_until(int fd, struct text *text, const char *wanted)
{
	text->len = 0;
	text->s[0] = 0;
	while (!strstr(text->s, wanted))
		if (read_more(fd, text, 4096) <= 0)
			fail_msg("the text ended before '%s'", wanted);
}

/* ---- time ---- */

static inline __s64 now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Between two polls of a state that cannot be waited for. */
static inline void pause_polling(void)
{
	const struct timespec pause = { .tv_nsec = 5000000 };

	nanosleep(&pause, NULL);
}

/* ---- children ---- */

static pid_t test_child;

/*
 * A child of the test, at most one at a time; it ends with the test. In the
 * child it returns 0, and the child must leave by _exit().
 */
static inline pid_t spawn(void)
{
	pid_t pid = fork();

	assert_works(pid);
	if (!pid)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	else
		test_child = pid;
	return pid;
}

/* Waits for the end of the child; its status as waitpid() gives it. */
static inline int reap(void)
{
	int status = 0;

	assert_int_equal(waitpid(test_child, &status, 0), test_child);
	test_child = 0;
	return status;
}

/* ---- before and after a test ---- */

static inline void out_of_time(int sig)
{
	(void)sig;
	fail_msg("it is not over after %d s", TEST_LIMIT);
}

static inline int begin_test(void **state)
{
	/* The handler leaves by a jump, which would keep the signal blocked. */
	const struct sigaction sa = { .sa_handler = out_of_time, .sa_flags = SA_NODEFER };

	(void)state;
	assert_works(sigaction(SIGALRM, &sa, NULL));
	alarm(TEST_LIMIT);
	return 0;
}

/* Whatever the test came to: the next one finds the device at its defaults. */
static inline int end_test(void **state)
{
	(void)state;
	if (test_child) {
		kill(test_child, SIGKILL);
		reap();
	}
	close_range(3, ~0U, 0);
	select_requests("all");
	assert_works(write_parameter("max_runs", "8"));
	assert_works(write_parameter("max_threads", "256"));
	assert_works(write_parameter("max_plan_s", "900"));
	alarm(0);
	return 0;
}

#define device_test(rule) cmocka_unit_test_setup_teardown(rule, begin_test, end_test)

/* A test whose name and case are only known at run time. */
static inline struct CMUnitTest case_test(const char *name, CMUnitTestFunction test, void *of)
{
	return (struct CMUnitTest){
		.name = name,
		.test_func = test,
		.setup_func = begin_test,
		.teardown_func = end_test,
		.initial_state = of,
	};
}

/* Runs @nr tests; returns what main() shall. */
static inline int run_device_tests(const struct CMUnitTest *tests, size_t nr)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return _cmocka_run_group_tests(program_invocation_short_name, tests, nr, NULL, NULL);
}

#endif /* _TEST_DEVICE_H */
