// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stall detection, and what is said about a stall. The words are tested on crews without
 * threads, the samples on real threads.
 */

#include "batch.h"
#include "engine/stall.h"
#include "engine/stall_report.h"
#include "engine/step.h"
#include "report/transcript.h"
#include "request/registry.h"

static const struct sd_object objects[] = {
	{ "lock" }, { "fork", .many = true },
};

static const struct sd_demo demo = {
	.name = "demo",
	.objects = objects,
	.nr_objects = ARRAY_SIZE(objects),
};

#define LOCK		SYNCDEMO_OBJECT(0, 0)
#define FORK(n)		SYNCDEMO_OBJECT(1, n)

struct fixture {
	struct sd_variant variant;
	struct sd_request request;
	struct sd_transcript transcript;
	struct sd_run still;	/* its crew has no threads */
	struct sd_worker workers[8];
	char reason[SYNCDEMO_TEXT_SIZE];
};

static int stall_init(struct kunit *test)
{
	struct fixture *f = sd_batch_fixture(test, sizeof(*f));

	if (!f)
		return -ENOMEM;
	f->request.demo = &demo;
	f->request.variant = &f->variant;
	f->still.request = &f->request;
	f->still.transcript = &f->transcript;
	f->still.crew.workers = f->workers;
	for (unsigned int i = 0; i < ARRAY_SIZE(f->workers); i++) {
		f->workers[i].index = i;
		f->workers[i].run = &f->still;
	}
	sd_transcript_init(&f->transcript);
	return sd_transcript_reset(&f->transcript, sd_transcript_alloc_buffer()) ? -EINVAL : 0;
}

static void stall_exit(struct kunit *test)
{
	struct fixture *f = sd_case(test) ? sd_case(test)->fixture : NULL;

	sd_batch_suite_exit(test);
	if (f)
		sd_transcript_close(&f->transcript);
}

static struct fixture *fixture_of(struct kunit *test)
{
	return sd_case(test)->fixture;
}

static void took(struct fixture *f, unsigned int worker, enum sd_step step, unsigned int object)
{
	struct syncdemo_event ev = { .step = step, .object = object, .thread = worker };

	sd_wait_state_step(&f->workers[worker].wait_state, &ev);
}

/* ---- the words ---- */

static void holds_and_waits(struct fixture *f, unsigned int worker, unsigned int holds,
			    unsigned int waits)
{
	took(f, worker, SD_ACQUIRED, holds);
	took(f, worker, SD_ATTEMPT, waits);
}

static bool report(struct fixture *f, unsigned int nr)
{
	f->still.crew.nr = nr;
	return sd_stall_report(&f->still, f->reason, sizeof(f->reason));
}

static void stall_tells_a_cycle_of_two(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	holds_and_waits(f, 0, FORK(0), FORK(1));
	holds_and_waits(f, 1, FORK(1), FORK(0));
	KUNIT_EXPECT_TRUE(test, report(f, 2));
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "deadlock: demo-0 holds fork 0 waits for fork 1; demo-1 holds fork 1 waits for fork 0");
}

static void stall_tells_a_cycle_of_one(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	holds_and_waits(f, 0, LOCK, LOCK);
	KUNIT_EXPECT_TRUE(test, report(f, 1));
	KUNIT_EXPECT_STREQ(test, f->reason, "deadlock: demo-0 holds lock waits for lock");
}

/* A worker that waits for a member of the cycle is no member itself. */
static void stall_tells_only_who_is_in_the_cycle(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	took(f, 0, SD_ATTEMPT, FORK(1));
	holds_and_waits(f, 1, FORK(1), FORK(2));
	holds_and_waits(f, 2, FORK(2), FORK(1));
	KUNIT_EXPECT_TRUE(test, report(f, 3));
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "deadlock: demo-1 holds fork 1 waits for fork 2; demo-2 holds fork 2 waits for fork 1");
}

static void stall_tells_of_a_lost_wakeup(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	f->workers[0].finished = true;
	took(f, 1, SD_WAIT, LOCK);
	KUNIT_EXPECT_TRUE(test, report(f, 2));
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "no thread is left to wake them: demo-1 waits for lock");
}

static void stall_tells_that_it_is_an_order_rule(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	f->workers[0].wait_state.waits = SD_WAITS_ORDER;
	KUNIT_EXPECT_FALSE(test, report(f, 1));
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "no thread is left to wake them: demo-0 waits for an order rule");
}

static void stall_long_cycle_is_cut_in_the_middle(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	unsigned int nr = ARRAY_SIZE(f->workers);

	for (unsigned int i = 0; i < nr; i++)
		holds_and_waits(f, i, FORK(i), FORK((i + 1) % nr));
	KUNIT_EXPECT_TRUE(test, report(f, nr));
	KUNIT_EXPECT_LT(test, strlen(f->reason), sizeof(f->reason));
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "deadlock: demo-0 holds fork 0 waits for fork 1; demo-1 holds fork 1 waits for fork 2; ...; demo-7 holds fork 7 waits for fork 0");
}

