// SPDX-License-Identifier: GPL-2.0-only
/*
 * CPUs that go away and come back in mid-run: that is data, not a crash. Whether
 * the kernel complained is for the test machine to say.
 */
#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define ONLINE "/sys/devices/system/cpu/cpu1/online"

static struct text text;

static void set_online(const char *value)
{
	int fd = open(ONLINE, O_WRONLY | O_CLOEXEC);

	assert_works(fd);
	assert_int_equal(write(fd, value, 1), 1);
	close(fd);
}

static int bring_back(void **state)
{
	int fd = open(ONLINE, O_WRONLY | O_CLOEXEC);

	/* Online already is fine. */
	if (fd >= 0 && write(fd, "1", 1) < 0 && errno != EINVAL)
		return -1;
	return end_test(state);
}

/* A run with a thread on each CPU, all of which have begun. */
static int start_paused(unsigned int delay_ms)
{
	long nr_cpus = sysconf(_SC_NPROCESSORS_ONLN);
	char request[64];
	int fd;

	snprintf(request, sizeof(request), "local/percpu threads=%ld delay_ms=%u", nr_cpus,
		 delay_ms);
	fd = start_requests(request);
	text.len = 0;
	do {
		assert_works(read_more(fd, &text, 4096));
	} while (times_said(text.s, "sets its value") < nr_cpus - 1 ||
		 times_said(text.s, "starts\n") < nr_cpus);
	return fd;
}

/* Whether any thread has come to the end of its pause by now. */
static bool pause_is_over(int fd)
{
	assert_works(fcntl(fd, F_SETFL, O_NONBLOCK));
	while (read_more(fd, &text, 4096) > 0)
		;
	assert_works(fcntl(fd, F_SETFL, 0));
	return times_said(text.s, "Data in thread") > 0;
}

/* A run that has lost a CPU in its pause, whatever time it takes to lose one. */
static int start_and_lose_a_CPU(void)
{
	for (unsigned int delay_ms = 1000; delay_ms <= 10000; delay_ms *= 2) {
		int fd = start_paused(delay_ms);

		set_online("0");
		if (!pause_is_over(fd))
			return fd;
		set_online("1");
		close(fd);
	}
	fail_msg("it takes longer than any pause to take a CPU away");
	return -1;
}

/* A thread that finds itself elsewhere must say so and claim nothing. */
static void percpu_without_its_CPU_is_not_judged(void **state)
{
	int fd = start_and_lose_a_CPU();

	(void)state;
	await_end(fd);
	assert_verdict(fd, 0, SYNCDEMO_SKIP);
	assert_in_range(metric_of(fd, 0, "moved_off_cpu"), 1, 64);
	assert_int_equal(metric_of(fd, 0, "read_wrong_value"), 0);
	while (read_more(fd, &text, 4096) > 0)
		;
	assert_non_null(strstr(text.s, "has been moved off its CPU"));
	assert_non_null(strstr(text.s, "\nok 1 local/percpu # SKIP "));
}

/* Nobody can say whether a thread had to move; but nobody may read a wrong value. */
static void percpu_whose_CPU_comes_back_never_fails(void **state)
{
	int fd = start_paused(700);
	enum syncdemo_verdict verdict;

	(void)state;
	set_online("0");
	set_online("1");
	await_end(fd);
	verdict = verdict_of(fd, 0);
	assert_true(verdict == SYNCDEMO_PASS || verdict == SYNCDEMO_SKIP);
	assert_int_equal(metric_of(fd, 0, "read_wrong_value"), 0);
}

static void percpu_uses_the_CPUs_that_there_are(void **state)
{
	struct syncdemo_thread t;
	int fd;

	(void)state;
	set_online("0");
	fd = start_requests("local/percpu threads=9");
	await_end(fd);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	for (unsigned int i = 0; i < 9; i++) {
		assert_works(get_thread(fd, 0, i, &t));
		assert_int_not_equal(t.first_cpu, 1);
	}
}

static void other_demos_run_on(void **state)
{
	unsigned int times = slowness() > 1 ? 2000 : 100000;
	char requests[512];
	int fd;

	(void)state;
	snprintf(requests, sizeof(requests),
		 "lock threads=8 iterations=%u\nlock/spinlock iterations=%u\n"
		 "rlock threads=8 iterations=%u\n"
		 "condition items=%u producers=3 consumers=3\n"
		 "event waiters=20 delay_ms=200\nevent/waitqueue waiters=20 delay_ms=200\n"
		 "local/kthread threads=20 delay_ms=200\nlock/none\n",
		 times, times, times / 30, times / 30);
	fd = start_requests(requests);
	do {
		set_online("0");
		set_online("1");
	} while (is_running(fd));
	for (unsigned int i = 0; i < 7; i++)
		assert_verdict(fd, i, SYNCDEMO_PASS);
	assert_verdict(fd, 7, SYNCDEMO_XFAIL);
}

static void a_close_joins_workers_without_a_CPU(void **state)
{
	int fd = start_paused(10000);

	(void)state;
	set_online("0");
	assert_works(close(fd));
	assert_no_threads();
}

#define hotplug_test(rule) cmocka_unit_test_setup_teardown(rule, begin_test, bring_back)

int main(void)
{
	const struct CMUnitTest tests[] = {
		hotplug_test(percpu_without_its_CPU_is_not_judged),
		hotplug_test(percpu_whose_CPU_comes_back_never_fails),
		hotplug_test(percpu_uses_the_CPUs_that_there_are),
		hotplug_test(other_demos_run_on),
		hotplug_test(a_close_joins_workers_without_a_CPU),
	};

	if (access(ONLINE, W_OK)) {
		puts("1..1\nok 1 - hotplug # SKIP there is no second CPU to take away");
		return 0;
	}
	return run_device_tests(tests, ARRAY_SIZE(tests));
}
