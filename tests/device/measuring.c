// SPDX-License-Identifier: GPL-2.0-only
/*
 * What was measured and logged of a run: SYNCDEMO_IOC_STATS, SYNCDEMO_IOC_EVENTS and
 * SYNCDEMO_IOC_OBJECT, and that what they tell agrees with itself.
 */
#include <stdlib.h>

#include "lib/calls.h"
#include "lib/threads.h"

#define THREADS		3
#define ITERATIONS	200
#define MAX_EVENTS	65536

static struct syncdemo_event events[MAX_EVENTS];

static int get_stats(int fd, unsigned int request, unsigned int thread,
		     struct syncdemo_stats *stats)
{
	poison(stats, sizeof(*stats));
	stats->request = request;
	stats->thread = thread;
	return ioctl(fd, SYNCDEMO_IOC_STATS, stats);
}

/* Into @buffer, at most @room from @first on. */
static int get_events(int fd, unsigned int thread, __u64 first, void *buffer, unsigned int room,
		      struct syncdemo_events *log)
{
	poison(log, sizeof(*log));
	log->request = 0;
	log->thread = thread;
	log->event_size = sizeof(struct syncdemo_event);
	log->first = first;
	log->buffer = (unsigned long)buffer;
	log->room = room;
	return ioctl(fd, SYNCDEMO_IOC_EVENTS, log);
}

/* The whole log of one thread into events[]; how many. */
static unsigned int fetch(int fd, unsigned int thread)
{
	struct syncdemo_events log;

	assert_works(get_events(fd, thread, 0, events, MAX_EVENTS, &log));
	assert_int_equal(log.copied, log.recorded);
	return log.copied;
}

static int run_to_end(const char *request)
{
	int fd = start_requests(request);

	await_end(fd);
	return fd;
}

static __u64 bucket_sum(const struct syncdemo_times *times)
{
	__u64 sum = 0;

	for (unsigned int i = 0; i < SYNCDEMO_BUCKETS; i++)
		sum += times->bucket[i];
	return sum;
}

/* ---- statistics ---- */

static void full_statistics_add_up(void **state)
{
	int fd = run_to_end("lock/mutex threads=3 iterations=200 stats=full");
	__u64 handoffs = 0, contended = 0;
	struct syncdemo_stats s;

	(void)state;
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	for (unsigned int i = 0; i < THREADS; i++) {
		assert_works(get_stats(fd, 0, i, &s));
		assert_int_equal(s.level, SYNCDEMO_STATS_FULL);
		assert_int_equal(s.operations, ITERATIONS);
		assert_int_equal(s.acquisitions, ITERATIONS);
		assert_int_equal(s.wait.count, ITERATIONS);
		assert_int_equal(s.hold.count, ITERATIONS);
		assert_int_equal(bucket_sum(&s.wait), ITERATIONS);
		assert_int_equal(bucket_sum(&s.hold), ITERATIONS);
		assert_true(s.hold.sum_ns > 0 && s.hold.max_ns <= s.hold.sum_ns);
		assert_true(s.wait.max_ns <= s.wait.sum_ns);
		assert_true(s.overlap_operations <= s.operations);
		assert_true(s.first_ns > 0 && s.first_ns <= s.last_ns);
		assert_in_range(s.longest_run, 1, ITERATIONS);
		handoffs += s.handoffs;
		contended += s.contended;
	}
	/* Each of the others had it for a first time after another one. */
	assert_in_range(handoffs, THREADS - 1, THREADS * ITERATIONS - 1);
	assert_true(contended <= THREADS * ITERATIONS);
}

static void counts_have_no_times(void **state)
{
	int fd = run_to_end("lock/mutex threads=3 iterations=200");
	struct syncdemo_stats s;

	(void)state;
	assert_works(get_stats(fd, 0, 1, &s));
	assert_int_equal(s.level, SYNCDEMO_STATS_COUNTS);
	assert_int_equal(s.acquisitions, ITERATIONS);
	assert_int_equal(s.wait.count, 0);
	assert_int_equal(s.hold.count, 0);
}

static void off_is_nothing(void **state)
{
	int fd = run_to_end("lock/mutex threads=3 iterations=200 stats=off");
	struct syncdemo_stats s, zero = {};

	(void)state;
	assert_works(get_stats(fd, 0, 2, &s));
	zero.size = sizeof(zero);
	zero.thread = 2;
	assert_memory_equal(&s, &zero, sizeof(s));
}

