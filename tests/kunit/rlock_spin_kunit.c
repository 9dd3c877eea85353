// SPDX-License-Identifier: GPL-2.0-only
/*
 * sd_rlock_spin keeps the promises of Python's RLock, one case for each.
 *
 * Its owner must not sleep. So what one thread does with it is done at a stretch and
 * judged afterwards, and where another thread looks on, the owner is one of a batch
 * and spins on a CPU of its own until the other has looked: that takes two CPUs.
 *
 * Left out: timeouts, and being ended while it waits: who spins has neither.
 */
#include <linux/cpumask.h>
#include <linux/processor.h>

#include "batch.h"
#include "primitives/rlock_spin.h"

/* How long an owner spins at most: the kernel takes 20 s for a lockup. */
#define STAY	(5 * HZ)

/* What the owner and the other open for each other. */
enum { HELD, LOOKED };

typedef int (*look_fn)(struct sd_rlock_spin *l);

/**
 * struct fixture - what the threads of a case share
 * @lock: the lock
 * @take: how the owner takes it
 * @taken: how often it does
 * @released: how often it has released it when the other looks
 * @look: what the other does
 * @seen: what that returned
 * @depth: what the owner saw afterwards
 * @count: the lock's to protect
 */
struct fixture {
	struct sd_rlock_spin lock;
	look_fn take;
	unsigned int taken;
	unsigned int released;
	look_fn look;
	int seen;
	unsigned int depth;
	unsigned int count;
};

static int rlock_spin_init(struct kunit *test)
{
	struct fixture *f = sd_batch_fixture(test, sizeof(*f));

	if (!f)
		return -ENOMEM;
	sd_rlock_spin_init(&f->lock);
	f->take = sd_rlock_spin_acquire;
	return 0;
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

/* ---- what one thread does, at a stretch ---- */

static int take_by_try(struct sd_rlock_spin *l)
{
	return sd_rlock_spin_try(l) ? 0 : -EBUSY;
}

/* Is it free, or the caller's? */
static int try(struct sd_rlock_spin *l)
{
	if (!sd_rlock_spin_try(l))
		return false;
	return sd_rlock_spin_release(l) ?: true;
}

static int owned(struct sd_rlock_spin *l)
{
	return sd_rlock_spin_owned(l);
}

static int depth(struct sd_rlock_spin *l)
{
	return sd_rlock_spin_depth(l);
}

static int depth_when_taken(struct sd_rlock_spin *l)
{
	int seen = sd_rlock_spin_acquire(l) ?: sd_rlock_spin_depth(l);

	return sd_rlock_spin_release(l) ?: seen;
}

static int look(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->seen = f->look(&f->lock);
	return 0;
}

/* What another thread gets from @fn while the lock is nobody's. */
static int to_another(struct kunit *test, look_fn fn)
{
	struct fixture *f = fixture_of(test);

	f->look = fn;
	sd_batch_by_another(test, look);
	return f->seen;
}

/* ---- what another sees of an owner ---- */

/* The caller may hold a spinlock. */
static int spin_until(bool (*done)(struct sd_batch *b), struct sd_batch *b,
		      unsigned long most)
{
	unsigned long end = jiffies + most;

	while (!done(b)) {
		if (time_after(jiffies, end))
			return -ETIMEDOUT;
		cpu_relax();
	}
	return 0;
}

static bool has_looked(struct sd_batch *b)
{
	return completion_done(&b->start[LOOKED]);
}

static int take(struct fixture *f)
{
	int err = 0;

	for (unsigned int i = 0; i < f->taken && !err; i++)
		err = f->take(&f->lock);
	return err;
}

static int release(struct fixture *f, unsigned int times)
{
	int err = 0;

	while (times-- && !err)
		err = sd_rlock_spin_release(&f->lock);
	return err;
}

static int own(struct sd_batch *b, struct fixture *f)
{
	int err = take(f) ?: release(f, f->released);

	/* The other is not to wait for what went wrong. */
	sd_batch_open(b, HELD);
	err = spin_until(has_looked, b, STAY) ?: err;
	f->depth = sd_rlock_spin_depth(&f->lock);
	return release(f, f->taken - f->released) ?: err;
}

static int own_or_look(struct sd_batch *b, struct sd_worker *w)
{
	if (!w->index)
		return own(b, b->shared);
	if (sd_batch_await(b, HELD))
		return -EINTR;
	look(b, w);
	sd_batch_open(b, LOOKED);
	return 0;
}

static void need_two_cpus(struct kunit *test)
{
	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two CPUs");
}

/* What another gets from @fn while the owner has taken and released it so often. */
static int meanwhile(struct kunit *test, unsigned int taken, unsigned int released,
		     look_fn fn)
{
	struct fixture *f = fixture_of(test);

	f->taken = taken;
	f->released = released;
	f->look = fn;
	sd_batch_join(test, sd_batch_start_bound(test, 2, own_or_look));
	return f->seen;
}

/* ---- the promises ---- */

static void rlock_spin_acquire_and_release(struct kunit *test)
{
	need_two_cpus(test);
	for (int i = 0; i < 2; i++) {
		KUNIT_EXPECT_EQ(test, meanwhile(test, 1, 0, try), false);
		KUNIT_EXPECT_EQ(test, to_another(test, try), true);
	}
}

static void rlock_spin_try_is_true_when_free_and_false_when_held(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, to_another(test, try), true);
	need_two_cpus(test);
	fixture_of(test)->take = take_by_try;
	KUNIT_EXPECT_EQ(test, meanwhile(test, 1, 0, try), false);
	/* The owner is no other thread to itself. */
	KUNIT_EXPECT_EQ(test, meanwhile(test, 2, 0, try), false);
	KUNIT_EXPECT_EQ(test, fixture_of(test)->depth, 2U);
	KUNIT_EXPECT_EQ(test, to_another(test, try), true);
}

