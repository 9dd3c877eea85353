// SPDX-License-Identifier: GPL-2.0-only
/*
 * sd_condition keeps the promises of Python's Condition, one case for each.
 */

#include "batch.h"
#include "primitives/condition.h"

struct fixture {
	struct sd_rlock lock;
	struct sd_condition cond;
	struct sd_condition other;
	unsigned int value;
	unsigned int asked;
	int err;
	s64 took_ms;
	unsigned int order[SD_BATCH_MAX];
	unsigned int nr_order;
};

static int condition_init(struct kunit *test)
{
	struct fixture *f = sd_batch_fixture(test, sizeof(*f));

	if (!f)
		return -ENOMEM;
	sd_rlock_init(&f->lock);
	sd_condition_init(&f->cond, &f->lock);
	sd_condition_init(&f->other, &f->lock);
	return 0;
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

/* Waits once; through[0] counts who came back. */
static int wait_once(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	err = sd_condition_wait(&f->cond, SD_FOREVER);
	if (!err) {
		f->order[f->nr_order++] = w->index;
		sd_batch_pass(b, 0);
	}
	return sd_rlock_release(&f->lock) ?: err;
}

/* Asked when nobody moves, or with the lock. */
static unsigned int waiters(struct fixture *f)
{
	struct list_head *node;
	unsigned int nr = 0;

	list_for_each(node, &f->cond.waiters)
		nr++;
	return nr;
}

/* Threads that all wait, and provably so: asleep, and in the list. */
static struct sd_batch *start_waiting(struct kunit *test, unsigned int nr, sd_batch_fn fn)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = sd_batch_start(test, nr, fn, f);

	sd_batch_settle(test, b);
	KUNIT_ASSERT_EQ(test, waiters(f), nr);
	KUNIT_ASSERT_EQ(test, sd_batch_through(b, 0), 0U);
	return b;
}

static void notify(struct kunit *test, unsigned int n)
{
	struct fixture *f = fixture_of(test);

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_condition_notify(&f->cond, n), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
}

static void condition_wait_without_the_lock_is_an_error(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	KUNIT_EXPECT_EQ(test, sd_condition_wait(&f->cond, SD_FOREVER), -EPERM);
	KUNIT_EXPECT_EQ(test, waiters(f), 0U);
}

static bool never_asked(void *arg)
{
	struct fixture *f = arg;

	f->asked++;
	return true;
}

static void condition_wait_for_without_the_lock_is_an_error(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	KUNIT_EXPECT_EQ(test, sd_condition_wait_for(&f->cond, never_asked, f, SD_FOREVER),
			-EPERM);
	KUNIT_EXPECT_EQ(test, f->asked, 0U);
}

static int notify_unlocked(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->err = sd_condition_notify(&f->cond, 1);
	return 0;
}

static void condition_notify_without_the_lock_is_an_error(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = start_waiting(test, 1, wait_once);
	struct sd_batch *notifier;

	KUNIT_EXPECT_EQ(test, sd_condition_notify(&f->cond, 1), -EPERM);
	KUNIT_EXPECT_EQ(test, sd_condition_notify_all(&f->cond), -EPERM);
	/* Held by another is not held either. */
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	notifier = sd_batch_start(test, 1, notify_unlocked, f);
	sd_batch_join(test, notifier);
	KUNIT_EXPECT_EQ(test, f->err, -EPERM);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, waiters(f), 1U);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	notify(test, 1);
	sd_batch_join(test, b);
}

/* CPython's phases are 3, 5 and all; with fewer threads they are smaller. */
static void condition_notify_wakes_exactly_n(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	unsigned int nr = max(sd_kunit_threads, 2U) + 8;
	struct sd_batch *b = start_waiting(test, nr, wait_once);

	notify(test, 0);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	notify(test, 3);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 3U);
	KUNIT_EXPECT_EQ(test, waiters(f), nr - 3);
	notify(test, 5);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 8U);
	KUNIT_EXPECT_EQ(test, waiters(f), nr - 8);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_condition_notify_all(&f->cond), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), nr);
}

static void condition_notify_more_than_wait_wakes_all(struct kunit *test)
{
	struct sd_batch *b = start_waiting(test, 2, wait_once);

	notify(test, 100);
	sd_batch_join(test, b);
}

static void condition_notify_wakes_who_waits_longest(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *first = start_waiting(test, 1, wait_once);
	struct sd_batch *second = sd_batch_start(test, 1, wait_once, f);

	sd_batch_settle(test, second);
	notify(test, 1);
	sd_batch_join(test, first);
	sd_batch_settle(test, second);
	KUNIT_EXPECT_EQ(test, sd_batch_through(second, 0), 0U);
	notify(test, 1);
	sd_batch_join(test, second);
}

/* A notification is for who waits: it is not kept for who comes later. */
static void condition_notify_is_not_remembered(struct kunit *test)
{
	struct sd_batch *b;

	notify(test, 1);
	b = start_waiting(test, 1, wait_once);
	notify(test, 1);
	sd_batch_join(test, b);
}

