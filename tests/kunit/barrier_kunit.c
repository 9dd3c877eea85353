// SPDX-License-Identifier: GPL-2.0-only
/*
 * sd_barrier keeps the promises of Python's Barrier, one case for each.
 */
#include <linux/bitmap.h>

#include "batch.h"
#include "primitives/barrier.h"

#define ROUNDS	10

/**
 * struct fixture - what the threads of a case share
 * @barrier: the barrier
 * @arrived: arrivals of all threads in all rounds
 * @out_of_step: times that one went on with others behind or ahead
 * @seen: the indices given, by round
 * @actions: times that the action ran
 * @early: of these, those that did not run while all others waited
 * @action_err: what the action returns
 * @err: what one thread got
 * @took_ms: in what time
 */
struct fixture {
	struct sd_barrier barrier;
	atomic_t arrived;
	atomic_t out_of_step;
	DECLARE_BITMAP(seen, ROUNDS * SD_BATCH_MAX);
	unsigned int actions;
	unsigned int early;
	int action_err;
	int err;
	s64 took_ms;
};

static int barrier_init(struct kunit *test)
{
	return sd_batch_fixture(test, sizeof(struct fixture)) ? 0 : -ENOMEM;
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

static struct sd_barrier *begin(struct kunit *test, unsigned int parties)
{
	struct sd_barrier *b = &fixture_of(test)->barrier;

	KUNIT_ASSERT_EQ(test, sd_barrier_init(b, parties, NULL, NULL), 0);
	return b;
}

/* Through [0], told [1] that it is broken; anything else is an error. */
static int wait_once(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int index = sd_barrier_wait(&f->barrier, MAX_SCHEDULE_TIMEOUT);

	if (index < 0 && index != -EPIPE)
		return index;
	sd_batch_pass(b, index < 0);
	return 0;
}

/* One less than it takes: they all wait, and provably so. */
static struct sd_batch *start_waiting(struct kunit *test)
{
	struct sd_batch *b = sd_batch_blocked(test, sd_kunit_threads, wait_once);

	KUNIT_ASSERT_EQ(test, sd_barrier_waiting(&fixture_of(test)->barrier),
			sd_kunit_threads);
	return b;
}

static void join(struct kunit *test, struct sd_batch *b, unsigned int through,
		 unsigned int told)
{
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), through);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 1), told);
	KUNIT_EXPECT_EQ(test, sd_barrier_waiting(&fixture_of(test)->barrier), 0U);
	KUNIT_EXPECT_TRUE(test, list_empty(&fixture_of(test)->barrier.generation));
}

/* It works: as many as it takes go through, the case among them. */
static void expect_works(struct kunit *test)
{
	struct sd_barrier *barrier = &fixture_of(test)->barrier;
	struct sd_batch *b = start_waiting(test);

	KUNIT_EXPECT_FALSE(test, sd_barrier_broken(barrier));
	KUNIT_EXPECT_EQ(test, sd_barrier_wait(barrier, MAX_SCHEDULE_TIMEOUT),
			(int)sd_kunit_threads);
	join(test, b, sd_kunit_threads, 0);
	sd_barrier_destroy(barrier);
}

static void barrier_takes_one_party_at_least(struct kunit *test)
{
	struct sd_barrier *b = &fixture_of(test)->barrier;

	KUNIT_EXPECT_EQ(test, sd_barrier_init(b, 0, NULL, NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, sd_barrier_init(b, 1, NULL, NULL), 0);
}

static void barrier_of_one_does_not_wait(struct kunit *test)
{
	struct sd_barrier *b = begin(test, 1);

	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, sd_barrier_wait(b, 0), 0);
	KUNIT_EXPECT_FALSE(test, sd_barrier_broken(b));
}

static void barrier_nobody_is_through_before_the_last(struct kunit *test)
{
	begin(test, sd_kunit_threads + 1);
	expect_works(test);
}

/* One round: in step, and with an index of its own. */
static int pass_round(struct fixture *f, unsigned int parties, unsigned int round)
{
	unsigned int arrived;
	int index;

	atomic_inc(&f->arrived);
	index = sd_barrier_wait(&f->barrier, MAX_SCHEDULE_TIMEOUT);
	if (index < 0)
		return index;
	arrived = atomic_read(&f->arrived);
	if (arrived < (round + 1) * parties || arrived >= (round + 2) * parties)
		atomic_inc(&f->out_of_step);
	if (index >= parties || test_and_set_bit(round * parties + index, f->seen))
		return -EPROTO;
	return 0;
}

