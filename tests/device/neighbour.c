// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whose CPU time a run takes: that of the cgroup and the nice value of the process that
 * started it, so that a limit on a user is a limit on the user's kernel threads as well.
 */
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define CGROUPS		"/tmp/cgroups"
#define GROUP		CGROUPS "/student"
#define RUNS		3

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return written;
}

/* A cgroup with a fifth of a CPU; skips the test where there is no controller. */
static void make_group(void)
{
	mkdir(CGROUPS, 0755);
	if (mount("none", CGROUPS, "cgroup2", 0, NULL) && errno != EBUSY)
		skip();
	mkdir(GROUP, 0755);
	if (!write_file(CGROUPS "/cgroup.subtree_control", "+cpu") ||
	    !write_file(GROUP "/cpu.max", "20000 100000"))
		skip();
}

static long long charged_us(void)
{
	long long us = -1;
	FILE *f = fopen(GROUP "/cpu.stat", "re");

	assert_non_null(f);
	assert_int_equal(fscanf(f, "usage_usec %lld", &us), 1);
	fclose(f);
	return us;
}

/* Some time of all CPUs that is not idle, in a process of its own (ms of CPU in @ms). */
static long busy(long ms)
{
	__s64 end = now_ms() + ms;
	struct timespec used;

	while (now_ms() < end)
		;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

/* In the child: what a student may start, and then waits for. */
static void start_heavy_runs(int ready)
{
	int fd[RUNS];

	for (int i = 0; i < RUNS; i++) {
		fd[i] = open(DEVICE, O_RDWR | O_CLOEXEC);
		if (write(fd[i], "lock/atomic threads=64 duration_ms=30000", 40) != 40)
			_exit(1);
	}
	if (write(ready, "", 1) != 1)
		_exit(1);
	pause();
}

static void a_limited_user_leaves_the_cpu_to_the_others(void **state)
{
	const long span = 2000;
	long long before;
	int ready[2];
	cpu_set_t one;
	char byte;
	long used;

	make_group();
	assert_works(pipe(ready));
	before = charged_us();
	if (!spawn()) {
		if (!write_file(GROUP "/cgroup.procs", "0"))
			_exit(1);
		start_heavy_runs(ready[1]);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	CPU_ZERO(&one);
	CPU_SET(0, &one);
	assert_works(sched_setaffinity(0, sizeof(one), &one));
	used = busy(span);
	printf("# a neighbour had %ld %% of a CPU, the runs were charged %lld ms\n",
	       used * 100 / span, (charged_us() - before) / 1000);
	/* Where kernel threads run on, the child would have to wait until the group has paid. */
	write_file(GROUP "/cpu.max", "max");
	/* Charged to nobody, the runs left it 5 % in a trial; half is far from both. */
	assert_true(used > span / 2);
	assert_true(charged_us() > before + 10000);
}

/* The threads' nice values are those of the process that started them. */
static void workers_are_as_nice_as_their_starter(void **state)
{
	struct thread found[8];
	int fd;

	assert_works(setpriority(PRIO_PROCESS, 0, 7));
	fd = start_requests("event delay_ms=60000");
	await_threads("sd/event", 2);
	assert_int_equal(find_threads("sd/event", found, 8), 2);
	assert_int_equal(getpriority(PRIO_PROCESS, found[0].pid), 7);
	assert_int_equal(getpriority(PRIO_PROCESS, found[1].pid), 7);
	assert_works(setpriority(PRIO_PROCESS, 0, 0));
	assert_works(close(fd));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		device_test(workers_are_as_nice_as_their_starter),
		device_test(a_limited_user_leaves_the_cpu_to_the_others),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