static void who_was_woken_waited(void **state)
{
	int fd = run_to_end("event waiters=1 delay_ms=500 stats=full");
	struct syncdemo_stats s;

	(void)state;
	assert_works(get_stats(fd, 0, 0, &s));
	assert_int_equal(s.waits, 1);
	assert_int_equal(s.wait.count, 1);
	/* Less than the delay by what it took the waiter to begin. */
	assert_in_range(s.wait.sum_ns, 100000000, 10000000000);
	assert_works(get_stats(fd, 0, 1, &s));
	assert_int_equal(s.signals, 1);
}

/* ---- the log ---- */

static void every_step_is_logged(void **state)
{
	int fd = run_to_end("lock/mutex threads=3 iterations=200 events=12000");
	struct syncdemo_events log;

	(void)state;
	for (unsigned int i = 0; i < THREADS; i++) {
		assert_works(get_events(fd, i, 0, events, MAX_EVENTS, &log));
		/* Attempt, acquired, load, store, released; a start and an exit. */
		assert_int_equal(log.recorded, 5 * ITERATIONS + 2);
		assert_int_equal(log.copied, log.recorded);
		assert_int_equal(log.dropped, 0);
		assert_int_equal(events[0].step, SYNCDEMO_STEP_START);
		assert_int_equal(events[log.copied - 1].step, SYNCDEMO_STEP_EXIT);
		assert_int_equal(events[log.copied - 1].arg, ITERATIONS);
		for (unsigned int j = 0; j < log.copied; j++) {
			assert_int_equal(events[j].thread, i);
			assert_true(!j || events[j].ns >= events[j - 1].ns);
		}
	}
}

/* The n-th to have the lock found n - 1 in the counter: no two hold it at once. */
static void the_sequence_is_the_order_of_the_holders(void **state)
{
	int fd = run_to_end("lock/spinlock threads=3 iterations=200 events=12000");
	static bool seen[THREADS * ITERATIONS + 1];

	(void)state;
	for (unsigned int i = 0; i < THREADS; i++) {
		unsigned int nr = fetch(fd, i);

		for (unsigned int j = 0; j < nr; j++) {
			const struct syncdemo_event *e = &events[j];

			if (e->step == SYNCDEMO_STEP_LOAD)
				assert_int_equal(e->arg, e->seq - 1);
			if (e->step != SYNCDEMO_STEP_ACQUIRED)
				continue;
			assert_in_range(e->seq, 1, THREADS * ITERATIONS);
			assert_false(seen[e->seq]);
			seen[e->seq] = true;
		}
	}
}

static void a_full_log_keeps_the_oldest(void **state)
{
	int fd = run_to_end("lock/mutex threads=3 iterations=200 events=31");
	struct syncdemo_events log;

	(void)state;
	for (unsigned int i = 0; i < THREADS; i++) {
		assert_works(get_events(fd, i, 0, events, MAX_EVENTS, &log));
		assert_int_equal(log.recorded, 10);
		assert_int_equal(log.recorded + log.dropped, 5 * ITERATIONS + 2);
		assert_int_equal(events[0].step, SYNCDEMO_STEP_START);
		assert_int_equal(events[1].step, SYNCDEMO_STEP_ATTEMPT);
	}
}

static void without_room_there_is_no_log(void **state)
{
	int fd = run_to_end("lock/mutex threads=3 iterations=200");
	struct syncdemo_events log;

	(void)state;
	assert_works(get_events(fd, 0, 0, events, MAX_EVENTS, &log));
	assert_int_equal(log.copied, 0);
	assert_int_equal(log.recorded, 0);
	assert_int_equal(log.dropped, 0);
}

static void a_log_is_fetched_in_parts(void **state)
{
	int fd = run_to_end("lock/mutex threads=3 iterations=200 events=12000");
	unsigned int nr = fetch(fd, 1), got = 0;
	static struct syncdemo_event part[7];
	struct syncdemo_events log;

	(void)state;
	do {
		memset(part, POISON, sizeof(part));
		assert_works(get_events(fd, 1, got, part, 6, &log));
		assert_memory_equal(part, events + got, log.copied * sizeof(*part));
		/* No more than there was room for. */
		assert_int_equal(part[log.copied].step, POISON << 8 | POISON);
		got += log.copied;
	} while (log.copied);
	assert_int_equal(got, nr);
	assert_works(get_events(fd, 1, ~0ULL, part, 6, &log));
	assert_int_equal(log.copied, 0);
}

