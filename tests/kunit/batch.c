// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads under the control of a test case, see batch.h. A case's batches hang
 * on a list of its own, so that the suite's exit finds those of a case that
 * was ended by an assertion.
 */
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "batch.h"
#include "engine/stall.h"

int sd_batch_suite_init(struct kunit *test)
{
	struct sd_case *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);

	if (!c)
		return -ENOMEM;
	INIT_LIST_HEAD(&c->batches);
	test->priv = c;
	return 0;
}

/**
 * sd_batch_fixture - sd_batch_suite_init() for a suite with a fixture
 * @test: the case
 * @size: of the fixture
 *
 * Return: the fixture, zeroed, which sd_case(test)->fixture leads to from then on;
 * NULL if there is no memory.
 */
void *sd_batch_fixture(struct kunit *test, size_t size)
{
	if (sd_batch_suite_init(test))
		return NULL;
	sd_case(test)->fixture = kunit_kzalloc(test, size, GFP_KERNEL);
	return sd_case(test)->fixture;
}

void sd_batch_suite_exit(struct kunit *test)
{
	struct sd_batch *b, *next;

	if (!sd_case(test))
		return;
	list_for_each_entry_safe(b, next, &sd_case(test)->batches, node) {
		sd_batch_cancel(b);
		sd_crew_free(&b->run.crew);
		kfree(b);
	}
}

static int sd_batch_body(struct sd_worker *w)
{
	struct sd_batch *b = container_of(w->crew, struct sd_batch, run.crew);
	int err = b->fn(b, w);

	WRITE_ONCE(b->ended[w->index], true);
	return err;
}

/**
 * sd_batch_new - prepare threads, without creating them
 * @test: the case
 * @nr: how many
 * @fn: what each does; 0 or a negative errno
 * @shared: kept for @fn
 *
 * Return: the batch; the case may set the workers' cpu.
 */
struct sd_batch *sd_batch_new(struct kunit *test, unsigned int nr, sd_batch_fn fn,
			      void *shared)
{
	struct sd_batch *b;

	KUNIT_ASSERT_GE(test, nr, 1U);
	KUNIT_ASSERT_LE(test, nr, (unsigned int)SD_BATCH_MAX);
	b = kzalloc(sizeof(*b), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, b);
	b->fn = fn;
	b->shared = shared;
	for (unsigned int i = 0; i < SD_NR_GATES; i++)
		init_completion(&b->start[i]);
	sd_order_init(&b->run.order, NULL, 0);
	if (sd_crew_init(&b->run.crew, nr, "kunit", sd_batch_body)) {
		kfree(b);
		KUNIT_FAIL(test, "no memory for the crew");
		return NULL;
	}
	for (unsigned int i = 0; i < nr; i++) {
		sd_batch_worker(b, i)->run = &b->run;
		sd_batch_worker(b, i)->stats.shared = &b->run.stats;
	}
	list_add(&b->node, &sd_case(test)->batches);
	return b;
}

/* Creates the threads and lets them go. */
void sd_batch_go(struct kunit *test, struct sd_batch *b)
{
	KUNIT_ASSERT_EQ(test, sd_crew_spawn(&b->run.crew, &b->stop, SD_PATIENCE), 0);
	sd_crew_start(&b->run.crew);
}

struct sd_batch *sd_batch_start(struct kunit *test, unsigned int nr, sd_batch_fn fn,
				void *shared)
{
	struct sd_batch *b = sd_batch_new(test, nr, fn, shared);

	KUNIT_ASSERT_NOT_NULL(test, b);
	sd_batch_go(test, b);
	return b;
}

/* The first on the first CPU, the second on the next, and around. */
struct sd_batch *sd_batch_start_bound(struct kunit *test, unsigned int nr, sd_batch_fn fn)
{
	struct sd_batch *b = sd_batch_new(test, nr, fn, sd_case(test)->fixture);
	int cpu = -1;

	KUNIT_ASSERT_NOT_NULL(test, b);
	for (unsigned int i = 0; i < nr; i++) {
		cpu = cpumask_next(cpu, cpu_online_mask);
		if (cpu >= nr_cpu_ids)
			cpu = cpumask_first(cpu_online_mask);
		sd_batch_worker(b, i)->cpu = cpu;
	}
	sd_batch_go(test, b);
	return b;
}

