// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a program learns of a run: when it is over, what it came to, what each
 * thread did, and what runs in other sessions.
 */
#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

static struct text text;

/* ---- when ---- */

static void before_a_run_there_is_ENODATA(void **state)
{
	int fd = open_device(O_RDWR);
	struct syncdemo_result result;
	struct syncdemo_metric metric;
	struct syncdemo_thread thread;

	(void)state;
	assert_fails(wait_for(fd, 0), ENODATA);
	assert_fails(wait_for(fd, SYNCDEMO_WAIT_FOREVER), ENODATA);
	assert_fails(get_result(fd, 0, &result), ENODATA);
	assert_fails(get_metric(fd, 0, 0, &metric), ENODATA);
	assert_fails(get_thread(fd, 0, 0, &thread), ENODATA);
}

static void during_a_run_there_is_EBUSY(void **state)
{
	int fd = start_requests("rlock\nevent delay_ms=60000");
	struct syncdemo_result result;
	struct syncdemo_metric metric;
	struct syncdemo_thread thread;

	(void)state;
	read_until(fd, &text, "Waiting for event to be set\n");
	assert_fails(get_result(fd, 0, &result), EBUSY);
	assert_fails(get_metric(fd, 0, 0, &metric), EBUSY);
	assert_fails(get_thread(fd, 0, 0, &thread), EBUSY);
}

static void beyond_the_end_is_ENOENT(void **state)
{
	int fd = start_requests("rlock\nrlock");
	struct syncdemo_result result;
	struct syncdemo_metric metric;
	struct syncdemo_thread thread;

	(void)state;
	await_end(fd);
	assert_fails(get_metric(fd, 2, 0, &metric), ENOENT);
	assert_fails(get_thread(fd, 2, 0, &thread), ENOENT);
	assert_works(get_result(fd, 1, &result));
	assert_fails(get_metric(fd, 1, result.nr_metrics, &metric), ENOENT);
	assert_fails(get_thread(fd, 1, result.nr_threads, &thread), ENOENT);
	assert_fails(get_thread(fd, 1, UINT32_MAX, &thread), ENOENT);
	assert_fails(get_result(fd, 2, &result), ENOENT);
	assert_fails(get_result(fd, UINT32_MAX, &result), ENOENT);
}

static void a_wait_of_0_only_asks(void **state)
{
	int fd = start_requests("event delay_ms=60000");

	(void)state;
	assert_fails(wait_for(fd, 0), ETIMEDOUT);
}

static void a_wait_is_as_long_as_it_says(void **state)
{
	int fd = start_requests("event delay_ms=60000");
	__s64 start = now_ms();

	(void)state;
	assert_fails(wait_for(fd, 120), ETIMEDOUT);
	/* now_ms() cuts off up to 1 ms at either end. */
	assert_in_range(now_ms() - start, 119, SOON);
}

static void a_wait_ends_with_the_run(void **state)
{
	const unsigned int timeouts[] = { SYNCDEMO_WAIT_FOREVER, 0xfffffffe, 0x80000000, SOON };
	int fd = open_device(O_RDWR);

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(timeouts); i++) {
		write_text(fd, "event delay_ms=60");
		assert_works(wait_for(fd, timeouts[i]));
		assert_verdict(fd, 0, SYNCDEMO_PASS);
	}
}

static void a_wait_tells_how_many_results(void **state)
{
	struct syncdemo_wait wait = { .size = sizeof(wait), .nr_results = 99 };
	int fd = start_requests("rlock\nrlock\nrlock");

	(void)state;
	wait.timeout_ms = SOON;
	assert_works(ioctl(fd, SYNCDEMO_IOC_WAIT, &wait));
	assert_int_equal(wait.nr_results, 3);
}

/* ---- what ---- */