static void the_one_who_wakes_is_named(void **state)
{
	int fd = run_to_end("condition items=10 events=4000");
	unsigned int woken[2] = {};

	(void)state;
	for (unsigned int i = 0; i < 2; i++) {
		unsigned int nr = fetch(fd, i);

		for (unsigned int j = 0; j < nr; j++) {
			if (events[j].step != SYNCDEMO_STEP_WOKEN)
				continue;
			assert_int_equal(events[j].arg, !i);
			woken[i]++;
		}
	}
	/* The producer waits for each of its items to be taken. */
	assert_int_equal(woken[0], 10);
}

/* ---- refusals ---- */

static void a_bad_fetch_is_refused(void **state)
{
	int fd = run_to_end("lock/mutex threads=3 iterations=200 events=12000");
	struct syncdemo_events log;

	(void)state;
	assert_fails(get_events(fd, THREADS, 0, events, 1, &log), ENOENT);
	assert_fails(get_events(fd, ~0U, 0, events, 1, &log), ENOENT);
	assert_fails(get_events(fd, 0, 0, NULL, 1, &log), EFAULT);
	log.buffer = (unsigned long)events;
	log.event_size = sizeof(struct syncdemo_event) - 8;
	assert_fails(ioctl(fd, SYNCDEMO_IOC_EVENTS, &log), EINVAL);
}

static void statistics_are_there_when_the_run_is_over(void **state)
{
	struct syncdemo_stats s;
	int fd = open_device(O_RDWR);

	(void)state;
	assert_fails(get_stats(fd, 0, 0, &s), ENODATA);
	fd = start_requests("event delay_ms=60000");
	assert_fails(get_stats(fd, 0, 0, &s), EBUSY);
	fd = run_to_end("lock threads=2 iterations=1");
	assert_fails(get_stats(fd, 1, 0, &s), ENOENT);
	assert_fails(get_stats(fd, 0, 2, &s), ENOENT);
}

static void more_events_than_allowed_are_refused(void **state)
{
	int fd = open_device(O_RDWR);

	(void)state;
	assert_fails(write(fd, "lock events=1048577", 19), ERANGE);
	assert_fails(write(fd, "lock events=1048576\nlock events=1", 33), E2BIG);
	assert_fails(write(fd, "lock stats=most", 15), EINVAL);
}

/* ---- objects ---- */

static void every_demo_names_its_objects(void **state)
{
	const __u32 flags = SYNCDEMO_OBJECT_MANY | SYNCDEMO_OBJECT_SHARED | SYNCDEMO_OBJECT_QUEUE;
	int fd = open_device(O_RDWR);
	struct syncdemo_object o;
	struct syncdemo_demo demo;

	(void)state;
	for (unsigned int i = 0; !get_demo(fd, i, &demo); i++) {
		unsigned int nr = 0;

		for (;; nr++) {
			poison(&o, sizeof(o));
			o.demo = i;
			o.index = nr;
			if (ioctl(fd, SYNCDEMO_IOC_OBJECT, &o))
				break;
			assert_string(o.name, sizeof(o.name));
			assert_int_equal(o.flags & ~flags, 0);
			assert_int_equal(!!(o.flags & SYNCDEMO_OBJECT_QUEUE),
					 !strcmp(o.name, "queue"));
		}
		assert_int_equal(errno, ENOENT);
		assert_true(nr > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(full_statistics_add_up),
		device_test(counts_have_no_times),
		device_test(off_is_nothing),
		device_test(who_was_woken_waited),
		device_test(every_step_is_logged),
		device_test(the_sequence_is_the_order_of_the_holders),
		device_test(a_full_log_keeps_the_oldest),
		device_test(without_room_there_is_no_log),
		device_test(a_log_is_fetched_in_parts),
		device_test(the_one_who_wakes_is_named),
		device_test(a_bad_fetch_is_refused),
		device_test(statistics_are_there_when_the_run_is_over),
		device_test(more_events_than_allowed_are_refused),
		device_test(every_demo_names_its_objects),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
