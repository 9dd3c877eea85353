// SPDX-License-Identifier: GPL-2.0-only
/*
 * sd_semaphore keeps the promises of Python's Semaphore and BoundedSemaphore, one
 * case for each; what both promise is run for each.
 */

#include "batch.h"
#include "primitives/semaphore.h"

struct kind {
	const char *name;
	bool bounded;
};

static const struct kind kinds[] = {
	{ "plain", false },
	{ "bounded", true },
};

static void kind_desc(const struct kind *k, char *desc)
{
	strscpy(desc, k->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(kinds, kinds, kind_desc);

struct fixture {
	struct sd_semaphore sem;
	int err;
	s64 took_ms;
};

static int semaphore_init(struct kunit *test)
{
	return sd_batch_fixture(test, sizeof(struct fixture)) ? 0 : -ENOMEM;
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

/* The semaphore of the case: that of its parameter, or a plain one. */
static struct sd_semaphore *begin_with(struct kunit *test, int value)
{
	const struct kind *k = test->param_value;
	struct sd_semaphore *s = &fixture_of(test)->sem;

	KUNIT_ASSERT_EQ(test, sd_semaphore_init(s, value, k && k->bounded), 0);
	return s;
}

static struct sd_semaphore *begin_bounded(struct kunit *test, int value)
{
	struct sd_semaphore *s = &fixture_of(test)->sem;

	KUNIT_ASSERT_EQ(test, sd_semaphore_init(s, value, true), 0);
	return s;
}

static void acquire(struct kunit *test, struct sd_semaphore *s, unsigned int times)
{
	while (times--)
		KUNIT_ASSERT_EQ(test, sd_semaphore_acquire(s), 0);
}

static void semaphore_negative_value_is_rejected(struct kunit *test)
{
	const struct kind *k = test->param_value;
	struct sd_semaphore *s = &fixture_of(test)->sem;

	KUNIT_EXPECT_EQ(test, sd_semaphore_init(s, -1, k->bounded), -EINVAL);
	KUNIT_EXPECT_EQ(test, sd_semaphore_init(s, INT_MIN, k->bounded), -EINVAL);
	KUNIT_EXPECT_EQ(test, sd_semaphore_init(s, 0, k->bounded), 0);
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
}

static void semaphore_default_value_is_1(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, SD_SEMAPHORE_DEFAULT);

	KUNIT_EXPECT_TRUE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 1), 0);
	KUNIT_EXPECT_TRUE(test, sd_semaphore_try(s));
}

static int acquire_twice(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_semaphore_acquire(&f->sem);

	if (err)
		return err;
	sd_batch_pass(b, 0);
	err = sd_semaphore_acquire(&f->sem);
	if (!err)
		sd_batch_pass(b, 0);
	return err;
}

static void release(struct kunit *test, struct sd_batch *b, unsigned int times)
{
	struct fixture *f = b->shared;

	while (times--)
		KUNIT_EXPECT_EQ(test, sd_semaphore_release(&f->sem, 1), 0);
	sd_batch_settle(test, b);
}

/* 10 threads that acquire twice each want 20; one of the 7 is taken before. */
static void semaphore_of_7_lets_6_then_13_then_19_through(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 7);
	struct sd_batch *b;

	acquire(test, s, 1);
	b = sd_batch_start(test, 10, acquire_twice, fixture_of(test));
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 6U);
	release(test, b, 7);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 13U);
	release(test, b, 6);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 19U);
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
	release(test, b, 1);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 20U);
}

/* The same with releases of several at once. */
static void semaphore_release_n_lets_n_through(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 7);
	struct sd_batch *b;

	acquire(test, s, 1);
	b = sd_batch_start(test, 10, acquire_twice, fixture_of(test));
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 6U);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 7), 0);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 13U);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 7), 0);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 20U);
}

static void semaphore_release_of_none_is_an_error(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 1);

	acquire(test, s, 1);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 0), -EINVAL);
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
}

static int try_twice(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	for (int i = 0; i < 2; i++)
		sd_batch_pass(b, !sd_semaphore_try(&f->sem));
	return 0;
}

static void semaphore_3_of_10_tries_are_true(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 4);
	struct sd_batch *b;

	acquire(test, s, 1);
	b = sd_batch_start(test, 5, try_twice, fixture_of(test));
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 3U);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 1), 7U);
}

static int acquire_timed(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	unsigned long start = jiffies;

	f->err = sd_semaphore_acquire_timeout(&f->sem, msecs_to_jiffies(sd_kunit_timeout_ms));
	f->took_ms = sd_ms_since(start);
	return 0;
}

