// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Lock, as the kernel has it ready-made: a mutex, whose owner alone
 * may release it, and a semaphore of one, which anyone may. Each promise of
 * Lock is tested on the one that keeps it, or on both. This is what the demo
 * lock, and the README's table, build on.
 *
 * Left out: bad timeouts (a timeout is unsigned here), and the mutex's with a
 * timeout (there is none). A destroyed held mutex is reported by the kernel's
 * own debugging, after which lockdep is off until the next boot.
 */
#include <linux/mutex.h>
#include <linux/semaphore.h>

#include "batch.h"

struct lock {
	struct mutex mutex;	/* what is tested */
	struct semaphore sem;
	int err;
};

static int lock_init(struct kunit *test)
{
	struct lock *l = sd_batch_fixture(test, sizeof(*l));

	if (!l)
		return -ENOMEM;
	mutex_init(&l->mutex);
	sema_init(&l->sem, 1);
	return 0;
}

static struct lock *lock_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

static int mutex_user(struct sd_batch *b, struct sd_worker *w)
{
	struct lock *l = b->shared;
	int err = mutex_lock_killable(&l->mutex);

	if (err)
		return err;
	sd_batch_pass(b, 0);
	mutex_unlock(&l->mutex);
	return 0;
}

static int sem_user(struct sd_batch *b, struct sd_worker *w)
{
	struct lock *l = b->shared;
	int err = down_killable(&l->sem);

	if (err)
		return err;
	sd_batch_pass(b, 0);
	up(&l->sem);
	return 0;
}

static int mutex_try(struct sd_batch *b, struct sd_worker *w)
{
	struct lock *l = b->shared;

	if (!mutex_trylock(&l->mutex))
		return 0;
	sd_batch_pass(b, 0);
	mutex_unlock(&l->mutex);
	return 0;
}

static int sem_try(struct sd_batch *b, struct sd_worker *w)
{
	struct lock *l = b->shared;

	if (down_trylock(&l->sem))
		return 0;
	sd_batch_pass(b, 0);
	up(&l->sem);
	return 0;
}

static void lock_acquire_and_release(struct kunit *test)
{
	struct lock *l = lock_of(test);

	for (int i = 0; i < 2; i++) {
		mutex_lock(&l->mutex);
		KUNIT_EXPECT_TRUE(test, mutex_is_locked(&l->mutex));
		mutex_unlock(&l->mutex);
		KUNIT_EXPECT_FALSE(test, mutex_is_locked(&l->mutex));
		KUNIT_EXPECT_EQ(test, down_killable(&l->sem), 0);
		up(&l->sem);
	}
}

static void lock_try_is_true_when_free_and_false_when_held(struct kunit *test)
{
	struct lock *l = lock_of(test);

	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, mutex_try), 1U);
	mutex_lock(&l->mutex);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, mutex_try), 0U);
	mutex_unlock(&l->mutex);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, mutex_try), 1U);

	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, sem_try), 1U);
	down(&l->sem);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, sem_try), 0U);
	up(&l->sem);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, sem_try), 1U);
}

/* The lock is held: contenders block. @release lets them, and all come through. */
static void contend(struct kunit *test, sd_batch_fn fn, void (*release)(struct lock *l))
{
	struct sd_batch *b = sd_batch_blocked(test, sd_kunit_threads, fn);

	release(lock_of(test));
	sd_batch_join_through(test, b);
}

static void release_mutex(struct lock *l)
{
	mutex_unlock(&l->mutex);
}

static void release_sem(struct lock *l)
{
	up(&l->sem);
}

static void lock_contenders_block_until_the_release(struct kunit *test)
{
	struct lock *l = lock_of(test);

	mutex_lock(&l->mutex);
	contend(test, mutex_user, release_mutex);
	down(&l->sem);
	contend(test, sem_user, release_sem);
}

/* One that is ended while it waits has taken nothing with it. */
static void lock_is_free_after_a_waiter_was_ended(struct kunit *test)
{
	struct lock *l = lock_of(test);
	struct sd_batch *b;

	mutex_lock(&l->mutex);
	b = sd_batch_blocked(test, 2, mutex_user);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	mutex_unlock(&l->mutex);
	KUNIT_EXPECT_EQ(test, sd_batch_by_another(test, mutex_user), 1U);

	down(&l->sem);
	b = sd_batch_blocked(test, 2, sem_user);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	up(&l->sem);
	KUNIT_EXPECT_EQ(test, l->sem.count, 1U);
}