static void a_result_tells_request_and_verdict(void **state)
{
	int fd = start_requests("lock/spinlock threads=3 iterations=100 timeout_ms=5000");
	struct syncdemo_result r;

	(void)state;
	await_end(fd);
	assert_works(get_result(fd, 0, &r));
	assert_int_equal(r.verdict, SYNCDEMO_PASS);
	assert_int_equal(r.error, 0);
	assert_int_equal(r.nr_threads, 3);
	assert_in_range(r.duration_ns, 1, 1000000ULL * SOON);
	assert_int_equal(r.dropped, 0);
	assert_int_equal(r.param_mask, 1 << SYNCDEMO_PARAM_THREADS |
			 1 << SYNCDEMO_PARAM_ITERATIONS | 1 << SYNCDEMO_PARAM_DURATION_MS |
			 1 << SYNCDEMO_PARAM_TIMEOUT_MS | 1 << SYNCDEMO_PARAM_STATS |
			 1 << SYNCDEMO_PARAM_EVENTS);
	for (unsigned int i = 0; i < SYNCDEMO_PARAM_SLOTS; i++)
		assert_int_equal(r.param[i], i == SYNCDEMO_PARAM_THREADS ? 3 :
				 i == SYNCDEMO_PARAM_ITERATIONS ? 100 :
				 i == SYNCDEMO_PARAM_TIMEOUT_MS ? 5000 :
				 i == SYNCDEMO_PARAM_STATS ? SYNCDEMO_STATS_COUNTS : 0);
	assert_string_equal(r.demo, "lock");
	assert_string_equal(r.variant, "spinlock");
	assert_string(r.demo, sizeof(r.demo));
	assert_string(r.variant, sizeof(r.variant));
	assert_string(r.reason, sizeof(r.reason));
}

static void each_request_has_its_result(void **state)
{
	const char *const demos[] = { "rlock", "local", "lock" };
	int fd = start_requests("rlock\nlocal\nlock/none iterations=50");
	struct syncdemo_result r;

	(void)state;
	await_end(fd);
	for (unsigned int i = 0; i < 3; i++) {
		assert_works(get_result(fd, i, &r));
		assert_string_equal(r.demo, demos[i]);
		assert_int_equal(r.verdict, i == 2 ? SYNCDEMO_XFAIL : SYNCDEMO_PASS);
	}
}

static void metrics_are_named_and_right(void **state)
{
	int fd = start_requests("lock threads=3 iterations=100");
	struct syncdemo_metric metric;
	struct syncdemo_result r;

	(void)state;
	await_end(fd);
	assert_works(get_result(fd, 0, &r));
	for (unsigned int i = 0; i < r.nr_metrics; i++) {
		assert_works(get_metric(fd, 0, i, &metric));
		assert_string(metric.name, sizeof(metric.name));
		assert_string(metric.unit, sizeof(metric.unit));
		assert_int_equal(metric.index, i);
	}
	assert_int_equal(metric_of(fd, 0, "expected_value"), 300);
	assert_int_equal(metric_of(fd, 0, "final_value"), 300);
	assert_int_equal(metric_of(fd, 0, "lost_updates"), 0);
	assert_int_equal(metric_of(fd, 0, "most_holders"), 1);
}

static void metrics_are_those_of_the_text(void **state)
{
	int fd = start_requests("event waiters=5 delay_ms=100");
	struct syncdemo_metric metric;
	struct syncdemo_result r;
	char expected[512] = "# metrics:";
	size_t len = strlen(expected);

	(void)state;
	read_all(fd, &text);
	assert_works(get_result(fd, 0, &r));
	for (unsigned int i = 0; !get_metric(fd, 0, i, &metric); i++)
		len += snprintf(expected + len, sizeof(expected) - len, " %s=%llu%s", metric.name,
				(unsigned long long)metric.value,
				strcmp(metric.unit, "ns") ? "" : "ns");
	snprintf(expected + len, sizeof(expected) - len, " duration=%lluns\n",
		 (unsigned long long)r.duration_ns);
	assert_non_null(strstr(text.s, expected));
}

static void the_reason_is_that_of_the_text(void **state)
{
	int fd = start_requests("rlock\nlock/none iterations=10\n");
	struct syncdemo_result r;
	char expected[256];

	(void)state;
	read_all(fd, &text);
	assert_works(get_result(fd, 0, &r));
	snprintf(expected, sizeof(expected), "# %s\nok 1 rlock/mutex\n", r.reason);
	assert_non_null(strstr(text.s, expected));
	assert_works(get_result(fd, 1, &r));
	snprintf(expected, sizeof(expected), "\nok 2 lock/none # XFAIL %s\n", r.reason);
	assert_non_null(strstr(text.s, expected));
}

