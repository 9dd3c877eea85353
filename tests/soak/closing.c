// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every variant, with as many threads as it may have, is ended in every way and at many
 * moments. Whoever ends it finds no thread of it afterwards. How long a close took is
 * printed, not judged: machines differ.
 */
#include <signal.h>
#include <sys/time.h>

#include "lib/calls.h"
#include "lib/cycles.h"
#include "lib/ktap.h"
#include "lib/subjects.h"
#include "lib/threads.h"

#define MAX_TIMES	10000

/* From before the first thread exists to the middle of the run (us). */
static const unsigned int delays[] = { 0, 100, 500, 2000, 8000, 30000, 100000 };

static const struct subject *subject;
static unsigned int delay_us;

static __u64 close_ns[MAX_TIMES];
static unsigned int nr_times;

static __u64 now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}

/* All threads that the variant may have, and more work than it can do. */
static int start_largest(unsigned int budget_ms)
{
	struct syncdemo_run run = request(subject, LONG);
	int fd = open_device(O_RDWR);

	for (unsigned int i = 0; i < subject->nr_params; i++)
		if (!strcmp(subject->params[i].unit, "threads"))
			set_param(&run, subject->params[i].id, subject->params[i].max);
	if (budget_ms)
		set_param(&run, SYNCDEMO_PARAM_TIMEOUT_MS, budget_ms);
	assert_works(start_run(fd, &run));
	return fd;
}

static void end_by_close(void)
{
	int fd = start_largest(0);
	__u64 begin;

	usleep(delay_us);
	begin = now_ns();
	assert_works(close(fd));
	if (nr_times < MAX_TIMES)
		close_ns[nr_times++] = now_ns() - begin;
	assert_no_threads();
}

static void end_by_cancel(void)
{
	int fd = start_largest(0);

	usleep(delay_us);
	assert_works(cancel_run(fd));
	assert_no_workers();
	assert_int_not_equal(verdict_of(fd, 0), SYNCDEMO_NONE);
	assert_works(close(fd));
	assert_no_threads();
}

static void end_by_kill(void)
{
	if (!spawn()) {
		start_largest(0);
		pause();
	}
	usleep(delay_us);
	kill(test_child, SIGKILL);
	reap();
	assert_no_threads();
}

/* The signal ends the wait and leaves the run alone. */
static void end_by_close_after_a_signal(void)
{
	/* Again and again, because the first one may come before the wait. */
	const struct itimerval timer = {
		.it_interval = { .tv_usec = 5000 }, .it_value = { .tv_usec = delay_us + 1 },
	};
	const struct itimerval none = { };
	int fd = start_largest(0);

	assert_works(setitimer(ITIMER_REAL, &timer, NULL));
	if (wait_for(fd, SOON))
		assert_int_equal(errno, EINTR);
	assert_works(setitimer(ITIMER_REAL, &none, NULL));
	assert_works(close(fd));
	assert_no_threads();
}

static void end_by_its_budget(void)
{
	int fd = start_largest(10 + delay_us / 1000);

	await_end(fd);
	assert_int_not_equal(verdict_of(fd, 0), SYNCDEMO_CANCELLED);
	assert_works(close(fd));
	assert_no_threads();
}

static void (*const ways[])(void) = {
	end_by_close, end_by_cancel, end_by_close, end_by_kill, end_by_close,
	end_by_close_after_a_signal, end_by_its_budget,
};

static void nothing(int sig)
{
	(void)sig;
}

static int by_size(const void *a, const void *b)
{
	__u64 x = *(const __u64 *)a, y = *(const __u64 *)b;

	return (x > y) - (x < y);
}

static void print_times(void)
{
	static const unsigned int permille[] = { 500, 990, 999, 1000 };

	qsort(close_ns, nr_times, sizeof(*close_ns), by_size);
	printf("# close with all threads, %u tries (ms):", nr_times);
	for (unsigned int i = 0; i < ARRAY_SIZE(permille); i++) {
		__u64 ns = close_ns[(nr_times * permille[i] + 999) / 1000 - 1];

		printf(" p%.1f %.1f", permille[i] / 10.0, ns / 1e6);
	}
	printf("\n");
}

static void every_variant_ends_in_every_way_at_any_moment(void **state)
{
	const struct sigaction sa = { .sa_handler = nothing };
	unsigned int rounds = cycles(ARRAY_SIZE(delays) * ARRAY_SIZE(ways));
	static struct text text;
	unsigned int nr = 0;

	(void)state;
	alarm(0);
	assert_works(sigaction(SIGALRM, &sa, NULL));
	list_subjects();
	for (unsigned int round = 0; round < rounds; round++) {
		for (unsigned int i = 0; i < nr_subjects; i++) {
			subject = &subjects[i];
			if (is_absent(subject) || left_to_lockdep(subject))
				continue;
			/* Each variant meets other pairs of moment and way in each round. */
			delay_us = delays[(round + i) % ARRAY_SIZE(delays)];
			ways[(round + i / 2) % ARRAY_SIZE(ways)]();
			nr++;
			say_progress(subject->name, round, rounds);
		}
	}
	printf("# %u runs were ended\n", nr);
	print_times();
	read_all(start_requests("rlock"), &text);
	assert_all_ok(text.s, "rlock/mutex");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(every_variant_ends_in_every_way_at_any_moment),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
