// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one worker holds and what it waits for, derived from its steps. Pure, except the
 * marked store that other threads read.
 */
#include <linux/compiler.h>

#include "engine/step.h"
#include "engine/wait_state.h"

static void sd_wait_state_push(struct sd_wait_state *state, const struct syncdemo_event *ev)
{
	if (state->nr_held < SD_MAX_HELD)
		state->held[state->nr_held++] = (struct sd_held) {
			.object = ev->object,
			.ns = ev->ns,
		};
}

/* Some broken variants release an object that the worker does not hold. */
static void sd_wait_state_remove(struct sd_wait_state *state, u16 object)
{
	unsigned int i = state->nr_held;

	state->released.object = SD_NO_OBJECT;
	while (i && state->held[i - 1].object != object)
		i--;
	if (!i)
		return;
	state->released = state->held[i - 1];
	for (; i < state->nr_held; i++)
		state->held[i - 1] = state->held[i];
	state->nr_held--;
}

/**
 * sd_wait_state_step - update the wait state after a step
 * @state: of the calling worker
 * @ev: the step
 *
 * Context: any.
 */
void sd_wait_state_step(struct sd_wait_state *state, const struct syncdemo_event *ev)
{
	switch (ev->step) {
	case SD_ATTEMPT:
	case SD_WAIT:
		state->since_ns = ev->ns;
		WRITE_ONCE(state->waits, SD_WAITS_FOR(ev->object));
		return;
	case SD_ACQUIRED:
		sd_wait_state_push(state, ev);
		break;
	case SD_RELEASED:
		sd_wait_state_remove(state, ev->object);
		break;
	default:
		break;
	}
	/* Any other step ends the wait. */
	if (state->waits)
		WRITE_ONCE(state->waits, SD_WAITS_NOT);
}
