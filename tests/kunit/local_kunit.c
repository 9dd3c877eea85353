// SPDX-License-Identifier: GPL-2.0-only
/*
 * sd_local and sd_percpu_local keep the promises of Python's local(), one case
 * for each; those of the per-CPU kind hold for bound threads that take turns.
 */
#include <linux/cpumask.h>
#include <linux/moduleparam.h>
#include <linux/preempt.h>
#include <linux/slab.h>

#include "bunch.h"
#include "primitives/local.h"
#include "primitives/local_percpu.h"

/* How many threads the cases with many have. CPython's own numbers. */
static unsigned int many[4] = { 20, 50, 100 };
static unsigned int nr_many = 3;
module_param_array_named(local_threads, many, uint, &nr_many, 0444);
MODULE_PARM_DESC(local_threads, "numbers of threads that set values (default 20,50,100)");

struct fixture {
	struct sd_local one;
	struct sd_local two;
	struct sd_percpu_local percpu;
};

static int local_init(struct kunit *test)
{
	int err = sd_bunch_suite_init(test);
	struct fixture *f;

	if (err)
		return err;
	f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	if (!f)
		return -ENOMEM;
	err = sd_percpu_local_init(&f->percpu);
	if (!err)
		sd_case(test)->fixture = f;
	return err;
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

static void local_exit(struct kunit *test)
{
	sd_bunch_suite_exit(test);
	if (sd_case(test) && fixture_of(test))
		sd_percpu_local_destroy(&fixture_of(test)->percpu);
}

static void run_all(struct kunit *test, unsigned int nr, sd_bunch_fn fn)
{
	struct sd_bunch *b = sd_bunch_start(test, nr, fn, fixture_of(test));

	sd_bunch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_bunch_through(b, 0), nr);
}

/* ---- tied to the thread ---- */

/* A thread that finds something wrong returns the line, which is negative too. */

static bool has(const struct sd_local *local, s64 expected)
{
	s64 value = ~expected;

	return !sd_local_get(local, &value) && value == expected;
}

static bool has_none(const struct sd_local *local)
{
	s64 value = 17;

	return sd_local_get(local, &value) == -ENODATA && value == 17;
}

static int set_and_get(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (sd_local_set(&f->one, 5 + w->index) || !has(&f->one, 5 + w->index))
		return -__LINE__;
	if (sd_local_set(&f->one, -1) || !has(&f->one, -1))
		return -__LINE__;
	sd_bunch_pass(b, 0);
	return 0;
}

static void local_set_and_get(struct kunit *test)
{
	run_all(test, sd_kunit_threads, set_and_get);
}

static int unset(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (!has_none(&f->one) || sd_local_del(&f->one) != -ENODATA)
		return -__LINE__;
	sd_bunch_pass(b, 0);
	return 0;
}

static void local_unset_is_no_data(struct kunit *test)
{
	run_all(test, 1, unset);
}

static int delete(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (sd_local_set(&f->one, 1) || sd_local_del(&f->one) || !has_none(&f->one))
		return -__LINE__;
	if (sd_local_del(&f->one) != -ENODATA)
		return -__LINE__;
	if (sd_local_set(&f->one, 2) || !has(&f->one, 2))
		return -__LINE__;
	sd_bunch_pass(b, 0);
	return 0;
}

static void local_deleted_is_no_data(struct kunit *test)
{
	run_all(test, sd_kunit_threads, delete);
}

static int two_locals(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (sd_local_set(&f->one, 1) || !has_none(&f->two))
		return -__LINE__;
	if (sd_local_set(&f->two, 2) || !has(&f->one, 1) || !has(&f->two, 2))
		return -__LINE__;
	if (sd_local_del(&f->one) || !has_none(&f->one) || !has(&f->two, 2))
		return -__LINE__;
	sd_bunch_pass(b, 0);
	return 0;
}

static void local_two_are_apart(struct kunit *test)
{
	run_all(test, sd_kunit_threads, two_locals);
}

/* The first sets and stays; the others come and look. */
static int first_sets(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (w->index) {
		if (sd_bunch_await(b, 0) || !has_none(&f->one))
			return -__LINE__;
		sd_bunch_pass(b, 0);
		return 0;
	}
	if (sd_local_set(&f->one, 1))
		return -__LINE__;
	sd_bunch_open(b, 0);
	if (sd_bunch_await(b, 1) || !has(&f->one, 1))
		return -__LINE__;
	sd_bunch_pass(b, 0);
	return 0;
}

