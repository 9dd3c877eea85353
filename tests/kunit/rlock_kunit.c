// SPDX-License-Identifier: GPL-2.0-only
/*
 * sd_rlock keeps the promises of Python's RLock, one case for each.
 *
 * Left out: bad timeouts (a timeout is unsigned here).
 */
#include <linux/moduleparam.h>

#include "batch.h"
#include "primitives/rlock.h"

static bool sd_kunit_splats;
module_param_named(splats, sd_kunit_splats, bool, 0444);
MODULE_PARM_DESC(splats, "run the cases that make the kernel complain (default no)");

struct fixture {
	struct sd_rlock lock;
	int err;
};

static int rlock_init(struct kunit *test)
{
	struct fixture *f = sd_batch_fixture(test, sizeof(*f));

	if (!f)
		return -ENOMEM;
	sd_rlock_init(&f->lock);
	return 0;
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

static int use(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	sd_batch_pass(b, 0);
	return sd_rlock_release(&f->lock);
}

static int try(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (!sd_rlock_try(&f->lock))
		return 0;
	sd_batch_pass(b, 0);
	return sd_rlock_release(&f->lock);
}

static int use_timed(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->err = sd_rlock_acquire_timeout(&f->lock, msecs_to_jiffies(sd_kunit_timeout_ms));
	return f->err ? 0 : sd_rlock_release(&f->lock);
}

static void rlock_acquire_and_release(struct kunit *test)
{
	struct sd_rlock *l = &fixture_of(test)->lock;

	for (int i = 0; i < 2; i++) {
		KUNIT_ASSERT_EQ(test, sd_rlock_acquire(l), 0);
		KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 0U);
		KUNIT_ASSERT_EQ(test, sd_rlock_release(l), 0);
		KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 1U);
	}
	sd_rlock_destroy(l);
}

static void rlock_try_is_true_when_free_and_false_when_held(struct kunit *test)
{
	struct sd_rlock *l = &fixture_of(test)->lock;

	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 1U);
	KUNIT_ASSERT_TRUE(test, sd_rlock_try(l));
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 0U);
	/* But it is no other thread to itself. */
	KUNIT_EXPECT_TRUE(test, sd_rlock_try(l));
	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), 0);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 0U);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), 0);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 1U);
}

static void rlock_contenders_block_until_the_release(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	b = sd_batch_blocked(test, sd_kunit_threads, use);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_join_through(test, b);
	sd_rlock_destroy(&f->lock);
}

/* Longer than the case waits for its threads. */
static int use_timed_for_long(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire_timeout(&f->lock, 10 * SD_PATIENCE);

	f->err = err;
	if (err)
		return err;
	sd_batch_pass(b, 0);
	return sd_rlock_release(&f->lock);
}

/* As above, through the door with a timeout: a release wakes those as well. */
static void rlock_timed_contenders_block_until_the_release(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	b = sd_batch_blocked(test, sd_kunit_threads, use_timed_for_long);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_join_through(test, b);
	sd_rlock_destroy(&f->lock);
}

static void rlock_is_free_after_a_waiter_was_ended(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	b = sd_batch_blocked(test, 2, use);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	/* The one who holds it goes on to. */
	KUNIT_EXPECT_TRUE(test, sd_rlock_owned(&f->lock));
	KUNIT_EXPECT_EQ(test, sd_rlock_release(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, use), 1U);
	sd_rlock_destroy(&f->lock);
}

static void rlock_timed_wait_says_that_it_was_ended(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	b = sd_batch_blocked(test, 1, use_timed_for_long);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, f->err, -EINTR);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 1U);
}

static void rlock_timeout_false_in_time_when_held(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	unsigned long start;

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	start = jiffies;
	sd_batch_by_another(test, use_timed);
	sd_batch_timed_out(test, f->err, sd_ms_since(start));
	KUNIT_EXPECT_EQ(test, sd_rlock_release(&f->lock), 0);
}

static void rlock_timeout_true_at_once_when_free(struct kunit *test)
{
	struct sd_rlock *l = &fixture_of(test)->lock;

	/* Not a question of time: with none to spare it must do as well. */
	KUNIT_EXPECT_EQ(test, sd_rlock_acquire_timeout(l, 0), 0);
	KUNIT_EXPECT_EQ(test, sd_rlock_acquire_timeout(l, 0), 0);
	KUNIT_EXPECT_EQ(test, sd_rlock_depth(l), 2U);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), 0);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), 0);
}

static void rlock_is_sound_after_a_timeout(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	sd_batch_by_another(test, use_timed);
	KUNIT_EXPECT_EQ(test, f->err, -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, sd_rlock_depth(&f->lock), 1U);
	/* No race: the only one who used it has been joined. */
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&f->lock.timed));
	KUNIT_EXPECT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_by_another(test, use_timed);
	KUNIT_EXPECT_EQ(test, f->err, 0);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, use), 1U);
	sd_rlock_destroy(&f->lock);
}

static void rlock_fifteen_threads_leave_it_free(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = sd_batch_start(test, 15, use, f);

	sd_batch_join_through(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 1U);
	sd_rlock_destroy(&f->lock);
}

/* A splat, after which lockdep is off: only if asked for, in a boot of its own. */
static void rlock_destroyed_while_held_is_reported(struct kunit *test)
{
	struct sd_rlock *l = &fixture_of(test)->lock;

	if (!sd_kunit_splats)
		kunit_skip(test, "makes the kernel complain: load with splats=1");
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(l), 0);
	sd_rlock_destroy(l);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), 0);
}

