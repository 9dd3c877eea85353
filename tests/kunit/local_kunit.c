// SPDX-License-Identifier: GPL-2.0-only
/*
 * sd_local, sd_hash_local and sd_percpu_local keep the promises of Python's local(),
 * one case for each. The former two have the same cases, run for each; the promises of
 * the per-CPU kind hold for bound threads that take turns.
 */
#include <linux/cpumask.h>
#include <linux/moduleparam.h>
#include <linux/preempt.h>

#include "batch.h"
#include "primitives/local.h"
#include "primitives/local_hash.h"
#include "primitives/local_percpu.h"

/* How many threads the cases with many have. CPython's own numbers. */
static unsigned int many[4] = { 20, 50, 100 };
static unsigned int nr_many = 3;
module_param_array_named(local_threads, many, uint, &nr_many, 0444);
MODULE_PARM_DESC(local_threads, "numbers of threads that set values (default 20,50,100)");

struct fixture;

/**
 * struct kind - what the cases need of a kind of storage
 * @name: what its results are called
 * @set: sets a value of the calling thread
 * @get: gets it
 * @del: forgets it
 * @kept: how many values there are now, of all threads
 * @by_hand: a thread must delete its values before it ends
 *
 * There are two values, which are apart from each other.
 */
struct kind {
	const char *name;
	int (*set)(struct fixture *f, unsigned int which, s64 value);
	int (*get)(struct fixture *f, unsigned int which, s64 *value);
	int (*del)(struct fixture *f, unsigned int which);
	unsigned int (*kept)(struct sd_batch *b);
	bool by_hand;
};

enum { ONE, TWO, NR_VALUES };

struct fixture {
	const struct kind *kind;
	struct sd_local thread[NR_VALUES];
	struct sd_hash_local hash[NR_VALUES];
	struct sd_percpu_local percpu;
	bool percpu_ready;
};

static int thread_set(struct fixture *f, unsigned int which, s64 value)
{
	return sd_local_set(&f->thread[which], value);
}

static int thread_get(struct fixture *f, unsigned int which, s64 *value)
{
	return sd_local_get(&f->thread[which], value);
}

static int thread_del(struct fixture *f, unsigned int which)
{
	return sd_local_del(&f->thread[which]);
}

static unsigned int thread_kept(struct sd_batch *b)
{
	struct list_head *node;
	unsigned int kept = 0;

	for (unsigned int i = 0; i < b->run.crew.nr; i++)
		list_for_each(node, &sd_batch_worker(b, i)->tls.values)
			kept++;
	return kept;
}

static int table_set(struct fixture *f, unsigned int which, s64 value)
{
	return sd_hash_local_set(&f->hash[which], value);
}

static int table_get(struct fixture *f, unsigned int which, s64 *value)
{
	return sd_hash_local_get(&f->hash[which], value);
}

static int table_del(struct fixture *f, unsigned int which)
{
	return sd_hash_local_del(&f->hash[which]);
}

/* The entries are the table's own business; asked when nobody moves. */
static unsigned int table_entries(const struct sd_hash_local *l)
{
	const struct hlist_node *node;
	unsigned int entries = 0;

	for (int i = 0; i < HASH_SIZE(l->table); i++)
		for (node = l->table[i].first; node; node = node->next)
			entries++;
	return entries;
}

static unsigned int table_kept(struct sd_batch *b)
{
	struct fixture *f = b->shared;

	return table_entries(&f->hash[ONE]) + table_entries(&f->hash[TWO]);
}

static const struct kind kinds[] = {
	{ "thread", thread_set, thread_get, thread_del, thread_kept },
	{ "hash", table_set, table_get, table_del, table_kept, .by_hand = true },
};