/* In the second of the batch's counters are those who are about to acquire it. */
static bool is_wanted(struct sd_batch *b)
{
	return sd_batch_through(b, 1);
}

static bool is_contended(struct sd_batch *b)
{
	struct fixture *f = b->shared;

	return spin_is_contended(&f->lock.spinlock);
}

/*
 * The first holds it until one of the others spins, and none came through. Under a
 * hypervisor the kernel may not tell that somebody does; then for a while is enough.
 */
static int hold_or_contend(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err;

	if (w->index) {
		if (sd_batch_await(b, HELD))
			return -EINTR;
		sd_batch_pass(b, 1);
	}
	err = sd_rlock_spin_acquire(&f->lock);
	if (err)
		return err;
	if (!w->index) {
		sd_batch_open(b, HELD);
		err = spin_until(is_wanted, b, STAY);
		(void)spin_until(is_contended, b, HZ / 10);
		f->seen = sd_batch_through(b, 0);
	}
	sd_batch_pass(b, 0);
	return sd_rlock_spin_release(&f->lock) ?: err;
}

static void rlock_spin_contenders_block_until_the_release(struct kunit *test)
{
	struct sd_batch *b;

	need_two_cpus(test);
	/* There they sleep, and the kernel does not tell whether any do. */
	if (IS_ENABLED(CONFIG_PREEMPT_RT))
		kunit_skip(test, "spinlocks do not spin");
	b = sd_batch_start_bound(test, sd_kunit_threads + 1, hold_or_contend);
	sd_batch_join_through(test, b);
	KUNIT_EXPECT_EQ(test, fixture_of(test)->seen, 0);
}

#define ROUNDS	1000

/* Load and store apart, so that two at a time lose an addition. */
static int add(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = 0;

	for (int i = 0; i < ROUNDS && !err; i++) {
		err = sd_rlock_spin_acquire(&f->lock);
		if (err)
			return err;
		WRITE_ONCE(f->count, READ_ONCE(f->count) + 1);
		err = sd_rlock_spin_release(&f->lock);
	}
	sd_batch_pass(b, 0);
	return err;
}

static void rlock_spin_fifteen_threads_leave_it_free(struct kunit *test)
{
	/* Bound: left to themselves they are on one CPU, one after the other. */
	sd_batch_join_through(test, sd_batch_start_bound(test, 15, add));
	KUNIT_EXPECT_EQ(test, fixture_of(test)->count, 15U * ROUNDS);
	KUNIT_EXPECT_EQ(test, to_another(test, try), true);
}

static void rlock_spin_nests(struct kunit *test)
{
	need_two_cpus(test);
	/* Held by the one level that is left as by all. */
	KUNIT_EXPECT_EQ(test, meanwhile(test, 100, 0, try), false);
	KUNIT_EXPECT_EQ(test, meanwhile(test, 100, 99, try), false);
	KUNIT_EXPECT_EQ(test, meanwhile(test, 100, 100, try), true);
}