static void rlock_nests(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	const int levels = 100;

	for (int i = 0; i < levels; i++)
		KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	for (int i = 0; i < levels; i++) {
		KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 0U);
		KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	}
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 1U);
}

static void rlock_release_when_not_held_is_an_error(struct kunit *test)
{
	struct sd_rlock *l = &fixture_of(test)->lock;

	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), -EPERM);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(l), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(l), 0);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), 0);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), 0);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), -EPERM);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 1U);
}

static int only_release(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->err = sd_rlock_release(&f->lock);
	return 0;
}

static void rlock_release_by_another_thread_is_an_error(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	sd_batch_by_another(test, only_release);
	KUNIT_EXPECT_EQ(test, f->err, -EPERM);
	KUNIT_EXPECT_TRUE(test, sd_rlock_owned(&f->lock));
	KUNIT_EXPECT_EQ(test, sd_rlock_depth(&f->lock), 1U);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, try), 0U);
	KUNIT_EXPECT_EQ(test, sd_rlock_release(&f->lock), 0);
}

static int note_depth(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->err = sd_rlock_depth(&f->lock);
	return 0;
}

/* What the owner sees, and that another thread sees 0 at the same time. */
static void expect_depth(struct kunit *test, unsigned int depth)
{
	struct fixture *f = fixture_of(test);

	KUNIT_EXPECT_EQ(test, sd_rlock_depth(&f->lock), depth);
	sd_batch_by_another(test, note_depth);
	KUNIT_EXPECT_EQ(test, f->err, 0);
}

static void rlock_depth_is_0_1_3_2_0_to_the_owner_and_0_to_others(struct kunit *test)
{
	struct sd_rlock *l = &fixture_of(test)->lock;

	expect_depth(test, 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(l), 0);
	expect_depth(test, 1);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(l), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(l), 0);
	expect_depth(test, 3);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(l), 0);
	expect_depth(test, 2);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(l), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(l), 0);
	expect_depth(test, 0);
}

/* The count is of the owner, not of the lock: the next one starts at 1. */
static int hold_and_look(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	err = sd_rlock_owned(&f->lock) && sd_rlock_depth(&f->lock) == 1 ? 0 : -EPROTO;
	sd_batch_pass(b, 0);
	return sd_batch_await(b, 0) ?: sd_rlock_release(&f->lock) ?: err;
}

static void rlock_ownership_is_per_thread(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	KUNIT_EXPECT_FALSE(test, sd_rlock_owned(&f->lock));
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	KUNIT_EXPECT_TRUE(test, sd_rlock_owned(&f->lock));
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);

	b = sd_batch_start(test, 1, hold_and_look, f);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 1U);
	KUNIT_EXPECT_FALSE(test, sd_rlock_owned(&f->lock));
	KUNIT_EXPECT_FALSE(test, sd_rlock_try(&f->lock));
	sd_batch_open(b, 0);
	sd_batch_join(test, b);
}

static void rlock_too_deep_is_refused(struct kunit *test)
{
	struct sd_rlock *l = &fixture_of(test)->lock;

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(l), 0);
	l->depth = UINT_MAX;
	KUNIT_EXPECT_EQ(test, sd_rlock_acquire(l), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, sd_rlock_acquire_timeout(l, 0), -EOVERFLOW);
	KUNIT_EXPECT_FALSE(test, sd_rlock_try(l));
	KUNIT_EXPECT_EQ(test, sd_rlock_depth(l), UINT_MAX);
	l->depth = 1;
	KUNIT_EXPECT_EQ(test, sd_rlock_release(l), 0);
}

static struct kunit_case rlock_cases[] = {
	KUNIT_CASE(rlock_acquire_and_release),
	KUNIT_CASE(rlock_try_is_true_when_free_and_false_when_held),
	KUNIT_CASE(rlock_contenders_block_until_the_release),
	KUNIT_CASE(rlock_timed_contenders_block_until_the_release),
	KUNIT_CASE(rlock_is_free_after_a_waiter_was_ended),
	KUNIT_CASE(rlock_timed_wait_says_that_it_was_ended),
	KUNIT_CASE(rlock_timeout_false_in_time_when_held),
	KUNIT_CASE(rlock_timeout_true_at_once_when_free),
	KUNIT_CASE(rlock_is_sound_after_a_timeout),
	KUNIT_CASE(rlock_fifteen_threads_leave_it_free),
	KUNIT_CASE(rlock_nests),
	KUNIT_CASE(rlock_release_when_not_held_is_an_error),
	KUNIT_CASE(rlock_release_by_another_thread_is_an_error),
	KUNIT_CASE(rlock_depth_is_0_1_3_2_0_to_the_owner_and_0_to_others),
	KUNIT_CASE(rlock_ownership_is_per_thread),
	KUNIT_CASE(rlock_too_deep_is_refused),
	/* The last one: what it leaves of lockdep is nothing. */
	KUNIT_CASE(rlock_destroyed_while_held_is_reported),
	{ }
};

static struct kunit_suite rlock_suite = {
	.name = "syncdemo_rlock",
	.init = rlock_init,
	.exit = sd_batch_suite_exit,
	.test_cases = rlock_cases,
};

kunit_test_suite(rlock_suite);