/* ---- threads ---- */

static void operations_add_up(void **state)
{
	int fd = start_requests("lock threads=7 iterations=1234");
	struct syncdemo_thread t;
	__u64 sum = 0;

	(void)state;
	await_end(fd);
	for (unsigned int i = 0; i < 7; i++) {
		assert_works(get_thread(fd, 0, i, &t));
		sum += t.operations;
	}
	assert_int_equal(sum, 7 * 1234);
	assert_int_equal(metric_of(fd, 0, "final_value"), sum);
}

static void a_thread_is_described_in_full(void **state)
{
	int fd = start_requests("event waiters=2 delay_ms=50");
	long nr_cpus = sysconf(_SC_NPROCESSORS_CONF);
	struct syncdemo_thread t;
	char name[32];

	(void)state;
	await_end(fd);
	for (unsigned int i = 0; i < 3; i++) {
		assert_works(get_thread(fd, 0, i, &t));
		snprintf(name, sizeof(name), "sd/event-%u", i);
		assert_string(t.name, sizeof(t.name));
		assert_string(t.role, sizeof(t.role));
		assert_string_equal(t.name, name);
		assert_string_equal(t.role, i == 2 ? "setter" : "waiter");
		assert_int_equal(t.index, i);
		assert_int_equal(t.error, 0);
		assert_int_equal(t.reserved, 0);
		assert_in_range(t.first_cpu, 0, nr_cpus - 1);
		assert_in_range(t.last_cpu, 0, nr_cpus - 1);
		assert_in_range(t.migrations, 0, 10);
	}
}

static void threads_start_then_end_within_the_run(void **state)
{
	int fd = start_requests("event waiters=6 delay_ms=50");
	struct syncdemo_thread t;
	struct syncdemo_result r;

	(void)state;
	await_end(fd);
	assert_works(get_result(fd, 0, &r));
	for (unsigned int i = 0; i < 7; i++) {
		assert_works(get_thread(fd, 0, i, &t));
		assert_true(t.start_ns > 0);
		assert_true(t.start_ns <= t.end_ns);
		assert_true(t.end_ns <= r.duration_ns);
		assert_true(t.end_ns >= 50000000);
	}
}

/* "#    0.000123 cpu1 sd/lock-0 (adder): ends after 20 operations" */
static void assert_ends(const struct syncdemo_thread *t)
{
	unsigned long long us = t->end_ns / 1000;
	char line[160];

	snprintf(line, sizeof(line),
		 "# %4llu.%06llu cpu%u %s (%s): ends after %llu operations\n",
		 us / 1000000, us % 1000000, t->last_cpu, t->name, t->role,
		 (unsigned long long)t->operations);
	if (!strstr(text.s, line))
		fail_msg("the text has no line %s", line);
}

static void threads_are_those_of_the_text(void **state)
{
	int fd = start_requests("lock threads=4 iterations=20");
	struct syncdemo_thread t;

	(void)state;
	read_all(fd, &text);
	for (unsigned int i = 0; i < 4; i++) {
		assert_works(get_thread(fd, 0, i, &t));
		assert_ends(&t);
	}
}

/* Of a run that was ended there are threads still, and why they ended. */
static void threads_of_a_cancelled_run_are_told(void **state)
{
	int fd = start_requests("event waiters=2 delay_ms=60000");
	struct syncdemo_thread t;
	struct syncdemo_result r;

	(void)state;
	read_until(fd, &text, "Waiting for event to be set\n");
	assert_works(cancel_run(fd));
	assert_works(get_result(fd, 0, &r));
	assert_int_equal(r.nr_threads, 3);
	for (unsigned int i = 0; i < 3; i++) {
		assert_works(get_thread(fd, 0, i, &t));
		assert_int_equal(t.error, -ECANCELED);
	}
}

/* ---- how long results last ---- */

static void reading_leaves_the_results(void **state)
{
	int fd = start_requests("rlock");

	(void)state;
	read_all(fd, &text);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
}