static int release_once_more(struct sd_rlock_spin *l)
{
	if (sd_rlock_spin_release(l) != -EPERM)
		return -__LINE__;
	if (sd_rlock_spin_acquire(l) || sd_rlock_spin_acquire(l))
		return -__LINE__;
	if (sd_rlock_spin_release(l) || sd_rlock_spin_release(l))
		return -__LINE__;
	return sd_rlock_spin_release(l);
}

static void rlock_spin_release_when_not_held_is_an_error(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, to_another(test, release_once_more), -EPERM);
	KUNIT_EXPECT_EQ(test, to_another(test, try), true);
}

static void rlock_spin_release_by_another_thread_is_an_error(struct kunit *test)
{
	need_two_cpus(test);
	KUNIT_EXPECT_EQ(test, meanwhile(test, 1, 0, sd_rlock_spin_release), -EPERM);
	KUNIT_EXPECT_EQ(test, fixture_of(test)->depth, 1U);
}

static void rlock_spin_depth_is_0_1_3_2_0_to_the_owner_and_0_to_others(struct kunit *test)
{
	static const struct { unsigned int taken, released; } steps[] = {
		{ 0, 0 }, { 1, 0 }, { 3, 0 }, { 3, 1 }, { 3, 3 },
	};

	need_two_cpus(test);
	for (int i = 0; i < ARRAY_SIZE(steps); i++) {
		unsigned int taken = steps[i].taken, released = steps[i].released;

		KUNIT_EXPECT_EQ(test, meanwhile(test, taken, released, depth), 0);
		KUNIT_EXPECT_EQ(test, fixture_of(test)->depth, taken - released);
	}
}

static void rlock_spin_ownership_is_per_thread(struct kunit *test)
{
	/* The count is of the owner, not of the lock: the next one starts at 1. */
	KUNIT_EXPECT_EQ(test, to_another(test, depth_when_taken), 1);
	KUNIT_EXPECT_EQ(test, to_another(test, depth_when_taken), 1);
	KUNIT_EXPECT_EQ(test, to_another(test, owned), false);
	need_two_cpus(test);
	KUNIT_EXPECT_EQ(test, meanwhile(test, 2, 1, owned), false);
	KUNIT_EXPECT_EQ(test, meanwhile(test, 2, 2, depth_when_taken), 1);
}

static int too_deep(struct sd_rlock_spin *l)
{
	int by_acquire, by_try;

	if (sd_rlock_spin_acquire(l))
		return -__LINE__;
	l->depth = UINT_MAX;
	by_acquire = sd_rlock_spin_acquire(l);
	by_try = take_by_try(l);
	if (l->depth != UINT_MAX || by_try != -EBUSY)
		by_acquire = -__LINE__;
	l->depth = 1;
	return sd_rlock_spin_release(l) ?: by_acquire;
}

static void rlock_spin_too_deep_is_refused(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, to_another(test, too_deep), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, to_another(test, try), true);
}

static struct kunit_case rlock_spin_cases[] = {
	KUNIT_CASE(rlock_spin_acquire_and_release),
	KUNIT_CASE(rlock_spin_try_is_true_when_free_and_false_when_held),
	KUNIT_CASE(rlock_spin_contenders_block_until_the_release),
	KUNIT_CASE(rlock_spin_fifteen_threads_leave_it_free),
	KUNIT_CASE(rlock_spin_nests),
	KUNIT_CASE(rlock_spin_release_when_not_held_is_an_error),
	KUNIT_CASE(rlock_spin_release_by_another_thread_is_an_error),
	KUNIT_CASE(rlock_spin_depth_is_0_1_3_2_0_to_the_owner_and_0_to_others),
	KUNIT_CASE(rlock_spin_ownership_is_per_thread),
	KUNIT_CASE(rlock_spin_too_deep_is_refused),
	{ }
};

static struct kunit_suite rlock_spin_suite = {
	.name = "syncdemo_rlock_spin",
	.init = rlock_spin_init,
	.exit = sd_batch_suite_exit,
	.test_cases = rlock_spin_cases,
};

kunit_test_suite(rlock_spin_suite);
