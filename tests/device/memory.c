// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory whose size a user picks: where there is too little of it the answer is an errno,
 * and the OOM killer ends no process, neither of this user nor of another.
 */
#include <sys/mount.h>
#include <sys/stat.h>

#include "lib/calls.h"
#include "lib/ktap.h"

#define CGROUPS		"/tmp/cgroups"
#define GROUP		CGROUPS "/small"
#define FILES		64

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return written;
}

/* The number behind @key in a file of lines "KEY NUMBER"; -1 if there is none. */
static long long value_of(const char *path, const char *key)
{
	FILE *f = fopen(path, "re");
	long long value;
	char name[64];

	assert_non_null(f);
	while (fscanf(f, "%63s %lld", name, &value) == 2)
		if (!strcmp(name, key)) {
			fclose(f);
			return value;
		}
	fclose(f);
	return -1;
}

/* A cgroup of 8 MiB; skips the test where there is no controller. */
static void make_group(void)
{
	mkdir(CGROUPS, 0755);
	if (mount("none", CGROUPS, "cgroup2", 0, NULL) && errno != EBUSY)
		skip();
	mkdir(GROUP, 0755);
	if (!write_file(CGROUPS "/cgroup.subtree_control", "+memory") ||
	    !write_file(GROUP "/memory.max", "8388608"))
		skip();
	write_file(GROUP "/memory.swap.max", "0");
}

/* In the child: a log of 20 MiB does not fit, a small run afterwards does. */
static int run_in_group(void)
{
	static const char large[] = "lock threads=2 iterations=1 events=524288";
	static const char small[] = "lock threads=2 iterations=1 events=64";
	int fd;

	if (!write_file(GROUP "/cgroup.procs", "0"))
		return 1;
	fd = open(DEVICE, O_RDWR | O_CLOEXEC);
	if (write(fd, large, sizeof(large) - 1) >= 0 || errno != ENOMEM)
		return 2;
	if (write(fd, small, sizeof(small) - 1) < 0 || wait_for(fd, SOON))
		return 3;
	return 0;
}

static void a_small_cgroup_gets_ENOMEM(void **state)
{
	int status;

	make_group();
	if (!spawn())
		_exit(run_in_group());
	status = reap();
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(value_of(GROUP "/memory.events", "oom_kill"), 0);
}

/* More than this machine has or the module lets files keep, whichever is less. */
static void all_that_files_keep_is_bounded(void **state)
{
	static const char request[] = "lock/atomic threads=1 iterations=1 events=1048576";
	long long before = value_of("/proc/vmstat", "oom_kill");
	unsigned int nr = 0;
	int fd;

	while (nr < FILES) {
		fd = open_device(O_RDWR);
		if (write(fd, request, sizeof(request) - 1) < 0)
			break;
		await_end(fd);
		nr++;
	}
	assert_true(errno == ENOMEM || errno == ENOBUFS);
	assert_in_range(nr, 1, FILES - 1);
	printf("# %u files kept a full log, then: %s\n", nr, strerror(errno));
	assert_int_equal(value_of("/proc/vmstat", "oom_kill"), before);
	/* What is kept goes with its file, and the refused one works. */
	close_range(3, fd - 1, 0);
	write_text(fd, request);
	await_end(fd);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		device_test(a_small_cgroup_gets_ENOMEM),
		device_test(all_that_files_keep_is_bounded),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
