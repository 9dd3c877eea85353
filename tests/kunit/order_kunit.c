// SPDX-License-Identifier: GPL-2.0-only
/*
 * Order rules: a held thread stays at its step until the other thread has passed the step
 * that the rule names, and no other thread is held.
 */
#include <linux/slab.h>

#include "batch.h"
#include "engine/order.h"
#include "engine/step.h"
#include "request/registry.h"

static const struct sd_order_rule simple[] = {
	{ .worker = 0, .after = SD_LOAD, .nth = 1, .other = 1, .until = SD_STORE, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_order_rule second_time[] = {
	{ .worker = 0, .after = SD_LOAD, .nth = 2, .other = 1, .until = SD_STORE, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_order_rule three_times[] = {
	{ .worker = 0, .after = SD_LOAD, .nth = 1, .other = 1, .until = SD_STORE, .times = 3 },
	{ .until = SD_NO_STEP },
};

static const struct sd_order_rule two_rules[] = {
	{ .worker = 0, .after = SD_LOAD, .nth = 1, .other = 1, .until = SD_STORE, .times = 1 },
	{ .worker = 0, .after = SD_LOAD, .nth = 1, .other = 2, .until = SD_STORE, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_order_rule each_other[] = {
	{ .worker = 0, .after = SD_LOAD, .nth = 1,
	  .other = SD_EACH, .until = SD_STORE, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_order_rule each_is_held[] = {
	{ .worker = SD_EACH, .after = SD_LOAD, .nth = 1,
	  .other = SD_EACH, .until = SD_LOAD, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_order_rule until_the_last[] = {
	{ .worker = 0, .after = SD_LOAD, .nth = 1,
	  .other = SD_LAST, .until = SD_STORE, .times = 1 },
	{ .until = SD_NO_STEP },
};

/* For a semaphore with one permit, see prepare(). */
static const struct sd_order_rule until_one_more[] = {
	{ .worker = SD_PERMITS, .after = SD_LOAD, .nth = 1,
	  .other = SD_ONE_MORE, .until = SD_STORE, .times = 1 },
	{ .worker = SD_FROM(1), .after = SD_STORE, .nth = 1,
	  .other = SD_PERMITS, .until = SD_GET, .times = 1 },
	{ .until = SD_NO_STEP },
};

static const struct sd_order_rule until_it_ends[] = {
	{ .worker = 0, .after = SD_LOAD, .nth = 1, .other = 1, .until = SD_GET, .times = 1 },
	{ .until = SD_NO_STEP },
};

struct fixture {
	struct sd_variant variant;
	struct sd_request request;
};

/* Thread 0 loads twice, and says how far it came; the others store when told. */
static int load_or_store(struct sd_batch *b, struct sd_worker *w)
{
	int err;

	if (w->index == 0) {
		sd_step(w, SD_LOAD, 0, 0);
		sd_batch_pass(b, 0);
		sd_step(w, SD_LOAD, 0, 0);
		sd_batch_pass(b, 0);
		return 0;
	}
	for (unsigned int gate = 1; gate < SD_NR_GATES; gate++) {
		err = sd_batch_await(b, gate);
		if (err)
			return err;
		sd_step(w, SD_STORE, 0, 0);
	}
	return 0;
}

/* Threads that are held to @order, not started. */
static struct sd_batch *prepare(struct kunit *test, unsigned int nr, sd_batch_fn fn,
				const struct sd_order_rule *order)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	struct sd_batch *b = sd_batch_new(test, nr, fn, NULL);

	KUNIT_ASSERT_NOT_NULL(test, f);
	KUNIT_ASSERT_NOT_NULL(test, b);
	f->variant.order = order;
	f->request.variant = &f->variant;
	b->run.request = &f->request;
	sd_order_init(&b->run.order, order, 1);
	return b;
}

static struct sd_batch *start(struct kunit *test, unsigned int nr,
			      const struct sd_order_rule *order)
{
	struct sd_batch *b = prepare(test, nr, load_or_store, order);

	sd_batch_go(test, b);
	sd_batch_settle(test, b);
	return b;
}

/* Lets the others store once more and waits until nothing moves any more. */
static void store(struct kunit *test, struct sd_batch *b, unsigned int gate)
{
	sd_batch_open(b, gate);
	sd_batch_settle(test, b);
}

static void let_end(struct kunit *test, struct sd_batch *b)
{
	for (unsigned int gate = 1; gate < SD_NR_GATES; gate++)
		sd_batch_open(b, gate);
	sd_batch_join(test, b);
}

static void order_holds_until_the_other_has_passed(struct kunit *test)
{
	struct sd_batch *b = start(test, 2, simple);

	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	store(test, b, 1);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
	let_end(test, b);
}

static void order_holds_only_the_nth_time(struct kunit *test)
{
	struct sd_batch *b = start(test, 2, second_time);

	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 1U);
	store(test, b, 1);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
	let_end(test, b);
}

static void order_holds_until_so_many_times(struct kunit *test)
{
	struct sd_batch *b = start(test, 2, three_times);

	store(test, b, 1);
	store(test, b, 2);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	store(test, b, 3);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
	let_end(test, b);
}

/* The rule names one worker: the step of another does not count. */
static int store_of_one(struct sd_batch *b, struct sd_worker *w)
{
	int err;

	if (w->index == 0) {
		sd_step(w, SD_LOAD, 0, 0);
		sd_batch_pass(b, 0);
		return 0;
	}
	err = sd_batch_await(b, w->index);
	if (!err)
		sd_step(w, SD_STORE, 0, 0);
	return err;
}

/* Thread 0 is held until @last has stored; that @earlier has is not enough. */
static void expect_held_until(struct kunit *test, const struct sd_order_rule *rules,
			      unsigned int earlier, unsigned int last)
{
	struct sd_batch *b = prepare(test, 3, store_of_one, rules);

	sd_batch_go(test, b);
	store(test, b, earlier);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	store(test, b, last);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 1U);
	sd_batch_join(test, b);
}

static void order_holds_all_apply_and_name_their_other(struct kunit *test)
{
	expect_held_until(test, two_rules, 2, 1);
}

static void order_holds_until_each_other_has_passed(struct kunit *test)
{
	expect_held_until(test, each_other, 2, 1);
}

static int load_when_told(struct sd_batch *b, struct sd_worker *w)
{
	int err = sd_batch_await(b, w->index);

	if (err)
		return err;
	sd_step(w, SD_LOAD, 0, 0);
	sd_batch_pass(b, 0);
	return 0;
}

static void order_holds_each_until_all_are_there(struct kunit *test)
{
	struct sd_batch *b = prepare(test, 3, load_when_told, each_is_held);

	sd_batch_go(test, b);
	store(test, b, 0);
	store(test, b, 2);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	store(test, b, 1);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 3U);
	sd_batch_join(test, b);
}

static void order_names_the_last(struct kunit *test)
{
	expect_held_until(test, until_the_last, 1, 2);
}

/* Thread 0 has the place and is held until thread 1, the one more, has stored. */
static void order_names_those_who_have_a_place(struct kunit *test)
{
	struct sd_batch *b = prepare(test, 3, store_of_one, until_one_more);

	sd_batch_go(test, b);
	store(test, b, 2);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	store(test, b, 1);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 1U);
	/* Both are held now until thread 0, which alone has a place, has got or ended. */
	KUNIT_EXPECT_EQ(test, sd_batch_ended(b), 1U);
	sd_step(sd_batch_worker(b, 0), SD_EXIT, 0, 0);
	sd_batch_join(test, b);
}

/* What has ended passes nothing any more: to wait for it would be for ever. */
static void order_does_not_wait_for_who_has_ended(struct kunit *test)
{
	struct sd_batch *b = prepare(test, 2, load_or_store, until_it_ends);

	sd_batch_go(test, b);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	sd_step(sd_batch_worker(b, 1), SD_EXIT, 0, 0);
	let_end(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
}

static void order_is_no_hold_if_the_other_was_first(struct kunit *test)
{
	struct sd_batch *b = prepare(test, 2, load_or_store, simple);

	sd_batch_worker(b, 1)->passed[SD_STORE] = 1;
	sd_batch_go(test, b);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
	let_end(test, b);
}

static void order_counts_every_step(struct kunit *test)
{
	struct sd_batch *b = start(test, 2, simple);

	let_end(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_worker(b, 0)->passed[SD_LOAD], 2U);
	KUNIT_EXPECT_EQ(test, sd_batch_worker(b, 0)->passed[SD_STORE], 0U);
	KUNIT_EXPECT_EQ(test, sd_batch_worker(b, 1)->passed[SD_STORE], 3U);
}

/* What no rule can ask for is not counted, and holds nobody again. */
static void order_counts_so_far_and_no_further(struct kunit *test)
{
	struct sd_batch *b = prepare(test, 2, load_or_store, second_time);
	struct sd_worker *w = sd_batch_worker(b, 1);

	sd_batch_go(test, b);
	w->passed[SD_STORE] = SD_PASSED_MAX - 1;
	let_end(test, b);
	KUNIT_EXPECT_EQ(test, w->passed[SD_STORE], SD_PASSED_MAX);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
}

static void order_none_holds_and_counts_nothing(struct kunit *test)
{
	struct sd_batch *b = start(test, 2, NULL);

	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
	let_end(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_worker(b, 0)->passed[SD_LOAD], 0U);
}

static void order_lets_a_cancelled_thread_through(struct kunit *test)
{
	struct sd_batch *b = start(test, 2, simple);

	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 2U);
	KUNIT_EXPECT_EQ(test, sd_batch_worker(b, 0)->error, -ECANCELED);
}

static bool names_one_of(unsigned int which, const struct sd_request *req)
{
	/* The others name whoever there is. */
	return which & SD_FROM(0) || which < req->demo->nr_workers(req);
}

/* A rule may only name threads that exist at the least number of threads. */
static void order_of_every_variant_fits_its_least_threads(struct kunit *test)
{
	for (unsigned int d = 0; d < sd_nr_demos; d++) {
		const struct sd_demo *demo = sd_demos[d];

		for (unsigned int v = 0; v < demo->nr_variants; v++) {
			struct sd_request req = {
				.demo = demo, .variant = &demo->variants[v],
			};
			const struct sd_order_rule *hold = req.variant->order;

			for (unsigned int p = 0; p < demo->nr_params; p++)
				req.param[demo->params[p].id] =
					sd_param_min(&demo->params[p], req.variant);
			for (; hold && hold->until != SD_NO_STEP; hold++) {
				KUNIT_EXPECT_TRUE(test, names_one_of(hold->worker, &req));
				KUNIT_EXPECT_TRUE(test, names_one_of(hold->other, &req));
				KUNIT_EXPECT_GE(test, hold->nth, 1U);
				KUNIT_EXPECT_LE(test, hold->nth, SD_PASSED_MAX);
				KUNIT_EXPECT_GE(test, hold->times, 1U);
				KUNIT_EXPECT_LE(test, hold->times, SD_PASSED_MAX);
			}
		}
	}
}

static struct kunit_case order_cases[] = {
	KUNIT_CASE(order_holds_until_the_other_has_passed),
	KUNIT_CASE(order_holds_only_the_nth_time),
	KUNIT_CASE(order_holds_until_so_many_times),
	KUNIT_CASE(order_holds_all_apply_and_name_their_other),
	KUNIT_CASE(order_holds_until_each_other_has_passed),
	KUNIT_CASE(order_holds_each_until_all_are_there),
	KUNIT_CASE(order_names_the_last),
	KUNIT_CASE(order_names_those_who_have_a_place),
	KUNIT_CASE(order_does_not_wait_for_who_has_ended),
	KUNIT_CASE(order_is_no_hold_if_the_other_was_first),
	KUNIT_CASE(order_counts_every_step),
	KUNIT_CASE(order_counts_so_far_and_no_further),
	KUNIT_CASE(order_none_holds_and_counts_nothing),
	KUNIT_CASE(order_lets_a_cancelled_thread_through),
	KUNIT_CASE(order_of_every_variant_fits_its_least_threads),
	{ }
};

static struct kunit_suite order_suite = {
	.name = "syncdemo_order",
	.init = sd_batch_suite_init,
	.exit = sd_batch_suite_exit,
	.test_cases = order_cases,
};

kunit_test_suite(order_suite);
