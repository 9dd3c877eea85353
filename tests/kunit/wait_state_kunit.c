// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where workers stand: who counts as stuck, and what is said of it. The words are
 * tested on crews that have no threads, the looks on real ones.
 */

#include "bunch.h"
#include "engine/step.h"
#include "engine/wait_state.h"
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

static int place_init(struct kunit *test)
{
	struct fixture *f = sd_bunch_fixture(test, sizeof(*f));

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

static void place_exit(struct kunit *test)
{
	struct fixture *f = sd_case(test) ? sd_case(test)->fixture : NULL;

	sd_bunch_suite_exit(test);
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

	sd_wait_state_step(&f->workers[worker], &ev);
}

/* ---- what a step means ---- */

static void place_attempt_and_wait_are_waits(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	took(f, 0, SD_ATTEMPT, LOCK);
	took(f, 1, SD_WAIT, FORK(3));
	KUNIT_EXPECT_EQ(test, f->workers[0].wait_state.waits, SD_WAITS_FOR(LOCK));
	KUNIT_EXPECT_EQ(test, f->workers[1].wait_state.waits, SD_WAITS_FOR(FORK(3)));
}

static void place_any_other_step_ends_a_wait(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	for (enum sd_step step = SD_START; step < SD_NR_STEPS; step++) {
		if (step == SD_ATTEMPT || step == SD_WAIT)
			continue;
		took(f, 0, SD_ATTEMPT, LOCK);
		took(f, 0, step, LOCK);
		KUNIT_EXPECT_EQ_MSG(test, f->workers[0].wait_state.waits, SD_WAITS_NOT, "step %d",
				    step);
	}
}

static void place_holds_what_was_acquired_and_not_released(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_wait_state *state = &f->workers[0].wait_state;

	took(f, 0, SD_ACQUIRED, FORK(0));
	took(f, 0, SD_ACQUIRED, FORK(1));
	took(f, 0, SD_ACQUIRED, FORK(2));
	KUNIT_EXPECT_EQ(test, state->nr_held, 3U);
	took(f, 0, SD_RELEASED, FORK(1));
	KUNIT_EXPECT_EQ(test, state->nr_held, 2U);
	KUNIT_EXPECT_EQ(test, state->released.object, FORK(1));
	KUNIT_EXPECT_EQ(test, state->held[0].object, FORK(0));
	KUNIT_EXPECT_EQ(test, state->held[1].object, FORK(2));
}

static void place_releasing_what_is_not_held_changes_nothing(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_wait_state *state = &f->workers[0].wait_state;

	took(f, 0, SD_ACQUIRED, FORK(0));
	took(f, 0, SD_RELEASED, FORK(1));
	KUNIT_EXPECT_EQ(test, state->nr_held, 1U);
	KUNIT_EXPECT_EQ(test, state->released.object, SD_NO_OBJECT);
}

static void place_too_much_to_hold_is_not_noted(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_wait_state *state = &f->workers[0].wait_state;

	for (unsigned int i = 0; i < SD_MAX_HELD + 2; i++)
		took(f, 0, SD_ACQUIRED, FORK(i));
	KUNIT_EXPECT_EQ(test, state->nr_held, (unsigned int)SD_MAX_HELD);
	for (unsigned int i = SD_MAX_HELD + 2; i; i--)
		took(f, 0, SD_RELEASED, FORK(i - 1));
	KUNIT_EXPECT_EQ(test, state->nr_held, 0U);
}

/* ---- the words ---- */

static void holds_and_waits(struct fixture *f, unsigned int worker, unsigned int holds,
			    unsigned int waits)
{
	took(f, worker, SD_ACQUIRED, holds);
	took(f, worker, SD_ATTEMPT, waits);
}

static bool tell(struct fixture *f, unsigned int nr)
{
	f->still.crew.nr = nr;
	return sd_stall_report(&f->still, f->reason, sizeof(f->reason));
}

static void place_tells_a_cycle_of_two(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	holds_and_waits(f, 0, FORK(0), FORK(1));
	holds_and_waits(f, 1, FORK(1), FORK(0));
	KUNIT_EXPECT_TRUE(test, tell(f, 2));
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "deadlock: demo-0 holds fork 0 waits for fork 1; demo-1 holds fork 1 waits for fork 0");
}