static void local_a_second_thread_finds_nothing(struct kunit *test)
{
	struct sd_bunch *b = sd_bunch_start(test, sd_kunit_threads, first_sets,
					    fixture_of(test));

	sd_bunch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_bunch_through(b, 0), sd_kunit_threads - 1);
	sd_bunch_open(b, 1);
	sd_bunch_join(test, b);
}

/* All have set before one reads: what the last one wrote would be everybody's. */
static int set_and_stay(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (sd_local_set(&f->one, w->index) || sd_local_set(&f->two, -(s64)w->index))
		return -__LINE__;
	sd_bunch_pass(b, 0);
	if (sd_bunch_await(b, 0))
		return -EINTR;
	return has(&f->one, w->index) && has(&f->two, -(s64)w->index) ? 0 : -__LINE__;
}

static unsigned int storages_in_use(struct sd_bunch *b)
{
	unsigned int used = 0;

	for (unsigned int i = 0; i < b->run.crew.nr; i++)
		used += !list_empty(&sd_bunch_worker(b, i)->tls.values);
	return used;
}

static void local_values_are_freed_at_thread_exit(struct kunit *test)
{
	for (unsigned int i = 0; i < nr_many; i++) {
		struct sd_bunch *b = sd_bunch_start(test, many[i], set_and_stay,
						    fixture_of(test));

		sd_bunch_settle(test, b);
		KUNIT_EXPECT_EQ(test, sd_bunch_through(b, 0), many[i]);
		KUNIT_EXPECT_EQ(test, storages_in_use(b), many[i]);
		sd_bunch_open(b, 0);
		sd_bunch_join(test, b);
		KUNIT_EXPECT_EQ(test, storages_in_use(b), 0U);
	}
}

static void local_values_are_freed_when_a_thread_is_ended(struct kunit *test)
{
	struct sd_bunch *b = sd_bunch_start(test, sd_kunit_threads, set_and_stay,
					    fixture_of(test));

	sd_bunch_settle(test, b);
	KUNIT_EXPECT_EQ(test, storages_in_use(b), sd_kunit_threads);
	sd_bunch_dismiss(b);
	KUNIT_EXPECT_EQ(test, storages_in_use(b), 0U);
}

static int move_about(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	unsigned int cpu;

	if (sd_local_set(&f->one, w->index))
		return -__LINE__;
	for_each_online_cpu(cpu) {
		if (set_cpus_allowed_ptr(current, cpumask_of(cpu)) ||
		    raw_smp_processor_id() != cpu)
			return -__LINE__;
		if (!has(&f->one, w->index))
			return -__LINE__;
	}
	sd_bunch_pass(b, 0);
	return 0;
}

static void local_moves_with_its_thread(struct kunit *test)
{
	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two CPUs");
	run_all(test, sd_kunit_threads, move_about);
}

/* ---- per CPU ---- */

static struct sd_bunch *bound(struct kunit *test, unsigned int nr, sd_bunch_fn fn)
{
	struct sd_bunch *b = sd_bunch_new(test, nr, fn, fixture_of(test));
	int cpu = -1;

	KUNIT_ASSERT_NOT_NULL(test, b);
	for (unsigned int i = 0; i < nr; i++) {
		cpu = cpumask_next(cpu, cpu_online_mask);
		if (cpu >= nr_cpu_ids)
			cpu = cpumask_first(cpu_online_mask);
		sd_bunch_worker(b, i)->cpu = cpu;
	}
	return b;
}

static void run_bound(struct kunit *test, unsigned int nr, sd_bunch_fn fn)
{
	struct sd_bunch *b = bound(test, nr, fn);

	sd_bunch_go(test, b);
	sd_bunch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_bunch_through(b, 0), nr);
}

static int percpu_stay(struct fixture *f, struct sd_worker *w)
{
	s64 value = 17;

	/* What the one before left, or zero-filled memory, is no value of ours. */
	if (sd_percpu_local_get(&f->percpu, w->cpu, &value) != -ENODATA || value != 17)
		return -__LINE__;
	if (sd_percpu_local_set(&f->percpu, w->cpu, w->index) ||
	    sd_percpu_local_get(&f->percpu, w->cpu, &value) || value != w->index)
		return -__LINE__;
	return 0;
}