/* One line for each stuck worker, with the object that it acquired last. */
static void stall_puts_everyone_into_the_transcript(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_record rec;

	f->workers[1].finished = true;
	holds_and_waits(f, 0, FORK(4), LOCK);
	took(f, 2, SD_WAIT, LOCK);
	report(f, 3);
	KUNIT_ASSERT_TRUE(test, sd_transcript_pop(&f->transcript, &rec));
	KUNIT_EXPECT_EQ(test, rec.worker, (s16)0);
	KUNIT_EXPECT_EQ(test, rec.held, (u16)FORK(4));
	KUNIT_EXPECT_EQ(test, rec.object, (u16)LOCK);
	KUNIT_ASSERT_TRUE(test, sd_transcript_pop(&f->transcript, &rec));
	KUNIT_EXPECT_EQ(test, rec.worker, (s16)2);
	KUNIT_EXPECT_FALSE(test, sd_transcript_pop(&f->transcript, &rec));
}

/* ---- the samples ---- */

/* Gate 0 is what a worker sleeps at; those with an even index say that they wait. */
static int say_and_sleep(struct sd_batch *b, struct sd_worker *w)
{
	if (!(w->index & 1))
		sd_step(w, SD_WAIT, LOCK, 0);
	return sd_batch_await(b, 0);
}

static struct sd_batch *asleep(struct kunit *test, unsigned int nr)
{
	struct sd_batch *b = sd_batch_new(test, nr, say_and_sleep, NULL);

	KUNIT_ASSERT_NOT_NULL(test, b);
	b->run.request = &fixture_of(test)->request;
	sd_batch_go(test, b);
	sd_batch_settle(test, b);
	return b;
}

static void stall_stuck_is_seen_at_the_second_sample(struct kunit *test)
{
	struct sd_batch *b = asleep(test, 1);
	struct sd_stall_sample sample = { };

	KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &sample));
	KUNIT_EXPECT_TRUE(test, sd_crew_stalled(&b->run.crew, &sample));
	sd_batch_open(b, 0);
	sd_batch_join(test, b);
}

static void stall_who_sleeps_elsewhere_is_not_stuck(struct kunit *test)
{
	struct sd_batch *b = asleep(test, 2);
	struct sd_stall_sample sample = { };

	for (unsigned int i = 0; i < 3; i++)
		KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &sample));
	sd_batch_open(b, 0);
	sd_batch_join(test, b);
}

static void stall_who_ran_in_between_is_not_stuck(struct kunit *test)
{
	struct sd_batch *b = asleep(test, 1);
	struct sd_stall_sample sample = { };

	KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &sample));
	/* As if it had been switched out once more since. */
	sample.switches--;
	KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &sample));
	KUNIT_EXPECT_TRUE(test, sd_crew_stalled(&b->run.crew, &sample));
	sd_batch_open(b, 0);
	sd_batch_join(test, b);
}

static void stall_nobody_is_stuck_when_all_have_finished(struct kunit *test)
{
	struct sd_batch *b = asleep(test, 1);
	struct sd_stall_sample sample = { };

	sd_batch_open(b, 0);
	KUNIT_EXPECT_EQ(test, sd_stall_wait(&b->run.crew, &b->stop, SD_PATIENCE), 0);
	for (unsigned int i = 0; i < 3; i++)
		KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &sample));
	sd_batch_join(test, b);
}

static void stall_crew_wait_says_that_it_is_stuck(struct kunit *test)
{
	struct sd_batch *b = asleep(test, 1);

	KUNIT_EXPECT_EQ(test, sd_stall_wait(&b->run.crew, &b->stop, SD_PATIENCE), -EDEADLK);
	sd_batch_open(b, 0);
	sd_batch_join(test, b);
}

static void stall_waits_for_the_outside_are_never_stuck(struct kunit *test)
{
	struct sd_batch *b = asleep(test, 1);

	b->run.crew.external_wait = true;
	KUNIT_EXPECT_EQ(test, sd_stall_wait(&b->run.crew, &b->stop, msecs_to_jiffies(150)),
			-ETIMEDOUT);
	sd_batch_open(b, 0);
	sd_batch_join(test, b);
}

static struct kunit_case stall_cases[] = {
	KUNIT_CASE(stall_tells_a_cycle_of_two),
	KUNIT_CASE(stall_tells_a_cycle_of_one),
	KUNIT_CASE(stall_tells_only_who_is_in_the_cycle),
	KUNIT_CASE(stall_tells_of_a_lost_wakeup),
	KUNIT_CASE(stall_tells_that_it_is_an_order_rule),
	KUNIT_CASE(stall_long_cycle_is_cut_in_the_middle),
	KUNIT_CASE(stall_puts_everyone_into_the_transcript),
	KUNIT_CASE(stall_stuck_is_seen_at_the_second_sample),
	KUNIT_CASE(stall_who_sleeps_elsewhere_is_not_stuck),
	KUNIT_CASE(stall_who_ran_in_between_is_not_stuck),
	KUNIT_CASE(stall_nobody_is_stuck_when_all_have_finished),
	KUNIT_CASE(stall_crew_wait_says_that_it_is_stuck),
	KUNIT_CASE(stall_waits_for_the_outside_are_never_stuck),
	{ }
};

static struct kunit_suite stall_suite = {
	.name = "syncdemo_stall",
	.init = stall_init,
	.exit = stall_exit,
	.test_cases = stall_cases,
};

kunit_test_suite(stall_suite);