static void place_tells_a_cycle_of_one(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	holds_and_waits(f, 0, LOCK, LOCK);
	KUNIT_EXPECT_TRUE(test, tell(f, 1));
	KUNIT_EXPECT_STREQ(test, f->reason, "deadlock: demo-0 holds lock waits for lock");
}

/* Who waits for one in the cycle, but is none of it, is left out. */
static void place_tells_only_who_is_in_the_cycle(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	took(f, 0, SD_ATTEMPT, FORK(1));
	holds_and_waits(f, 1, FORK(1), FORK(2));
	holds_and_waits(f, 2, FORK(2), FORK(1));
	KUNIT_EXPECT_TRUE(test, tell(f, 3));
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "deadlock: demo-1 holds fork 1 waits for fork 2; demo-2 holds fork 2 waits for fork 1");
}

static void place_tells_of_a_lost_wakeup(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	f->workers[0].finished = true;
	took(f, 1, SD_WAIT, LOCK);
	KUNIT_EXPECT_TRUE(test, tell(f, 2));
	KUNIT_EXPECT_STREQ(test, f->reason, "nobody is left to wake: demo-1 waits for lock");
}

static void place_tells_that_it_is_the_schedule(struct kunit *test)
{
	struct fixture *f = fixture_of(test);

	f->workers[0].wait_state.waits = SD_WAITS_ORDER;
	KUNIT_EXPECT_FALSE(test, tell(f, 1));
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "nobody is left to wake: demo-0 waits for the schedule");
}

static void place_long_cycle_is_cut_in_the_middle(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	unsigned int nr = ARRAY_SIZE(f->workers);

	for (unsigned int i = 0; i < nr; i++)
		holds_and_waits(f, i, FORK(i), FORK((i + 1) % nr));
	KUNIT_EXPECT_TRUE(test, tell(f, nr));
	KUNIT_EXPECT_LT(test, strlen(f->reason), sizeof(f->reason));
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "deadlock: demo-0 holds fork 0 waits for fork 1; demo-1 holds fork 1 waits for fork 2; ...; demo-7 holds fork 7 waits for fork 0");
}

/* One line for each who is stuck, with what it holds last. */
static void place_puts_everyone_into_the_transcript(struct kunit *test)
{
	struct fixture *f = fixture_of(test);
	struct sd_record rec;

	f->workers[1].finished = true;
	holds_and_waits(f, 0, FORK(4), LOCK);
	took(f, 2, SD_WAIT, LOCK);
	tell(f, 3);
	KUNIT_ASSERT_TRUE(test, sd_transcript_pop(&f->transcript, &rec));
	KUNIT_EXPECT_EQ(test, rec.worker, (s16)0);
	KUNIT_EXPECT_EQ(test, rec.held, (u16)FORK(4));
	KUNIT_EXPECT_EQ(test, rec.object, (u16)LOCK);
	KUNIT_ASSERT_TRUE(test, sd_transcript_pop(&f->transcript, &rec));
	KUNIT_EXPECT_EQ(test, rec.worker, (s16)2);
	KUNIT_EXPECT_FALSE(test, sd_transcript_pop(&f->transcript, &rec));
}

/* ---- the looks ---- */

/* Gate 0 is what a worker sleeps at; those with an even index say that they wait. */
static int say_and_sleep(struct sd_bunch *b, struct sd_worker *w)
{
	if (!(w->index & 1))
		sd_step(w, SD_WAIT, LOCK, 0);
	return sd_bunch_await(b, 0);
}

static struct sd_bunch *asleep(struct kunit *test, unsigned int nr)
{
	struct sd_bunch *b = sd_bunch_new(test, nr, say_and_sleep, NULL);

	KUNIT_ASSERT_NOT_NULL(test, b);
	b->run.request = &fixture_of(test)->request;
	sd_bunch_go(test, b);
	sd_bunch_settle(test, b);
	return b;
}

