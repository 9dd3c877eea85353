// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module is loaded and unloaded again and again, with runs in flight until just before.
 * The memory that the kernel uses stays the same.
 */
#include <sys/syscall.h>

#include "lib/calls.h"
#include "lib/cycles.h"
#include "lib/ktap.h"
#include "lib/subjects.h"
#include "lib/threads.h"

#define MODULE	"/syncdemo.ko"
#define CYCLES	2000
#define WARM_UP	20	/* cycles until caches have their size */
/* A leak of some KiB a cycle is more than this, even over few cycles (KiB). */
#define NOISE	600

/* The kernel's memory that is neither free nor can be had back by asking (KiB). */
static long kernel_memory(void)
{
	static const char *const parts[] = { "SUnreclaim:", "KernelStack:", "VmallocUsed:",
					     "Percpu:" };
	FILE *f = fopen("/proc/meminfo", "re");
	char line[128];
	long sum = 0;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f))
		for (unsigned int i = 0; i < ARRAY_SIZE(parts); i++)
			if (!strncmp(line, parts[i], strlen(parts[i])))
				sum += strtol(line + strlen(parts[i]), NULL, 10);
	fclose(f);
	return sum;
}

static void load(void)
{
	int fd = open(MODULE, O_RDONLY | O_CLOEXEC);

	assert_works(fd);
	assert_works(syscall(SYS_finit_module, fd, "", 0));
	close(fd);
}

static void unload(void)
{
	assert_works(syscall(SYS_delete_module, "syncdemo", O_NONBLOCK));
}

/* Starts a run of two variants, and closes the files in the middle of it. */
static void run_in_flight(unsigned int cycle)
{
	struct syncdemo_run run;
	int fds[2];

	for (unsigned int i = 0; i < ARRAY_SIZE(fds); i++) {
		const struct subject *s = &subjects[(2 * cycle + i) % nr_subjects];

		fds[i] = open_device(O_RDWR);
		if (is_absent(s) || left_to_lockdep(s))
			continue;
		run = request(s, LONG);
		assert_works(start_run(fds[i], &run));
	}
	usleep(cycle % 7 * 300);
	for (unsigned int i = 0; i < ARRAY_SIZE(fds); i++)
		assert_works(close(fds[i]));
}

static void loading_and_unloading_leaves_the_memory_as_it_was(void **state)
{
	unsigned int nr = WARM_UP + cycles(CYCLES);
	long before = 0, after;

	(void)state;
	alarm(0);
	list_subjects();
	for (unsigned int i = 0; i < nr; i++) {
		unload();
		if (i == WARM_UP)
			before = kernel_memory();
		load();
		run_in_flight(i);
		say_progress("load and unload", i, nr);
	}
	unload();
	after = kernel_memory();
	load();
	printf("# %u cycles; memory of the kernel: %ld KiB before, %ld KiB after\n", nr - WARM_UP,
	       before, after);
	assert_in_range(after + NOISE, 0, before + 2 * NOISE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(loading_and_unloading_leaves_the_memory_as_it_was),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
