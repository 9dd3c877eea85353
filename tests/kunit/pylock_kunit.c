// SPDX-License-Identifier: GPL-2.0-only
/*
 * sd_lock keeps the promises of Python's Lock, one case for each. What the kernel's
 * own locks keep of them is in lock_kunit.c.
 */
#include <linux/jiffies.h>

#include "batch.h"
#include "primitives/lock.h"

struct fixture {
	struct sd_lock lock;
	int err;
};

static int pylock_init(struct kunit *test)
{
	struct fixture *f = sd_batch_fixture(test, sizeof(*f));

	if (!f)
		return -ENOMEM;
	sd_lock_init(&f->lock);
	return 0;
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

/* Takes it, counts, lets it go. */
static int user(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_lock_acquire(&f->lock);

	if (err)
		return err;
	sd_batch_pass(b, 0);
	return sd_lock_release(&f->lock);
}

static int timed_user(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->err = sd_lock_acquire_timeout(&f->lock, msecs_to_jiffies(sd_kunit_timeout_ms));
	if (f->err)
		return 0;
	sd_batch_pass(b, 0);
	return sd_lock_release(&f->lock);
}

static int trier(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (!sd_lock_try(&f->lock))
		return 0;
	sd_batch_pass(b, 0);
	return sd_lock_release(&f->lock);
}

static void pylock_acquire_and_release(struct kunit *test)
{
	struct sd_lock *l = &fixture_of(test)->lock;

	for (int i = 0; i < 2; i++) {
		KUNIT_EXPECT_EQ(test, sd_lock_acquire(l), 0);
		KUNIT_EXPECT_TRUE(test, sd_lock_locked(l));
		KUNIT_EXPECT_EQ(test, sd_lock_release(l), 0);
		KUNIT_EXPECT_FALSE(test, sd_lock_locked(l));
	}
	sd_lock_destroy(l);
}

static void pylock_try_is_true_when_free_and_false_when_held(struct kunit *test)
{
	struct sd_lock *l = &fixture_of(test)->lock;

	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, trier), 1U);
	KUNIT_EXPECT_TRUE(test, sd_lock_try(l));
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, trier), 0U);
	/* Not recursive: false for the one who has it, too. */
	KUNIT_EXPECT_FALSE(test, sd_lock_try(l));
	KUNIT_EXPECT_EQ(test, sd_lock_release(l), 0);
}

static void pylock_contenders_block_until_the_release(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	KUNIT_ASSERT_EQ(test, sd_lock_acquire(&f->lock), 0);
	b = sd_batch_blocked(test, sd_kunit_threads, user);
	KUNIT_EXPECT_EQ(test, sd_lock_release(&f->lock), 0);
	sd_batch_join_through(test, b);
}

static void pylock_release_when_free_is_an_error(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, sd_lock_release(&fixture_of(test)->lock), -EPERM);
}

static int releaser(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	return sd_lock_release(&f->lock);
}

static void pylock_another_thread_may_release(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	KUNIT_ASSERT_EQ(test, sd_lock_acquire(&f->lock), 0);
	b = sd_batch_start(test, 1, releaser, f);
	sd_batch_join(test, b);
	KUNIT_EXPECT_FALSE(test, sd_lock_locked(&f->lock));
}

static int acquire_twice(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	for (int i = 0; i < 2; i++) {
		int err = sd_lock_acquire(&f->lock);

		if (err)
			return err;
		sd_batch_pass(b, 0);
	}
	return 0;
}

static void pylock_second_acquire_of_the_owner_blocks(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = sd_batch_start(test, 1, acquire_twice, f);

	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 1U);
	KUNIT_EXPECT_EQ(test, sd_lock_release(&f->lock), 0);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
}

static void pylock_timeout_false_in_time_when_held(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	unsigned long start;

	KUNIT_ASSERT_EQ(test, sd_lock_acquire(&f->lock), 0);
	start = jiffies;
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, timed_user), 0U);
	sd_batch_timed_out(test, f->err, sd_ms_since(start));
}

static void pylock_timeout_true_at_once_when_free(struct kunit *test)
{
	struct sd_lock *l = &fixture_of(test)->lock;

	/* Not a question of time: with none to spare it must do as well. */
	KUNIT_EXPECT_EQ(test, sd_lock_acquire_timeout(l, 0), 0);
	KUNIT_EXPECT_EQ(test, sd_lock_acquire_timeout(l, 0), -ETIMEDOUT);
}

static void pylock_is_sound_after_a_timeout(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	KUNIT_ASSERT_EQ(test, sd_lock_acquire(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, timed_user), 0U);
	KUNIT_EXPECT_EQ(test, sd_lock_release(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, timed_user), 1U);
	/* Nobody runs who could queue or leave by now. */
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&f->lock.wait));
}

/* One that is ended while it waits has taken nothing with it. */
static void pylock_is_free_after_a_waiter_was_ended(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	KUNIT_ASSERT_EQ(test, sd_lock_acquire(&f->lock), 0);
	b = sd_batch_blocked(test, 2, user);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	KUNIT_EXPECT_EQ(test, sd_lock_release(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, user), 1U);
}

static void pylock_fifteen_threads_leave_it_free(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = sd_batch_start(test, 15, user, f);

	sd_batch_join_through(test, b);
	KUNIT_EXPECT_FALSE(test, sd_lock_locked(&f->lock));
}

static struct kunit_case pylock_cases[] = {
	KUNIT_CASE(pylock_acquire_and_release),
	KUNIT_CASE(pylock_try_is_true_when_free_and_false_when_held),
	KUNIT_CASE(pylock_contenders_block_until_the_release),
	KUNIT_CASE(pylock_release_when_free_is_an_error),
	KUNIT_CASE(pylock_another_thread_may_release),
	KUNIT_CASE(pylock_second_acquire_of_the_owner_blocks),
	KUNIT_CASE(pylock_timeout_false_in_time_when_held),
	KUNIT_CASE(pylock_timeout_true_at_once_when_free),
	KUNIT_CASE(pylock_is_sound_after_a_timeout),
	KUNIT_CASE(pylock_is_free_after_a_waiter_was_ended),
	KUNIT_CASE(pylock_fifteen_threads_leave_it_free),
	{ }
};

static struct kunit_suite pylock_suite = {
	.name = "syncdemo_pylock",
	.init = pylock_init,
	.exit = sd_batch_suite_exit,
	.test_cases = pylock_cases,
};

kunit_test_suite(pylock_suite);