static int timed(struct sd_batch *b, struct sd_worker *w)
{
	struct lock *l = b->shared;

	l->err = down_timeout(&l->sem, msecs_to_jiffies(sd_kunit_timeout_ms));
	if (!l->err)
		up(&l->sem);
	return 0;
}

static void lock_timeout_false_in_time_when_held(struct kunit *test)
{
	struct lock *l = lock_of(test);
	unsigned long start;

	down(&l->sem);
	start = jiffies;
	sd_batch_by_another(test, timed);
	KUNIT_EXPECT_TRUE(test, sd_about(sd_ms_since(start), sd_kunit_timeout_ms));
	KUNIT_EXPECT_EQ(test, l->err, -ETIME);
	up(&l->sem);
}

static void lock_timeout_true_at_once_when_free(struct kunit *test)
{
	struct lock *l = lock_of(test);

	/* Not a question of time: with none to spare it must do as well. */
	KUNIT_EXPECT_EQ(test, down_timeout(&l->sem, 0), 0);
	KUNIT_EXPECT_EQ(test, down_timeout(&l->sem, 0), -ETIME);
	up(&l->sem);
}

static void lock_is_sound_after_a_timeout(struct kunit *test)
{
	struct lock *l = lock_of(test);

	down(&l->sem);
	sd_batch_by_another(test, timed);
	KUNIT_EXPECT_EQ(test, l->err, -ETIME);
	up(&l->sem);
	sd_batch_by_another(test, timed);
	KUNIT_EXPECT_EQ(test, l->err, 0);
	KUNIT_EXPECT_TRUE(test, list_empty(&l->sem.wait_list));
}

static void lock_fifteen_threads_leave_it_free(struct kunit *test)
{
	struct lock *l = lock_of(test);
	struct sd_batch *b = sd_batch_start(test, 15, mutex_user, l);

	sd_batch_join_through(test, b);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&l->mutex));
}

/* Lock, unlike RLock. The mutex does so too, but then nothing could free it. */
static int acquire_twice(struct sd_batch *b, struct sd_worker *w)
{
	struct lock *l = b->shared;

	for (int i = 0; i < 2; i++) {
		int err = down_killable(&l->sem);

		if (err)
			return err;
		sd_batch_pass(b, 0);
	}
	up(&l->sem);
	return 0;
}

static void lock_second_acquire_of_the_owner_blocks(struct kunit *test)
{
	struct lock *l = lock_of(test);
	struct sd_batch *b = sd_batch_start(test, 1, acquire_twice, l);

	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 1U);
	up(&l->sem);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
}

static int only_release(struct sd_batch *b, struct sd_worker *w)
{
	struct lock *l = b->shared;

	up(&l->sem);
	return 0;
}

/* A semaphore keeps this one; a mutex forbids it, and lockdep says so. */
static void lock_another_thread_may_release(struct kunit *test)
{
	struct lock *l = lock_of(test);

	down(&l->sem);
	sd_batch_by_another(test, only_release);
	KUNIT_EXPECT_EQ(test, down_trylock(&l->sem), 0);
	up(&l->sem);
}

static struct kunit_case lock_cases[] = {
	KUNIT_CASE(lock_acquire_and_release),
	KUNIT_CASE(lock_try_is_true_when_free_and_false_when_held),
	KUNIT_CASE(lock_contenders_block_until_the_release),
	KUNIT_CASE(lock_is_free_after_a_waiter_was_ended),
	KUNIT_CASE(lock_timeout_false_in_time_when_held),
	KUNIT_CASE(lock_timeout_true_at_once_when_free),
	KUNIT_CASE(lock_is_sound_after_a_timeout),
	KUNIT_CASE(lock_fifteen_threads_leave_it_free),
	KUNIT_CASE(lock_second_acquire_of_the_owner_blocks),
	KUNIT_CASE(lock_another_thread_may_release),
	{ }
};

static struct kunit_suite lock_suite = {
	.name = "syncdemo_lock",
	.init = lock_init,
	.exit = sd_batch_suite_exit,
	.test_cases = lock_cases,
};

kunit_test_suite(lock_suite);
