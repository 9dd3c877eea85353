// SPDX-License-Identifier: GPL-2.0-only
/*
 * sd_event, in all its kinds, keeps the promises of Python's Event, one case
 * for each and run for each kind.
 */

#include "batch.h"
#include "primitives/event.h"

struct implementation {
	const char *name;
	const struct sd_event_ops *ops;
};

static const struct implementation implementations[] = {
	{ "completion", &sd_event_completion },
	{ "waitqueue", &sd_event_waitqueue },
	{ "wait_on_bit", &sd_event_bit },
};

static void implementation_desc(const struct implementation *k, char *desc)
{
	strscpy(desc, k->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(implementations, implementations, implementation_desc);

struct fixture {
	struct sd_event event;
	int err;
	s64 took_ms;
};

static int event_init(struct kunit *test)
{
	const struct implementation *k = test->param_value;
	struct fixture *f = sd_batch_fixture(test, sizeof(*f));

	if (!f)
		return -ENOMEM;
	sd_event_init(&f->event, k->ops);
	return 0;
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

/* No one is kept in the event: it may be freed. Asked when nobody moves. */
static bool deserted(struct sd_event *ev)
{
	if (ev->ops == &sd_event_waitqueue)
		/* No race: all threads sleep or are gone. */
		return !waitqueue_active(&ev->wq);
	return list_empty(&ev->waiters);
}

static int wait(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	int err = sd_event_wait(&f->event, MAX_SCHEDULE_TIMEOUT);

	if (!err)
		sd_batch_pass(b, 0);
	return err;
}

static struct sd_batch *start_waiting(struct kunit *test)
{
	struct sd_batch *b = sd_batch_blocked(test, sd_kunit_threads, wait);

	KUNIT_ASSERT_FALSE(test, deserted(&fixture_of(test)->event));
	return b;
}

static void join_all_through(struct kunit *test, struct sd_batch *b)
{
	sd_batch_join_through(test, b);
	KUNIT_EXPECT_TRUE(test, deserted(&fixture_of(test)->event));
}

static void event_is_clear_at_first(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, sd_event_is_set(&fixture_of(test)->event));
}

static void event_set_and_clear_are_idempotent(struct kunit *test)
{
	struct sd_event *ev = &fixture_of(test)->event;

	for (int round = 0; round < 2; round++) {
		sd_event_set(ev);
		KUNIT_EXPECT_TRUE(test, sd_event_is_set(ev));
		sd_event_set(ev);
		KUNIT_EXPECT_TRUE(test, sd_event_is_set(ev));
		KUNIT_EXPECT_EQ(test, sd_event_wait(ev, 0), 0);
		sd_event_clear(ev);
		KUNIT_EXPECT_FALSE(test, sd_event_is_set(ev));
		sd_event_clear(ev);
		KUNIT_EXPECT_FALSE(test, sd_event_is_set(ev));
	}
}

static void event_set_releases_all_waiters(struct kunit *test)
{
	struct sd_batch *b = start_waiting(test);

	sd_event_set(&fixture_of(test)->event);
	join_all_through(test, b);
}

static void event_clear_releases_nobody(struct kunit *test)
{
	struct sd_batch *b = start_waiting(test);

	sd_event_clear(&fixture_of(test)->event);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	sd_event_set(&fixture_of(test)->event);
	join_all_through(test, b);
}

static void event_wait_on_a_set_one_returns_at_once(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	sd_event_set(&f->event);
	KUNIT_EXPECT_EQ(test, sd_event_wait(&f->event, 0), 0);
	b = sd_batch_start(test, sd_kunit_threads, wait, f);
	join_all_through(test, b);
	KUNIT_EXPECT_TRUE(test, sd_event_is_set(&f->event));
}

static void event_works_again_after_clear(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	for (int round = 0; round < 3; round++) {
		struct sd_batch *b = start_waiting(test);

		sd_event_set(&f->event);
		join_all_through(test, b);
		sd_event_clear(&f->event);
	}
}

/* The one that a completion with reinit_completion() fails. */
static void event_set_then_clear_wakes_all_who_waited(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = start_waiting(test);

	sd_event_set(&f->event);
	sd_event_clear(&f->event);
	join_all_through(test, b);
	KUNIT_EXPECT_FALSE(test, sd_event_is_set(&f->event));
}

/* And so often that no count of wake-ups can wrap into "nothing happened". */
static void event_set_then_clear_many_times_wakes_all(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = start_waiting(test);

	for (int i = 0; i < 256; i++) {
		sd_event_set(&f->event);
		sd_event_clear(&f->event);
	}
	join_all_through(test, b);
}

static int wait_timed(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;
	unsigned long start = jiffies;

	f->err = sd_event_wait(&f->event, msecs_to_jiffies(sd_kunit_timeout_ms));
	f->took_ms = sd_ms_since(start);
	return 0;
}

static void event_timeout_returns_false_in_time(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = sd_batch_start(test, 1, wait_timed, f);

	sd_batch_join(test, b);
	sd_batch_timed_out(test, f->err, f->took_ms);
}

static int wait_long(struct sd_batch *b, struct sd_worker *w)
{
	struct fixture *f = b->shared;

	f->err = sd_event_wait(&f->event, 10 * SD_PATIENCE);
	return 0;
}

static void event_timed_wait_is_true_if_set(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	f->err = -1;
	b = sd_batch_start(test, 1, wait_long, f);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, f->err, -1);
	sd_event_set(&f->event);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, f->err, 0);
}

static void event_timed_out_waiter_is_gone(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b = sd_batch_start(test, 1, wait_timed, f);

	sd_batch_join(test, b);
	/* To set it with one left in it is to write to a dead stack. */
	KUNIT_ASSERT_TRUE(test, deserted(&f->event));
	b = start_waiting(test);
	sd_event_set(&f->event);
	join_all_through(test, b);
}

static void event_ended_waiter_is_gone(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_batch *b;

	f->err = -1;
	b = sd_batch_start(test, 1, wait_long, f);
	sd_batch_settle(test, b);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, f->err, -EINTR);
	KUNIT_ASSERT_TRUE(test, deserted(&f->event));
	b = start_waiting(test);
	sd_event_set(&f->event);
	join_all_through(test, b);
}

#define EVENT_CASE(fn)	KUNIT_CASE_PARAM(fn, implementations_gen_params)

static struct kunit_case event_cases[] = {
	EVENT_CASE(event_is_clear_at_first),
	EVENT_CASE(event_set_and_clear_are_idempotent),
	EVENT_CASE(event_set_releases_all_waiters),
	EVENT_CASE(event_clear_releases_nobody),
	EVENT_CASE(event_wait_on_a_set_one_returns_at_once),
	EVENT_CASE(event_works_again_after_clear),
	EVENT_CASE(event_set_then_clear_wakes_all_who_waited),
	EVENT_CASE(event_set_then_clear_many_times_wakes_all),
	EVENT_CASE(event_timeout_returns_false_in_time),
	EVENT_CASE(event_timed_wait_is_true_if_set),
	EVENT_CASE(event_timed_out_waiter_is_gone),
	EVENT_CASE(event_ended_waiter_is_gone),
	{ }
};

static struct kunit_suite event_suite = {
	.name = "syncdemo_event",
	.init = event_init,
	.exit = sd_batch_suite_exit,
	.test_cases = event_cases,
};

kunit_test_suite(event_suite);