static void semaphore_timeout(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 2);
	struct fixture *f = fixture_of(test);

	acquire(test, s, 1);
	sd_batch_join(test, sd_batch_start(test, 1, acquire_timed, f));
	KUNIT_EXPECT_EQ(test, f->err, 0);
	sd_batch_join(test, sd_batch_start(test, 1, acquire_timed, f));
	sd_batch_timed_out(test, f->err, f->took_ms);
}

static void semaphore_timed_out_waiter_takes_nothing(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 1);
	struct fixture *f = fixture_of(test);

	acquire(test, s, 1);
	sd_batch_join(test, sd_batch_start(test, 1, acquire_timed, f));
	KUNIT_EXPECT_EQ(test, f->err, -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 1), 0);
	KUNIT_EXPECT_TRUE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
}

static int acquire_long(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->err = sd_semaphore_acquire_timeout(&f->sem, 10 * SD_PATIENCE);
	return 0;
}

static void semaphore_timed_waiter_is_let_through(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 1);
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	acquire(test, s, 1);
	f->err = -1;
	b = sd_batch_start(test, 1, acquire_long, f);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, f->err, -1);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 1), 0);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, f->err, 0);
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
}

static int acquire_and_look(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->err = sd_semaphore_acquire(&f->sem);
	return 0;
}

static void semaphore_ended_waiter_takes_nothing(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 1);
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	acquire(test, s, 1);
	b = sd_batch_start(test, 1, acquire_and_look, f);
	sd_batch_settle(test, b);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, f->err, -EINTR);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 1), 0);
	KUNIT_EXPECT_TRUE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
}

static int release_one(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	return sd_semaphore_release(&f->sem, 1);
}

/* As with Python's Lock, and unlike a mutex. */
static void semaphore_another_thread_may_release(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 1);

	acquire(test, s, 1);
	sd_batch_join(test, sd_batch_start(test, 1, release_one, fixture_of(test)));
	KUNIT_EXPECT_TRUE(test, sd_semaphore_try(s));
}

static void semaphore_plain_release_without_acquire_is_allowed(struct kunit *test)
{
	struct sd_semaphore *s = begin_with(test, 1);

	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 1), 0);
	KUNIT_EXPECT_TRUE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_TRUE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
}

static void semaphore_bounded_release_without_acquire_is_an_error(struct kunit *test)
{
	struct sd_semaphore *s = begin_bounded(test, 1);

	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 1), -EOVERFLOW);
	KUNIT_EXPECT_TRUE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 1), 0);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 1), -EOVERFLOW);
}

/* One of three too many: none of them is released. */
static void semaphore_bounded_release_of_too_many_releases_none(struct kunit *test)
{
	struct sd_semaphore *s = begin_bounded(test, 3);

	acquire(test, s, 2);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 3), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, UINT_MAX), -EOVERFLOW);
	KUNIT_EXPECT_TRUE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_FALSE(test, sd_semaphore_try(s));
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 3), 0);
	KUNIT_EXPECT_EQ(test, sd_semaphore_release(s, 1), -EOVERFLOW);
}

#define SEM_CASE(fn)	KUNIT_CASE_PARAM(fn, kinds_gen_params)

static struct kunit_case semaphore_cases[] = {
	SEM_CASE(semaphore_negative_value_is_rejected),
	SEM_CASE(semaphore_default_value_is_1),
	SEM_CASE(semaphore_of_7_lets_6_then_13_then_19_through),
	SEM_CASE(semaphore_release_n_lets_n_through),
	SEM_CASE(semaphore_release_of_none_is_an_error),
	SEM_CASE(semaphore_3_of_10_tries_are_true),
	SEM_CASE(semaphore_timeout),
	SEM_CASE(semaphore_timed_out_waiter_takes_nothing),
	SEM_CASE(semaphore_timed_waiter_is_let_through),
	SEM_CASE(semaphore_ended_waiter_takes_nothing),
	SEM_CASE(semaphore_another_thread_may_release),
	KUNIT_CASE(semaphore_plain_release_without_acquire_is_allowed),
	KUNIT_CASE(semaphore_bounded_release_without_acquire_is_an_error),
	KUNIT_CASE(semaphore_bounded_release_of_too_many_releases_none),
	{ }
};

static struct kunit_suite semaphore_suite = {
	.name = "syncdemo_semaphore",
	.init = semaphore_init,
	.exit = sd_batch_suite_exit,
	.test_cases = semaphore_cases,
};

kunit_test_suite(semaphore_suite);