/* False, or the sum of the threads' context switches if all have settled. */
static bool sd_settled(struct sd_batch *b, unsigned long *switches)
{
	unsigned long sum = 0;

	for (unsigned int i = 0; i < b->run.crew.nr; i++) {
		struct task_struct *task = sd_batch_worker(b, i)->task;

		if (READ_ONCE(b->ended[i]))
			continue;
		if (!sd_asleep(task))
			return false;
		sum += READ_ONCE(task->nvcsw);
	}
	*switches = sum;
	return true;
}

/* Twice the same sum: nobody woke and slept again in the middle of the look. */
static bool sd_settled_twice(void *arg)
{
	unsigned long before, after;
	struct sd_batch *b = arg;

	if (!sd_settled(b, &before))
		return false;
	usleep_range(20, 50);
	return sd_settled(b, &after) && before == after;
}

/* Asks until the answer is yes; false if that takes more than SD_PATIENCE. */
bool sd_batch_until(bool (*done)(void *arg), void *arg)
{
	unsigned long end = jiffies + SD_PATIENCE;

	while (!done(arg)) {
		if (time_after(jiffies, end))
			return false;
		usleep_range(50, 200);
	}
	return true;
}

/* Waits until every thread has ended or sleeps. */
void sd_batch_settle(struct kunit *test, struct sd_batch *b)
{
	KUNIT_ASSERT_TRUE_MSG(test, sd_batch_until(sd_settled_twice, b),
			      "the threads do not come to rest");
}

unsigned int sd_batch_ended(const struct sd_batch *b)
{
	unsigned int ended = 0;

	for (unsigned int i = 0; i < b->run.crew.nr; i++)
		ended += READ_ONCE(b->ended[i]);
	return ended;
}

void sd_batch_open(struct sd_batch *b, unsigned int gate)
{
	complete_all(&b->start[gate]);
}

/* Waits for the ends of all threads, and that none ended with an error. */
void sd_batch_join(struct kunit *test, struct sd_batch *b)
{
	KUNIT_ASSERT_EQ_MSG(test, sd_stall_wait(&b->run.crew, &b->stop, SD_PATIENCE), 0,
			    "%u of %u threads have ended", sd_batch_ended(b),
			    b->run.crew.nr);
	sd_batch_cancel(b);
	for (unsigned int i = 0; i < b->run.crew.nr; i++)
		KUNIT_EXPECT_EQ_MSG(test, sd_batch_worker(b, i)->error, 0, "thread %u", i);
}

/* And that all of them have come through. */
void sd_batch_join_through(struct kunit *test, struct sd_batch *b)
{
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), b->run.crew.nr);
}

/* Threads that all wait, and provably so: none has come through and none will. */
struct sd_batch *sd_batch_blocked(struct kunit *test, unsigned int nr, sd_batch_fn fn)
{
	struct sd_batch *b = sd_batch_start(test, nr, fn, sd_case(test)->fixture);

	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	KUNIT_EXPECT_EQ(test, sd_batch_ended(b), 0U);
	return b;
}

/* What it said, and that it took about as long as it was given. */
void sd_batch_timed_out(struct kunit *test, int err, s64 took_ms)
{
	KUNIT_EXPECT_EQ(test, err, -ETIMEDOUT);
	KUNIT_EXPECT_TRUE_MSG(test, sd_about(took_ms, sd_kunit_timeout_ms), "%lld ms",
			      took_ms);
}

/* How many of one thread that does @fn have come through: 0 or 1. */
unsigned int sd_batch_by_another(struct kunit *test, sd_batch_fn fn)
{
	struct sd_batch *b = sd_batch_start(test, 1, fn, sd_case(test)->fixture);

	sd_batch_join(test, b);
	return sd_batch_through(b, 0);
}

/* Ends and joins the threads, wherever they are. Once more is fine. */
void sd_batch_cancel(struct sd_batch *b)
{
	sd_crew_stop(&b->run.crew);
}

/* 0, or -EINTR if the thread is being ended. */
int sd_batch_await(struct sd_batch *b, unsigned int gate)
{
	return wait_for_completion_killable(&b->start[gate]) ? -EINTR : 0;
}