static void kind_desc(const struct kind *k, char *desc)
{
	strscpy(desc, k->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(kinds, kinds, kind_desc);

static int local_init(struct kunit *test)
{
	struct fixture *f = sd_batch_fixture(test, sizeof(*f));
	int err;

	if (!f)
		return -ENOMEM;
	f->kind = test->param_value ?: &kinds[0];
	for (int i = 0; i < NR_VALUES; i++)
		sd_hash_local_init(&f->hash[i]);
	err = sd_percpu_local_init(&f->percpu);
	f->percpu_ready = !err;
	return err;
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

static void local_exit(struct kunit *test)
{
	struct fixture *f = sd_case(test) ? fixture_of(test) : NULL;

	sd_batch_suite_exit(test);
	if (!f || !f->percpu_ready)
		return;
	sd_percpu_local_destroy(&f->percpu);
	for (int i = 0; i < NR_VALUES; i++)
		sd_hash_local_destroy(&f->hash[i]);
}

static void run_all(struct kunit *test, unsigned int nr, sd_batch_fn fn)
{
	struct sd_batch *b = sd_batch_start(test, nr, fn, fixture_of(test));

	sd_batch_join_through(test, b);
}

/* ---- tied to the thread, or in a table with the thread as the key ---- */

/* A thread that finds something wrong returns the line, which is negative too. */

static int set(struct fixture *f, unsigned int which, s64 value)
{
	return f->kind->set(f, which, value);
}

static int delete(struct fixture *f, unsigned int which)
{
	return f->kind->del(f, which);
}

static bool has(struct fixture *f, unsigned int which, s64 expected)
{
	s64 value = ~expected;

	return !f->kind->get(f, which, &value) && value == expected;
}

static bool has_none(struct fixture *f, unsigned int which)
{
	s64 value = 17;

	return f->kind->get(f, which, &value) == -ENODATA && value == 17;
}

/* What a thread owes that ends. */
static void leave(struct fixture *f)
{
	if (f->kind->by_hand) {
		delete(f, ONE);
		delete(f, TWO);
	}
}

static int set_and_get(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (set(f, ONE, 5 + w->index) || !has(f, ONE, 5 + w->index))
		return -__LINE__;
	if (set(f, ONE, -1) || !has(f, ONE, -1))
		return -__LINE__;
	leave(f);
	sd_batch_pass(b, 0);
	return 0;
}

static void local_set_and_get(struct kunit *test)
{
	run_all(test, sd_kunit_threads, set_and_get);
}

static int unset(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (!has_none(f, ONE) || delete(f, ONE) != -ENODATA)
		return -__LINE__;
	sd_batch_pass(b, 0);
	return 0;
}

static void local_unset_is_no_data(struct kunit *test)
{
	run_all(test, 1, unset);
}

static int set_and_delete(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (set(f, ONE, 1) || delete(f, ONE) || !has_none(f, ONE))
		return -__LINE__;
	if (delete(f, ONE) != -ENODATA)
		return -__LINE__;
	if (set(f, ONE, 2) || !has(f, ONE, 2))
		return -__LINE__;
	leave(f);
	sd_batch_pass(b, 0);
	return 0;
}

static void local_deleted_is_no_data(struct kunit *test)
{
	run_all(test, sd_kunit_threads, set_and_delete);
}

static int two_locals(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (set(f, ONE, 1) || !has_none(f, TWO))
		return -__LINE__;
	if (set(f, TWO, 2) || !has(f, ONE, 1) || !has(f, TWO, 2))
		return -__LINE__;
	if (delete(f, ONE) || !has_none(f, ONE) || !has(f, TWO, 2))
		return -__LINE__;
	leave(f);
	sd_batch_pass(b, 0);
	return 0;
}

static void local_two_are_apart(struct kunit *test)
{
	run_all(test, sd_kunit_threads, two_locals);
}

/* The first sets and stays; the others come and look. */
static int first_sets(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (w->index) {
		if (sd_batch_await(b, 0) || !has_none(f, ONE))
			return -__LINE__;
		sd_batch_pass(b, 0);
		return 0;
	}
	if (set(f, ONE, 1))
		return -__LINE__;
	sd_batch_open(b, 0);
	if (sd_batch_await(b, 1) || !has(f, ONE, 1))
		return -__LINE__;
	leave(f);
	sd_batch_pass(b, 0);
	return 0;
}

static void local_a_second_thread_finds_nothing(struct kunit *test)
{
	struct sd_batch *b = sd_batch_start(test, sd_kunit_threads, first_sets,
					    fixture_of(test));

	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), sd_kunit_threads - 1);
	sd_batch_open(b, 1);
	sd_batch_join(test, b);
}

/* All have set before one reads: what the last one wrote would be everybody's. */
static int set_and_stay(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err;

	if (set(f, ONE, w->index) || set(f, TWO, -(s64)w->index))
		return -__LINE__;
	sd_batch_pass(b, 0);
	if (sd_batch_await(b, 0))
		return -EINTR;
	err = has(f, ONE, w->index) && has(f, TWO, -(s64)w->index) ? 0 : -__LINE__;
	leave(f);
	return err;
}

static void local_values_are_freed_at_thread_exit(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	for (unsigned int i = 0; i < nr_many; i++) {
		struct sd_batch *b = sd_batch_start(test, many[i], set_and_stay, f);

		sd_batch_settle(test, b);
		KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), many[i]);
		KUNIT_EXPECT_EQ(test, f->kind->kept(b), NR_VALUES * many[i]);
		sd_batch_open(b, 0);
		sd_batch_join(test, b);
		KUNIT_EXPECT_EQ(test, f->kind->kept(b), 0U);
	}
}

/* Of no use to those that must delete their own: their threads end as they like. */
static void local_values_are_freed_when_a_thread_is_ended(struct kunit *test)
{
	struct sd_batch *b = sd_batch_start(test, sd_kunit_threads, set_and_stay,
					    fixture_of(test));

	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, thread_kept(b), NR_VALUES * sd_kunit_threads);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, thread_kept(b), 0U);
}