static void condition_returns_only_after_the_notifier_releases(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = start_waiting(test, sd_kunit_threads, wait_once);

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_condition_notify_all(&f->cond), 0);
	KUNIT_EXPECT_EQ(test, waiters(f), 0U);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), sd_kunit_threads);
}

/* To see that a waiter has the lock, to the depth it had before. */
static int wait_nested(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	err = sd_rlock_acquire(&f->lock) ?: sd_rlock_acquire(&f->lock);
	if (err)
		return err;
	err = sd_condition_wait(&f->cond, SD_FOREVER);
	if (sd_rlock_depth(&f->lock) != 3)
		err = -EPROTO;
	sd_batch_pass(b, 0);
	return sd_rlock_release(&f->lock) ?: sd_rlock_release(&f->lock) ?:
	       sd_rlock_release(&f->lock) ?: err;
}

static void condition_lock_is_reentrant(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	/* That they all wait shows that each gave up every level. */
	struct sd_batch *b = start_waiting(test, sd_kunit_threads, wait_nested);

	KUNIT_ASSERT_TRUE(test, sd_rlock_try(&f->lock));
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_condition_notify_all(&f->cond), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_join(test, b);
}

static int wait_other(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	err = sd_condition_wait(&f->other, SD_FOREVER);
	if (!err)
		sd_batch_pass(b, 0);
	return sd_rlock_release(&f->lock) ?: err;
}

static void condition_lock_may_be_shared(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *mine = start_waiting(test, 2, wait_once);
	struct sd_batch *others = sd_batch_start(test, 2, wait_other, f);

	sd_batch_settle(test, others);
	notify(test, UINT_MAX);
	sd_batch_join(test, mine);
	sd_batch_settle(test, others);
	KUNIT_EXPECT_EQ(test, sd_batch_through(others, 0), 0U);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	KUNIT_EXPECT_EQ(test, sd_condition_notify_all(&f->other), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_join(test, others);
}

static int wait_timed(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	unsigned long start = jiffies;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	f->err = sd_condition_wait(&f->cond, msecs_to_jiffies(sd_kunit_timeout_ms));
	f->took_ms = sd_ms_since(start);
	return sd_rlock_release(&f->lock);
}

static void condition_timeout(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = sd_batch_start(test, 1, wait_timed, f);

	sd_batch_join(test, b);
	sd_batch_timed_out(test, f->err, f->took_ms);
}

/* Who has given up takes no notification away from who still waits. */
static void condition_timed_out_waiter_is_gone(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *timed = sd_batch_start(test, 1, wait_timed, f);
	struct sd_batch *b;

	sd_batch_join(test, timed);
	KUNIT_ASSERT_EQ(test, f->err, -ETIMEDOUT);
	/* To look further with it in the list is to look at a dead stack. */
	KUNIT_ASSERT_TRUE(test, list_empty(&f->cond.waiters));
	b = start_waiting(test, 1, wait_once);
	notify(test, 1);
	sd_batch_join(test, b);
}

static int wait_long(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	f->err = sd_condition_wait(&f->cond, 10 * SD_PATIENCE);
	return sd_rlock_release(&f->lock);
}

static void condition_timed_wait_is_true_if_notified(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	f->err = -1;
	b = start_waiting(test, 1, wait_long);
	notify(test, 1);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, f->err, 0);
}

/* So long that the case gets in between, however slow the machine. */
static unsigned long a_while(void)
{
	return msecs_to_jiffies(5 * sd_kunit_timeout_ms);
}

static int wait_a_while(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	f->err = sd_condition_wait(&f->cond, a_while());
	return sd_rlock_release(&f->lock);
}

/* A waiter waits interruptibly, and for the lock, on its way back, not. */
static bool waits_for_the_lock(void *arg)
{
	return READ_ONCE(sd_batch_worker(arg, 0)->task->__state) & TASK_UNINTERRUPTIBLE;
}

/*
 * Notified when its time has run out, but before it got the lock back: it was
 * notified, for otherwise nobody would act on the notification.
 */
static void condition_notified_just_in_time_counts(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	f->err = -1;
	b = start_waiting(test, 1, wait_a_while);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	KUNIT_ASSERT_EQ(test, f->err, -1);
	KUNIT_ASSERT_TRUE(test, sd_batch_until(waits_for_the_lock, b));
	KUNIT_EXPECT_EQ(test, sd_condition_notify(&f->cond, 1), 0);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, f->err, 0);
}

static int wait_and_look(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock) ?: sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	f->err = sd_condition_wait(&f->cond, SD_FOREVER);
	if (sd_rlock_depth(&f->lock) == 2)
		sd_batch_pass(b, 0);
	return sd_rlock_release(&f->lock) ?: sd_rlock_release(&f->lock);
}