static int pass_rounds(struct sd_batch *b, struct sd_worker *w)
{
	int err = 0;

	for (unsigned int round = 0; !err && round < ROUNDS; round++)
		err = pass_round(b->shared, b->run.crew.nr, round);
	return err;
}

static void barrier_lockstep_for_10_rounds(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	begin(test, sd_kunit_threads);
	sd_batch_join(test, sd_batch_start(test, sd_kunit_threads, pass_rounds, f));
	KUNIT_EXPECT_EQ(test, atomic_read(&f->arrived), ROUNDS * (int)sd_kunit_threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&f->out_of_step), 0);
}

static void barrier_indices_are_unique(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	begin(test, sd_kunit_threads);
	sd_batch_join(test, sd_batch_start(test, sd_kunit_threads, pass_rounds, f));
	KUNIT_EXPECT_EQ(test, (unsigned int)bitmap_weight(f->seen, ROUNDS * SD_BATCH_MAX),
			ROUNDS * sd_kunit_threads);
	KUNIT_EXPECT_EQ(test, (unsigned int)find_first_zero_bit(f->seen, ROUNDS * SD_BATCH_MAX),
			ROUNDS * sd_kunit_threads);
}

/* All of the round have arrived and none has gone on: so the count says. */
static int count_action(void *arg)
{
	struct fixture *f = arg;

	f->actions++;
	if (atomic_read(&f->arrived) != f->actions * f->barrier.parties)
		f->early++;
	return f->action_err;
}

static void barrier_action_runs_once_a_round(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	KUNIT_ASSERT_EQ(test, sd_barrier_init(&f->barrier, sd_kunit_threads, count_action, f),
			0);
	sd_batch_join(test, sd_batch_start(test, sd_kunit_threads, pass_rounds, f));
	KUNIT_EXPECT_EQ(test, f->actions, (unsigned int)ROUNDS);
	KUNIT_EXPECT_EQ(test, f->early, 0U);
}

/* Python: an exception in the action goes to the one that ran it. */
static void barrier_failed_action_breaks_it(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	KUNIT_ASSERT_EQ(test, sd_barrier_init(&f->barrier, sd_kunit_threads + 1,
					      count_action, f), 0);
	f->action_err = -EIO;
	b = start_waiting(test);
	KUNIT_EXPECT_EQ(test, sd_barrier_wait(&f->barrier, MAX_SCHEDULE_TIMEOUT), -EIO);
	join(test, b, 0, sd_kunit_threads);
	KUNIT_EXPECT_EQ(test, f->actions, 1U);
	KUNIT_EXPECT_TRUE(test, sd_barrier_broken(&f->barrier));
}

static void barrier_abort_gives_all_an_error(struct kunit *test)
{
	struct sd_barrier *barrier = begin(test, sd_kunit_threads + 1);
	struct sd_batch *b = start_waiting(test);

	KUNIT_EXPECT_FALSE(test, sd_barrier_broken(barrier));
	sd_barrier_abort(barrier);
	join(test, b, 0, sd_kunit_threads);
	KUNIT_EXPECT_TRUE(test, sd_barrier_broken(barrier));
	/* And who comes later. */
	KUNIT_EXPECT_EQ(test, sd_barrier_wait(barrier, MAX_SCHEDULE_TIMEOUT), -EPIPE);
	KUNIT_EXPECT_EQ(test, sd_barrier_waiting(barrier), 0U);
}

static void barrier_reset_frees_the_waiters_with_an_error(struct kunit *test)
{
	struct sd_barrier *barrier = begin(test, sd_kunit_threads + 1);
	struct sd_batch *b = start_waiting(test);

	sd_barrier_reset(barrier);
	join(test, b, 0, sd_kunit_threads);
	KUNIT_EXPECT_FALSE(test, sd_barrier_broken(barrier));
}

static void barrier_works_again_after_a_reset(struct kunit *test)
{
	struct sd_barrier *barrier = begin(test, sd_kunit_threads + 1);
	struct sd_batch *b = start_waiting(test);

	sd_barrier_reset(barrier);
	join(test, b, 0, sd_kunit_threads);
	expect_works(test);
}