/* All are switched out with one value set and the other not, and go on together. */
static int sleep_between(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err;

	if (set(f, ONE, w->index))
		return -__LINE__;
	sd_batch_pass(b, 0);
	if (sd_batch_await(b, 0) || !has_none(f, TWO) || set(f, TWO, -(s64)w->index))
		return -__LINE__;
	sd_batch_pass(b, 1);
	if (sd_batch_await(b, 1))
		return -EINTR;
	err = has(f, ONE, w->index) && has(f, TWO, -(s64)w->index) ? 0 : -__LINE__;
	leave(f);
	return err;
}

static void local_right_value_though_switched_out(struct kunit *test)
{
	struct sd_batch *b = sd_batch_start(test, sd_kunit_threads, sleep_between,
					    fixture_of(test));

	for (int gate = 0; gate < 2; gate++) {
		sd_batch_settle(test, b);
		KUNIT_EXPECT_EQ(test, sd_batch_through(b, gate), sd_kunit_threads);
		sd_batch_open(b, gate);
	}
	sd_batch_join(test, b);
}

/* ---- what only the table does ---- */

static int set_and_go(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	if (table_set(f, ONE, w->index) || table_set(f, ONE, -(s64)w->index))
		return -__LINE__;
	sd_batch_pass(b, 0);
	return 0;
}

/* One for each thread, however often it has set it. That none leaks is kmemleak's word. */
static void hash_values_outlive_their_threads_until_it_is_destroyed(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	run_all(test, sd_kunit_threads, set_and_go);
	KUNIT_EXPECT_EQ(test, table_entries(&f->hash[ONE]), sd_kunit_threads);
	KUNIT_EXPECT_EQ(test, table_entries(&f->hash[TWO]), 0U);
	sd_hash_local_destroy(&f->hash[ONE]);
	KUNIT_EXPECT_EQ(test, table_entries(&f->hash[ONE]), 0U);
}

static int move_about(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	unsigned int cpu;

	if (set(f, ONE, w->index))
		return -__LINE__;
	for_each_online_cpu(cpu) {
		if (set_cpus_allowed_ptr(current, cpumask_of(cpu)) ||
		    raw_smp_processor_id() != cpu)
			return -__LINE__;
		if (!has(f, ONE, w->index))
			return -__LINE__;
	}
	leave(f);
	sd_batch_pass(b, 0);
	return 0;
}

static void local_moves_with_its_thread(struct kunit *test)
{
	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two CPUs");
	run_all(test, sd_kunit_threads, move_about);
}

/* ---- per CPU ---- */

static void run_bound(struct kunit *test, unsigned int nr, sd_batch_fn fn)
{
	sd_batch_join_through(test, sd_batch_start_bound(test, nr, fn));
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

static int percpu_use(struct sd_batch *b, struct sd_worker *w)
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
	sd_batch_pass(b, 0);
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
static int percpu_sleep_inside(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	s64 value;
	int err;

	err = sd_percpu_local_enter(&f->percpu, w->cpu);
	if (err)
		return err;
	sd_batch_pass(b, 0);
	err = sd_percpu_local_set(&f->percpu, w->cpu, w->index) ?: sd_batch_await(b, 0) ?:
	      sd_percpu_local_get(&f->percpu, w->cpu, &value);
	sd_percpu_local_leave(&f->percpu, w->cpu);
	return err ?: value == w->index ? 0 : -EPROTO;
}

static void percpu_right_value_though_switched_out(struct kunit *test)
{
	unsigned int cpus = num_online_cpus();
	struct sd_batch *b = sd_batch_start_bound(test, 2 * cpus, percpu_sleep_inside);

	sd_batch_settle(test, b);
	/* One for each CPU is inside, the other waits for its turn. */
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), cpus);
	sd_batch_open(b, 0);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2 * cpus);
}

static void percpu_turn_is_free_after_a_waiter_was_ended(struct kunit *test)
{
	struct sd_batch *b = sd_batch_start_bound(test, 2 * num_online_cpus(),
						  percpu_sleep_inside);

	sd_batch_settle(test, b);
	sd_batch_cancel(b);
	run_bound(test, num_online_cpus(), percpu_use);
}

static int percpu_elsewhere(struct sd_batch *b, struct sd_worker *w)
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
	sd_batch_pass(b, 0);
	return err;
}

static void percpu_off_its_cpu_is_an_error(struct kunit *test)
{
	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two CPUs");
	run_bound(test, 1, percpu_elsewhere);
}

#define LOCAL_CASE(fn)	KUNIT_CASE_PARAM(fn, kinds_gen_params)

static struct kunit_case local_cases[] = {
	LOCAL_CASE(local_set_and_get),
	LOCAL_CASE(local_unset_is_no_data),
	LOCAL_CASE(local_deleted_is_no_data),
	LOCAL_CASE(local_two_are_apart),
	LOCAL_CASE(local_a_second_thread_finds_nothing),
	LOCAL_CASE(local_right_value_though_switched_out),
	LOCAL_CASE(local_values_are_freed_at_thread_exit),
	LOCAL_CASE(local_moves_with_its_thread),
	KUNIT_CASE(local_values_are_freed_when_a_thread_is_ended),
	KUNIT_CASE(hash_values_outlive_their_threads_until_it_is_destroyed),
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