/* Released on an error path as well: taken back, and then given up for good. */
static void condition_ended_waiter_has_the_lock_and_frees_it(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = start_waiting(test, 1, wait_and_look);

	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, f->err, -EINTR);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 1U);
	KUNIT_EXPECT_TRUE(test, list_empty(&f->cond.waiters));
	KUNIT_ASSERT_TRUE(test, sd_rlock_try(&f->lock));
	KUNIT_EXPECT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_rlock_destroy(&f->lock);
}

static bool value_is_4(void *arg)
{
	struct fixture *f = arg;

	f->asked++;
	return f->value == 4;
}

static int wait_for_4(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	err = sd_condition_wait_for(&f->cond, value_is_4, f, SD_FOREVER);
	if (!err && f->value != 4)
		err = -EPROTO;
	sd_batch_pass(b, 0);
	return sd_rlock_release(&f->lock) ?: err;
}

static void condition_predicate_wait(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = start_waiting(test, 1, wait_for_4);

	for (unsigned int i = 1; i <= 4; i++) {
		/* Notified in vain, it asks once and waits on. */
		KUNIT_EXPECT_EQ(test, f->asked, i);
		KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
		KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
		f->value++;
		KUNIT_EXPECT_EQ(test, sd_condition_notify(&f->cond, 1), 0);
		KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
		sd_batch_settle(test, b);
	}
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, f->asked, 5U);
}

static void condition_predicate_true_at_once_does_not_wait(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	f->value = 4;
	KUNIT_EXPECT_EQ(test, sd_condition_wait_for(&f->cond, value_is_4, f, 0), 0);
	KUNIT_EXPECT_EQ(test, f->asked, 1U);
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
}

static int wait_timed_for_4(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	unsigned long start = jiffies;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	f->err = sd_condition_wait_for(&f->cond, value_is_4, f,
				       msecs_to_jiffies(sd_kunit_timeout_ms));
	f->took_ms = sd_ms_since(start);
	return sd_rlock_release(&f->lock);
}

/* The timeout is one for all: to be notified in vain does not start it anew. */
static void condition_predicate_wait_with_a_timeout(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = sd_batch_start(test, 1, wait_timed_for_4, f);
	unsigned long end = jiffies + 20 * msecs_to_jiffies(sd_kunit_timeout_ms);

	while (!sd_batch_ended(b) && time_before(jiffies, end)) {
		notify(test, 1);
		schedule_timeout_idle(1);
	}
	sd_batch_join(test, b);
	sd_batch_timed_out(test, f->err, f->took_ms);
	KUNIT_EXPECT_TRUE(test, list_empty(&f->cond.waiters));
}

static int wait_a_while_for_4(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_rlock_acquire(&f->lock);

	if (err)
		return err;
	f->err = sd_condition_wait_for(&f->cond, value_is_4, f, a_while());
	return sd_rlock_release(&f->lock);
}

/* Its last question is asked after the time is up, and its answer counts. */
static void condition_predicate_true_when_the_time_is_up_counts(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	f->err = -1;
	b = start_waiting(test, 1, wait_a_while_for_4);
	KUNIT_ASSERT_EQ(test, sd_rlock_acquire(&f->lock), 0);
	KUNIT_ASSERT_EQ(test, f->err, -1);
	f->value = 4;	/* and nobody says so */
	KUNIT_ASSERT_EQ(test, sd_rlock_release(&f->lock), 0);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, f->err, 0);
	KUNIT_EXPECT_EQ(test, f->asked, 2U);
}

static struct kunit_case condition_cases[] = {
	KUNIT_CASE(condition_wait_without_the_lock_is_an_error),
	KUNIT_CASE(condition_wait_for_without_the_lock_is_an_error),
	KUNIT_CASE(condition_notify_without_the_lock_is_an_error),
	KUNIT_CASE(condition_notify_wakes_exactly_n),
	KUNIT_CASE(condition_notify_more_than_wait_wakes_all),
	KUNIT_CASE(condition_notify_wakes_who_waits_longest),
	KUNIT_CASE(condition_notify_is_not_remembered),
	KUNIT_CASE(condition_returns_only_after_the_notifier_releases),
	KUNIT_CASE(condition_lock_is_reentrant),
	KUNIT_CASE(condition_lock_may_be_shared),
	KUNIT_CASE(condition_timeout),
	KUNIT_CASE(condition_timed_out_waiter_is_gone),
	KUNIT_CASE(condition_timed_wait_is_true_if_notified),
	KUNIT_CASE(condition_notified_just_in_time_counts),
	KUNIT_CASE(condition_ended_waiter_has_the_lock_and_frees_it),
	KUNIT_CASE(condition_predicate_wait),
	KUNIT_CASE(condition_predicate_true_at_once_does_not_wait),
	KUNIT_CASE(condition_predicate_wait_with_a_timeout),
	KUNIT_CASE(condition_predicate_true_when_the_time_is_up_counts),
	{ }
};

static struct kunit_suite condition_suite = {
	.name = "syncdemo_condition",
	.init = condition_init,
	.exit = sd_batch_suite_exit,
	.test_cases = condition_cases,
};

kunit_test_suite(condition_suite);
