// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel threads of a run, as the rest of the system sees them.
 */
#include <sched.h>
#include <sys/syscall.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define MAX_FOUND 80

static struct thread found[MAX_FOUND];

static void workers_are_called_by_demo_and_number(void **state)
{
	char name[32];

	(void)state;
	start_requests("event waiters=3 delay_ms=60000");
	await_threads("sd/event-", 4);
	for (int i = 0; i < 4; i++) {
		snprintf(name, sizeof(name), "sd/event-%d", i);
		assert_int_equal(count_threads(name), 1);
	}
	assert_int_equal(count_threads("sd/main"), 1);
	assert_int_equal(count_threads("sd/"), 5);
}

static void a_long_name_is_whole(void **state)
{
	int fd = start_requests("condition items=100000 producers=2 consumers=9");

	(void)state;
	await_threads("sd/condition-10", 1);
	assert_works(cancel_run(fd));
}

static void workers_are_kernel_threads(void **state)
{
	unsigned int nr;

	(void)state;
	start_requests("event waiters=3 delay_ms=60000");
	await_threads("sd/event-", 4);
	nr = find_threads("sd/", found, MAX_FOUND);
	for (unsigned int i = 0; i < nr; i++) {
		assert_true(found[i].flags & TASK_KTHREAD);
		assert_int_equal(found[i].parent, 2);
	}
}

/* Sleeping in state S, for in state D each would count as a load of 1. */
static void waiting_workers_are_no_load(void **state)
{
	unsigned int nr;

	(void)state;
	start_requests("event waiters=3 delay_ms=60000");
	await_threads("sd/event-", 4);
	nr = find_threads("sd/", found, MAX_FOUND);
	assert_int_equal(nr, 5);
	for (unsigned int i = 0; i < nr; i++)
		if (strcmp(found[i].name, "sd/main") != 0)
			await_asleep(found[i].pid);
}

static unsigned long voluntary_switches(pid_t pid)
{
	unsigned long switches = 0;
	char path[64], line[256];
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	f = fopen(path, "re");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f))
		if (sscanf(line, "voluntary_ctxt_switches: %lu", &switches) == 1)
			break;
	fclose(f);
	return switches;
}

/* It looks for stalls, which needs no haste while the threads work. */
static void the_runner_of_a_busy_run_sleeps(void **state)
{
	unsigned long before;

	start_requests("lock/atomic threads=2 duration_ms=30000");
	await_threads("sd/main", 1);
	assert_int_equal(find_threads("sd/main", found, MAX_FOUND), 1);
	usleep(500000);
	before = voluntary_switches(found[0].pid);
	usleep(2000000);
	/* Fifty times a second would be 100. */
	assert_in_range(voluntary_switches(found[0].pid) - before, 1, 40);
}

static void no_user_can_kill_a_worker(void **state)
{
	const int signals[] = { SIGKILL, SIGTERM, SIGSTOP };
	char request[64];
	unsigned int nr;
	int fd;

	(void)state;
	/* So long that all of them are found while it lasts. */
	snprintf(request, sizeof(request), "event waiters=3 delay_ms=%d", 1000 * slowness());
	fd = start_requests(request);
	await_threads("sd/event-", 4);
	nr = find_threads("sd/", found, MAX_FOUND);
	for (unsigned int i = 0; i < nr; i++) {
		for (unsigned int j = 0; j < ARRAY_SIZE(signals); j++) {
			/* To the process, and to the thread: these are not the same queue. */
			kill(found[i].pid, signals[j]);
			syscall(SYS_tgkill, found[i].pid, found[i].pid, signals[j]);
		}
	}
	await_end(fd);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	assert_int_equal(metric_of(fd, 0, "through_after_set"), 3);
}

/* ---- CPUs ---- */

/* How many threads of that name may run on nothing but one CPU, and which. */
static unsigned int count_bound(const char *name, cpu_set_t *cpus)
{
	unsigned int nr = find_threads(name, found, MAX_FOUND), bound = 0;

	CPU_ZERO(cpus);
	for (unsigned int i = 0; i < nr; i++) {
		cpu_set_t mask;

		assert_works(sched_getaffinity(found[i].pid, sizeof(mask), &mask));
		CPU_OR(cpus, cpus, &mask);
		bound += CPU_COUNT(&mask) == 1;
	}
	return bound;
}

