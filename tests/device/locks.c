// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lock demo under load: without a lock it loses updates every time, with one
 * never. And who is stuck is told by the cycle. That a single run is judged right is
 * in demos.c.
 */
#include "lib/calls.h"
#include "lib/ktap.h"

#define RUNS 10

static struct text text;

static struct syncdemo_run lock_run(const char *variant, __u64 threads, __u64 iterations)
{
	struct syncdemo_run run = make_run("lock", variant);

	set_param(&run, SYNCDEMO_PARAM_THREADS, threads);
	set_param(&run, SYNCDEMO_PARAM_ITERATIONS, iterations);
	return run;
}

static void loses_each_time(__u64 threads, __u64 iterations)
{
	int fd = open_device(O_RDWR);

	for (int i = 0; i < RUNS; i++) {
		struct syncdemo_run run = lock_run("none", threads, iterations);

		assert_works(start_run(fd, &run));
		await_end(fd);
		assert_verdict(fd, 0, SYNCDEMO_XFAIL);
		assert_in_range(metric_of(fd, 0, "lost_updates"), 1, threads * iterations - 1);
		assert_int_equal(metric_of(fd, 0, "final_value") +
				 metric_of(fd, 0, "lost_updates"), threads * iterations);
	}
}

static void no_lock_loses_updates_among_five(void **state)
{
	(void)state;
	loses_each_time(5, 2000);
}

static void no_lock_loses_updates_at_the_least(void **state)
{
	(void)state;
	loses_each_time(2, 1);
}

static void no_lock_is_an_expected_failure_in_the_text(void **state)
{
	struct ktap k;

	(void)state;
	read_all(start_requests("lock/none threads=2 iterations=10"), &text);
	ktap_parse(text.s, &k);
	assert_true(k.results[0].ok);
	assert_string_equal(k.results[0].directive, "XFAIL");
}

static void loses_never(const char *variant)
{
	/* Under PREEMPT_RT each may be handed over by a switch of threads. */
	__u64 iterations = slowness() > 1 ? 500 : 5000;
	int fd = open_device(O_RDWR);

	for (int i = 0; i < RUNS; i++) {
		struct syncdemo_run run = lock_run(variant, 8, iterations);

		assert_works(start_run(fd, &run));
		await_end(fd);
		assert_verdict(fd, 0, SYNCDEMO_PASS);
		assert_int_equal(metric_of(fd, 0, "final_value"), 8 * iterations);
		assert_int_equal(metric_of(fd, 0, "most_holders"), 1);
	}
}

static void mutex_loses_nothing(void **state)
{
	(void)state;
	loses_never("mutex");
}

static void spinlock_loses_nothing(void **state)
{
	(void)state;
	loses_never("spinlock");
}

/* Each of the two pairs at least once, and the fifth thread has nobody to do it. */
static void python_lock_is_released_by_another(void **state)
{
	struct syncdemo_run run = lock_run("python", 5, 1);
	int fd = open_device(O_RDWR);

	(void)state;
	assert_works(start_run(fd, &run));
	await_end(fd);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	assert_int_equal(metric_of(fd, 0, "final_value"), 5);
	assert_int_equal(metric_of(fd, 0, "released_by_another"), 2);
}

/* ---- deadlocks ---- */

/* It must get stuck, for exactly this reason, before any round was made. */
static void gets_stuck(const char *demo, const char *variant, __u64 threads,
		       const char *reason)
{
	struct syncdemo_run run = make_run(demo, variant);
	struct syncdemo_result result;
	int fd = open_device(O_RDWR);

	/* Lockdep would complain, as lanes/lockdep wants it to, in a boot for each. */
	if (!access("/proc/lockdep", F_OK))
		skip();
	set_param(&run, SYNCDEMO_PARAM_THREADS, threads);
	assert_works(start_run(fd, &run));
	await_end(fd);
	assert_verdict(fd, 0, SYNCDEMO_XFAIL);
	assert_works(get_result(fd, 0, &result));
	assert_string_equal(result.reason, reason);
	if (!strcmp(demo, "deadlock"))
		assert_int_equal(metric_of(fd, 0, "rounds"), 0);
}

static void thread_waits_for_itself(void **state)
{
	(void)state;
	gets_stuck("rlock", "self-deadlock", 1, "deadlock: rlock-0 holds lock waits for lock");
}

static void two_threads_wait_crosswise(void **state)
{
	(void)state;
	gets_stuck("deadlock", "opposite-order", 2,
		   "deadlock: deadlock-0 holds left waits for right; "
		   "deadlock-1 holds right waits for left");
}

static void others_do_not_keep_two_from_it(void **state)
{
	(void)state;
	gets_stuck("deadlock", "opposite-order", 64,
		   "deadlock: deadlock-0 holds left waits for right; "
		   "deadlock-1 holds right waits for left");
}

static void philosophers_wait_in_a_circle(void **state)
{
	(void)state;
	gets_stuck("deadlock", "philosophers", 3,
		   "deadlock: deadlock-0 holds fork 0 waits for fork 1; "
		   "deadlock-1 holds fork 1 waits for fork 2; "
		   "deadlock-2 holds fork 2 waits for fork 0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(no_lock_loses_updates_among_five),
		device_test(no_lock_loses_updates_at_the_least),
		device_test(no_lock_is_an_expected_failure_in_the_text),
		device_test(mutex_loses_nothing),
		device_test(spinlock_loses_nothing),
		device_test(python_lock_is_released_by_another),
		device_test(thread_waits_for_itself),
		device_test(two_threads_wait_crosswise),
		device_test(others_do_not_keep_two_from_it),
		device_test(philosophers_wait_in_a_circle),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