static int percpu_use(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err;

	for (int round = 0; round < 3; round++) {
		err = sd_percpu_local_enter(&f->percpu, w->cpu);
		if (err)
			return err;
		err = percpu_stay(f, w);
		sd_percpu_local_leave(&f->percpu, w->cpu);
		if (err)
			return err;
	}
	sd_bunch_pass(b, 0);
	return 0;
}

static void percpu_a_second_thread_of_the_cpu_finds_nothing(struct kunit *test)
{
	run_bound(test, 4 * num_online_cpus(), percpu_use);
}

static void percpu_many_threads_take_turns(struct kunit *test)
{
	for (unsigned int i = 0; i < nr_many; i++)
		run_bound(test, many[i], percpu_use);
}

/* Switched out in the middle, to all others of its CPU, before it reads. */
static int percpu_sleep_inside(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	s64 value;
	int err;

	err = sd_percpu_local_enter(&f->percpu, w->cpu);
	if (err)
		return err;
	sd_bunch_pass(b, 0);
	err = sd_percpu_local_set(&f->percpu, w->cpu, w->index) ?: sd_bunch_await(b, 0) ?:
	      sd_percpu_local_get(&f->percpu, w->cpu, &value);
	sd_percpu_local_leave(&f->percpu, w->cpu);
	return err ?: value == w->index ? 0 : -EPROTO;
}

static void percpu_right_value_though_switched_out(struct kunit *test)
{
	unsigned int cpus = num_online_cpus();
	struct sd_bunch *b = bound(test, 2 * cpus, percpu_sleep_inside);

	sd_bunch_go(test, b);
	sd_bunch_settle(test, b);
	/* One for each CPU is inside, the other waits for its turn. */
	KUNIT_EXPECT_EQ(test, sd_bunch_through(b, 0), cpus);
	sd_bunch_open(b, 0);
	sd_bunch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_bunch_through(b, 0), 2 * cpus);
}

static void percpu_turn_is_free_after_a_waiter_was_ended(struct kunit *test)
{
	struct sd_bunch *b = bound(test, 2 * num_online_cpus(), percpu_sleep_inside);

	sd_bunch_go(test, b);
	sd_bunch_settle(test, b);
	sd_bunch_dismiss(b);
	run_bound(test, num_online_cpus(), percpu_use);
}

static int percpu_elsewhere(struct sd_bunch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int here = w->cpu, there = cpumask_any_but(cpu_online_mask, here);
	s64 value;
	int err;

	err = sd_percpu_local_enter(&f->percpu, there);
	if (err)
		return err;
	err = sd_percpu_local_set(&f->percpu, there, 1) == -EXDEV &&
	      sd_percpu_local_get(&f->percpu, there, &value) == -EXDEV ? 0 : -EPROTO;
	/* Those who come away with an error are as free to sleep as before. */
	if (preempt_count())
		err = -EDEADLK;
	sd_percpu_local_leave(&f->percpu, there);
	sd_bunch_pass(b, 0);
	return err;
}

static void percpu_off_its_cpu_is_an_error(struct kunit *test)
{
	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two CPUs");
	run_bound(test, 1, percpu_elsewhere);
}

static struct kunit_case local_cases[] = {
	KUNIT_CASE(local_set_and_get),
	KUNIT_CASE(local_unset_is_no_data),
	KUNIT_CASE(local_deleted_is_no_data),
	KUNIT_CASE(local_two_are_apart),
	KUNIT_CASE(local_a_second_thread_finds_nothing),
	KUNIT_CASE(local_values_are_freed_at_thread_exit),
	KUNIT_CASE(local_values_are_freed_when_a_thread_is_ended),
	KUNIT_CASE(local_moves_with_its_thread),
	KUNIT_CASE(percpu_a_second_thread_of_the_cpu_finds_nothing),
	KUNIT_CASE(percpu_many_threads_take_turns),
	KUNIT_CASE(percpu_right_value_though_switched_out),
	KUNIT_CASE(percpu_turn_is_free_after_a_waiter_was_ended),
	KUNIT_CASE(percpu_off_its_cpu_is_an_error),
	{ }
};

static struct kunit_suite local_suite = {
	.name = "syncdemo_local",
	.init = local_init,
	.exit = local_exit,
	.test_cases = local_cases,
};

kunit_test_suite(local_suite);
