// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the steps of a worker say about what it holds and what it waits for.
 */
#include <kunit/test.h>

#include "compat.h"
#include "engine/step.h"
#include "engine/wait_state.h"

#define LOCK		SYNCDEMO_OBJECT(0, 0)
#define FORK(n)		SYNCDEMO_OBJECT(1, n)

static int wait_state_init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, sizeof(struct sd_wait_state), GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

static void take(struct sd_wait_state *state, enum sd_step step, unsigned int object)
{
	struct syncdemo_event ev = { .step = step, .object = object };

	sd_wait_state_step(state, &ev);
}

static void wait_state_attempt_and_wait_are_waits(struct kunit *test)
{
	struct sd_wait_state *state = test->priv;

	take(state, SD_ATTEMPT, LOCK);
	KUNIT_EXPECT_EQ(test, state->waits, SD_WAITS_FOR(LOCK));
	take(state, SD_WAIT, FORK(3));
	KUNIT_EXPECT_EQ(test, state->waits, SD_WAITS_FOR(FORK(3)));
}

static void wait_state_any_other_step_ends_a_wait(struct kunit *test)
{
	struct sd_wait_state *state = test->priv;

	for (enum sd_step step = SD_START; step < SD_NR_STEPS; step++) {
		if (step == SD_ATTEMPT || step == SD_WAIT)
			continue;
		take(state, SD_ATTEMPT, LOCK);
		take(state, step, LOCK);
		KUNIT_EXPECT_EQ_MSG(test, state->waits, SD_WAITS_NOT, "step %d", step);
	}
}

static void wait_state_holds_what_was_acquired_and_not_released(struct kunit *test)
{
	struct sd_wait_state *state = test->priv;

	take(state, SD_ACQUIRED, FORK(0));
	take(state, SD_ACQUIRED, FORK(1));
	take(state, SD_ACQUIRED, FORK(2));
	KUNIT_EXPECT_EQ(test, state->nr_held, 3U);
	take(state, SD_RELEASED, FORK(1));
	KUNIT_EXPECT_EQ(test, state->nr_held, 2U);
	KUNIT_EXPECT_EQ(test, state->released.object, FORK(1));
	KUNIT_EXPECT_EQ(test, state->held[0].object, FORK(0));
	KUNIT_EXPECT_EQ(test, state->held[1].object, FORK(2));
}

static void wait_state_releasing_what_is_not_held_changes_nothing(struct kunit *test)
{
	struct sd_wait_state *state = test->priv;

	take(state, SD_ACQUIRED, FORK(0));
	take(state, SD_RELEASED, FORK(1));
	KUNIT_EXPECT_EQ(test, state->nr_held, 1U);
	KUNIT_EXPECT_EQ(test, state->released.object, SD_NO_OBJECT);
}

static void wait_state_too_much_to_hold_is_not_noted(struct kunit *test)
{
	struct sd_wait_state *state = test->priv;

	for (unsigned int i = 0; i < SD_MAX_HELD + 2; i++)
		take(state, SD_ACQUIRED, FORK(i));
	KUNIT_EXPECT_EQ(test, state->nr_held, (unsigned int)SD_MAX_HELD);
	for (unsigned int i = SD_MAX_HELD + 2; i; i--)
		take(state, SD_RELEASED, FORK(i - 1));
	KUNIT_EXPECT_EQ(test, state->nr_held, 0U);
}

static struct kunit_case wait_state_cases[] = {
	KUNIT_CASE(wait_state_attempt_and_wait_are_waits),
	KUNIT_CASE(wait_state_any_other_step_ends_a_wait),
	KUNIT_CASE(wait_state_holds_what_was_acquired_and_not_released),
	KUNIT_CASE(wait_state_releasing_what_is_not_held_changes_nothing),
	KUNIT_CASE(wait_state_too_much_to_hold_is_not_noted),
	{ }
};

static struct kunit_suite wait_state_suite = {
	.name = "syncdemo_wait_state",
	.init = wait_state_init,
	.test_cases = wait_state_cases,
};

kunit_test_suite(wait_state_suite);