/* The online CPUs without those that the command line of the kernel isolates. */
static void usable_cpus(cpu_set_t *cpus)
{
	FILE *f = fopen("/sys/devices/system/cpu/isolated", "re");
	unsigned int from, to;
	char dash;

	CPU_ZERO(cpus);
	for (long i = 0; i < sysconf(_SC_NPROCESSORS_ONLN); i++)
		CPU_SET(i, cpus);
	/* "3" or "1-3" or nothing */
	while (f && fscanf(f, "%u", &from) == 1) {
		to = from;
		if (fscanf(f, "%c", &dash) == 1 && dash == '-')
			assert_int_equal(fscanf(f, "%u%*c", &to), 1);
		for (; from <= to; from++)
			CPU_CLR(from, cpus);
	}
	if (f)
		fclose(f);
}

static void percpu_workers_are_bound_to_all_usable_CPUs_in_turn(void **state)
{
	cpu_set_t cpus, usable;
	char request[64];
	int nr_cpus;

	usable_cpus(&usable);
	nr_cpus = CPU_COUNT(&usable);
	snprintf(request, sizeof(request), "local/percpu threads=%d delay_ms=10000", nr_cpus + 2);
	start_requests(request);
	await_threads("sd/local-", nr_cpus + 2);
	assert_int_equal(count_bound("sd/local-", &cpus), nr_cpus + 2);
	assert_true(CPU_EQUAL(&cpus, &usable));
}

/* Variants that move by themselves keep away from isolated CPUs, too. */
static void no_worker_is_on_an_isolated_CPU(void **state)
{
	struct syncdemo_thread thread;
	cpu_set_t usable;
	int fd;

	usable_cpus(&usable);
	fd = start_requests("local/percpu threads=9\nlocal/unpinned threads=5\n"
			    "lock threads=5 iterations=1000");
	await_end(fd);
	for (unsigned int request = 0; request < 3; request++)
		for (unsigned int i = 0; !get_thread(fd, request, i, &thread); i++) {
			assert_true(CPU_ISSET(thread.first_cpu, &usable));
			assert_true(CPU_ISSET(thread.last_cpu, &usable));
		}
}

static void percpu_workers_cannot_be_moved(void **state)
{
	cpu_set_t cpus;

	(void)state;
	start_requests("local/percpu threads=2 delay_ms=10000");
	await_threads("sd/local-", 2);
	assert_int_equal(find_threads("sd/local-", found, MAX_FOUND), 2);
	assert_works(sched_getaffinity(0, sizeof(cpus), &cpus));
	assert_fails(sched_setaffinity(found[0].pid, sizeof(cpus), &cpus), EINVAL);
}

static void percpu_workers_never_migrate(void **state)
{
	int fd = start_requests("local/percpu threads=9 delay_ms=20");
	struct syncdemo_thread thread;

	(void)state;
	await_end(fd);
	for (unsigned int i = 0; i < 9; i++) {
		assert_works(get_thread(fd, 0, i, &thread));
		assert_int_equal(thread.first_cpu, thread.last_cpu);
		assert_int_equal(thread.migrations, 0);
	}
}

static void other_workers_are_not_bound(void **state)
{
	cpu_set_t cpus, ours;

	(void)state;
	start_requests("local/kthread threads=3 delay_ms=10000");
	await_threads("sd/local-", 3);
	assert_works(sched_getaffinity(0, sizeof(ours), &ours));
	assert_int_equal(count_bound("sd/local-", &cpus), CPU_COUNT(&ours) == 1 ? 3 : 0);
	/* The scheduler keeps them from isolated CPUs, not their mask. */
	CPU_AND(&cpus, &cpus, &ours);
	assert_true(CPU_EQUAL(&cpus, &ours));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(workers_are_called_by_demo_and_number),
		device_test(a_long_name_is_whole),
		device_test(workers_are_kernel_threads),
		device_test(waiting_workers_are_no_load),
		device_test(the_runner_of_a_busy_run_sleeps),
		device_test(no_user_can_kill_a_worker),
		device_test(percpu_workers_are_bound_to_all_usable_CPUs_in_turn),
		device_test(no_worker_is_on_an_isolated_CPU),
		device_test(percpu_workers_cannot_be_moved),
		device_test(percpu_workers_never_migrate),
		device_test(other_workers_are_not_bound),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