static void place_stuck_is_seen_at_the_second_look(struct kunit *test)
{
	struct sd_bunch *b = asleep(test, 1);
	struct sd_stall_sample still = { };

	KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &still));
	KUNIT_EXPECT_TRUE(test, sd_crew_stalled(&b->run.crew, &still));
	sd_bunch_open(b, 0);
	sd_bunch_join(test, b);
}

static void place_who_sleeps_elsewhere_is_not_stuck(struct kunit *test)
{
	struct sd_bunch *b = asleep(test, 2);
	struct sd_stall_sample still = { };

	for (unsigned int i = 0; i < 3; i++)
		KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &still));
	sd_bunch_open(b, 0);
	sd_bunch_join(test, b);
}

static void place_who_ran_in_between_is_not_stuck(struct kunit *test)
{
	struct sd_bunch *b = asleep(test, 1);
	struct sd_stall_sample still = { };

	KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &still));
	/* As if it had been switched out once more since. */
	still.switches--;
	KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &still));
	KUNIT_EXPECT_TRUE(test, sd_crew_stalled(&b->run.crew, &still));
	sd_bunch_open(b, 0);
	sd_bunch_join(test, b);
}

static void place_nobody_is_stuck_when_all_have_finished(struct kunit *test)
{
	struct sd_bunch *b = asleep(test, 1);
	struct sd_stall_sample still = { };

	sd_bunch_open(b, 0);
	KUNIT_EXPECT_EQ(test, sd_crew_wait(&b->run.crew, &b->stop, SD_PATIENCE), 0);
	for (unsigned int i = 0; i < 3; i++)
		KUNIT_EXPECT_FALSE(test, sd_crew_stalled(&b->run.crew, &still));
	sd_bunch_join(test, b);
}

static void place_crew_wait_says_that_it_is_stuck(struct kunit *test)
{
	struct sd_bunch *b = asleep(test, 1);

	KUNIT_EXPECT_EQ(test, sd_crew_wait(&b->run.crew, &b->stop, SD_PATIENCE), -EDEADLK);
	sd_bunch_open(b, 0);
	sd_bunch_join(test, b);
}

static void place_waits_for_the_outside_are_never_stuck(struct kunit *test)
{
	struct sd_bunch *b = asleep(test, 1);

	b->run.crew.external_wait = true;
	KUNIT_EXPECT_EQ(test, sd_crew_wait(&b->run.crew, &b->stop, msecs_to_jiffies(150)),
			-ETIMEDOUT);
	sd_bunch_open(b, 0);
	sd_bunch_join(test, b);
}

static struct kunit_case place_cases[] = {
	KUNIT_CASE(place_attempt_and_wait_are_waits),
	KUNIT_CASE(place_any_other_step_ends_a_wait),
	KUNIT_CASE(place_holds_what_was_acquired_and_not_released),
	KUNIT_CASE(place_releasing_what_is_not_held_changes_nothing),
	KUNIT_CASE(place_too_much_to_hold_is_not_noted),
	KUNIT_CASE(place_tells_a_cycle_of_two),
	KUNIT_CASE(place_tells_a_cycle_of_one),
	KUNIT_CASE(place_tells_only_who_is_in_the_cycle),
	KUNIT_CASE(place_tells_of_a_lost_wakeup),
	KUNIT_CASE(place_tells_that_it_is_the_schedule),
	KUNIT_CASE(place_long_cycle_is_cut_in_the_middle),
	KUNIT_CASE(place_puts_everyone_into_the_transcript),
	KUNIT_CASE(place_stuck_is_seen_at_the_second_look),
	KUNIT_CASE(place_who_sleeps_elsewhere_is_not_stuck),
	KUNIT_CASE(place_who_ran_in_between_is_not_stuck),
	KUNIT_CASE(place_nobody_is_stuck_when_all_have_finished),
	KUNIT_CASE(place_crew_wait_says_that_it_is_stuck),
	KUNIT_CASE(place_waits_for_the_outside_are_never_stuck),
	{ }
};

static struct kunit_suite place_suite = {
	.name = "syncdemo_place",
	.init = place_init,
	.exit = place_exit,
	.test_cases = place_cases,
};

kunit_test_suite(place_suite);