static void barrier_works_again_after_abort_and_reset(struct kunit *test)
{
	struct sd_barrier *barrier = begin(test, sd_kunit_threads + 1);
	struct sd_batch *b = start_waiting(test);

	sd_barrier_abort(barrier);
	join(test, b, 0, sd_kunit_threads);
	sd_barrier_reset(barrier);
	expect_works(test);
}

/*
 * Who was let through stays so, whatever is done to the barrier before it looks:
 * the last one to arrive aborts and resets at once.
 */
static void barrier_abort_and_reset_spare_the_round_before(struct kunit *test)
{
	struct sd_barrier *barrier = begin(test, sd_kunit_threads + 1);
	struct sd_batch *b = start_waiting(test);

	KUNIT_EXPECT_EQ(test, sd_barrier_wait(barrier, MAX_SCHEDULE_TIMEOUT),
			(int)sd_kunit_threads);
	sd_barrier_abort(barrier);
	sd_barrier_reset(barrier);
	join(test, b, sd_kunit_threads, 0);
}

static int wait_timed(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	unsigned long start = jiffies;

	f->err = sd_barrier_wait(&f->barrier, msecs_to_jiffies(sd_kunit_timeout_ms));
	f->took_ms = sd_ms_since(start);
	return 0;
}

static void barrier_timeout_breaks_it(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_barrier *barrier = begin(test, sd_kunit_threads + 2);
	struct sd_batch *b = start_waiting(test);

	sd_batch_join(test, sd_batch_start(test, 1, wait_timed, f));
	sd_batch_timed_out(test, f->err, f->took_ms);
	join(test, b, 0, sd_kunit_threads);
	KUNIT_EXPECT_TRUE(test, sd_barrier_broken(barrier));
}

static void barrier_in_time_is_not_broken(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_barrier *barrier = begin(test, sd_kunit_threads + 1);
	struct sd_batch *b = start_waiting(test);

	sd_batch_join(test, sd_batch_start(test, 1, wait_timed, f));
	KUNIT_EXPECT_EQ(test, f->err, (int)sd_kunit_threads);
	join(test, b, sd_kunit_threads, 0);
	KUNIT_EXPECT_FALSE(test, sd_barrier_broken(barrier));
}

static int wait_and_look(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->err = sd_barrier_wait(&f->barrier, MAX_SCHEDULE_TIMEOUT);
	return 0;
}

/* The others would wait for it for ever. */
static void barrier_ended_waiter_breaks_it(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_barrier *barrier = begin(test, sd_kunit_threads + 2);
	struct sd_batch *b = start_waiting(test), *one;

	one = sd_batch_start(test, 1, wait_and_look, f);
	sd_batch_settle(test, one);
	sd_batch_cancel(one);
	KUNIT_EXPECT_EQ(test, f->err, -EINTR);
	join(test, b, 0, sd_kunit_threads);
	KUNIT_EXPECT_TRUE(test, sd_barrier_broken(barrier));
}

static struct kunit_case barrier_cases[] = {
	KUNIT_CASE(barrier_takes_one_party_at_least),
	KUNIT_CASE(barrier_of_one_does_not_wait),
	KUNIT_CASE(barrier_nobody_is_through_before_the_last),
	KUNIT_CASE(barrier_lockstep_for_10_rounds),
	KUNIT_CASE(barrier_indices_are_unique),
	KUNIT_CASE(barrier_action_runs_once_a_round),
	KUNIT_CASE(barrier_failed_action_breaks_it),
	KUNIT_CASE(barrier_abort_gives_all_an_error),
	KUNIT_CASE(barrier_reset_frees_the_waiters_with_an_error),
	KUNIT_CASE(barrier_works_again_after_a_reset),
	KUNIT_CASE(barrier_works_again_after_abort_and_reset),
	KUNIT_CASE(barrier_abort_and_reset_spare_the_round_before),
	KUNIT_CASE(barrier_timeout_breaks_it),
	KUNIT_CASE(barrier_in_time_is_not_broken),
	KUNIT_CASE(barrier_ended_waiter_breaks_it),
	{ }
};

static struct kunit_suite barrier_suite = {
	.name = "syncdemo_barrier",
	.init = barrier_init,
	.exit = sd_batch_suite_exit,
	.test_cases = barrier_cases,
};

kunit_test_suite(barrier_suite);