static void asking_leaves_the_text(void **state)
{
	int fd = start_requests("rlock");

	(void)state;
	await_end(fd);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex");
}

static void a_new_run_replaces_the_results(void **state)
{
	int fd = start_requests("rlock\nrlock");
	struct syncdemo_result r;

	(void)state;
	await_end(fd);
	write_text(fd, "local");
	await_end(fd);
	assert_works(get_result(fd, 0, &r));
	assert_string_equal(r.demo, "local");
	assert_fails(get_result(fd, 1, &r), ENOENT);
}

/* ---- what runs ---- */

static void active_tells_what_runs_and_whose_it_is(void **state)
{
	int fd = start_requests("event waiters=4 delay_ms=60000");
	struct syncdemo_active a;

	(void)state;
	assert_works(get_active(fd, 0, &a));
	assert_int_equal(a.pid, getpid());
	assert_int_equal(a.threads, 5);
	assert_in_range(a.elapsed_ns, 1, 1000000ULL * SOON);
	assert_string_equal(a.demo, "event");
	assert_string_equal(a.variant, "completion");
	assert_string(a.demo, sizeof(a.demo));
	assert_string(a.variant, sizeof(a.variant));
	assert_fails(get_active(fd, 1, &a), ENOENT);
}

static void active_lists_every_session(void **state)
{
	int fd = start_requests("event delay_ms=60000");
	struct syncdemo_active a;

	(void)state;
	start_requests("event/waitqueue delay_ms=60000");
	assert_works(get_active(fd, 0, &a));
	assert_string_equal(a.variant, "completion");
	assert_works(get_active(fd, 1, &a));
	assert_string_equal(a.variant, "waitqueue");
	assert_fails(get_active(fd, 2, &a), ENOENT);
	assert_fails(get_active(fd, UINT32_MAX, &a), ENOENT);
}

static void active_tells_the_request_that_runs_now(void **state)
{
	int fd = start_requests("rlock\nevent delay_ms=60000\nlocal");
	struct syncdemo_active a;

	(void)state;
	read_until(fd, &text, "Waiting for event to be set\n");
	assert_works(get_active(fd, 0, &a));
	assert_string_equal(a.demo, "event");
}

static void active_tells_the_process_that_started_it(void **state)
{
	int fd = open_device(O_RDWR);
	struct syncdemo_active a;
	pid_t child;

	(void)state;
	child = spawn();
	if (!child) {
		write_text(fd, "event delay_ms=60000");
		_exit(0);
	}
	assert_int_equal(reap(), 0);
	assert_works(get_active(fd, 0, &a));
	/* It has ended: there is no such process any more. */
	assert_true(a.pid == 0 || a.pid == (unsigned int)child);
	assert_true(is_running(fd));
}

static void active_forgets_what_is_over(void **state)
{
	int fd = start_requests("rlock");
	struct syncdemo_active a;

	(void)state;
	await_end(fd);
	assert_fails(get_active(fd, 0, &a), ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(before_a_run_there_is_ENODATA),
		device_test(during_a_run_there_is_EBUSY),
		device_test(beyond_the_end_is_ENOENT),
		device_test(a_wait_of_0_only_asks),
		device_test(a_wait_is_as_long_as_it_says),
		device_test(a_wait_ends_with_the_run),
		device_test(a_wait_tells_how_many_results),
		device_test(a_result_tells_request_and_verdict),
		device_test(each_request_has_its_result),
		device_test(metrics_are_named_and_right),
		device_test(metrics_are_those_of_the_text),
		device_test(the_reason_is_that_of_the_text),
		device_test(operations_add_up),
		device_test(a_thread_is_described_in_full),
		device_test(threads_start_then_end_within_the_run),
		device_test(threads_are_those_of_the_text),
		device_test(threads_of_a_cancelled_run_are_told),
		device_test(reading_leaves_the_results),
		device_test(asking_leaves_the_text),
		device_test(a_new_run_replaces_the_results),
		device_test(active_tells_what_runs_and_whose_it_is),
		device_test(active_lists_every_session),
		device_test(active_tells_the_request_that_runs_now),
		device_test(active_tells_the_process_that_started_it),
		device_test(active_forgets_what_is_over),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
