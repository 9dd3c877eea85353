// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds deadlocks and lost wake-ups during a run. If every unfinished worker sleeps in a
 * wait that only another worker can end, no wait will ever end.
 * crew.c asks; run.c then reports the stall and ends the run.
 */
#include <linux/sched.h>

#include "engine/crew.h"
#include "engine/stall.h"

/**
 * sd_asleep - is a task off its run queue, in a sleeping state?
 * @task: the task; the caller holds a reference
 *
 * A task that has only set the state, or was just woken, is on the queue or in
 * TASK_WAKING. A kernel that delays the dequeue of a sleeper takes it off the queue at its
 * next turn: there the answer is late, but not wrong.
 */
bool sd_asleep(struct task_struct *task)
{
	unsigned int state;

	if (READ_ONCE(task->on_rq))
		return false;
	/* A state that was read before the queue would be that of an earlier sleep. */
	smp_rmb();
	state = READ_ONCE(task->__state);
	return (state & TASK_NORMAL) && !(state & TASK_WAKING);
}

/* Are all unfinished workers asleep in waits that their steps have announced? */
static struct sd_stall_sample sd_crew_sample(const struct sd_crew *crew)
{
	struct sd_stall_sample sample = { };

	for (unsigned int i = 0; i < crew->nr; i++) {
		const struct sd_worker *w = &crew->workers[i];

		if (READ_ONCE(w->finished))
			continue;
		if (!sd_asleep(w->task) || !READ_ONCE(w->wait_state.waits))
			return (struct sd_stall_sample) { };
		sample.switches += READ_ONCE(w->task->nvcsw);
		sample.unfinished++;
	}
	sample.asleep = sample.unfinished;
	return sample;
}

/**
 * sd_crew_stalled - are all unfinished workers stuck?
 * @crew: spawned and not stopped; the caller owns it
 * @last: the sample of the call before; updated
 *
 * A worker waits from SD_ATTEMPT to SD_ACQUIRED, from SD_WAIT to SD_WOKEN, and while an
 * order rule holds it. Only another worker can end such a wait. A variant with other waits
 * sets @external_wait, and its crew is never sampled.
 *
 * One sample is not enough: a worker may be woken after it was checked and before the end
 * of the sample. It then runs before the next sample, which changes its context switches,
 * or its waker finishes, which changes the number of unfinished workers.
 *
 * Return: true if two samples in a row found the same workers asleep and none ran between.
 */
bool sd_crew_stalled(const struct sd_crew *crew, struct sd_stall_sample *last)
{
	struct sd_stall_sample before = *last;

	*last = sd_crew_sample(crew);
	return before.asleep && last->asleep && before.unfinished == last->unfinished &&
	       before.switches == last->switches;
}

static bool sd_holds(const struct sd_worker *w, unsigned int object)
{
	for (unsigned int i = 0; i < w->wait_state.nr_held; i++)
		if (w->wait_state.held[i].object == object)
			return true;
	return false;
}

/* The worker that holds what @w waits for; NULL if there is none. */
static const struct sd_worker *sd_holder_for(const struct sd_crew *crew,
					     const struct sd_worker *w)
{
	if (w->wait_state.waits < SD_WAITS_FOR(0))
		return NULL;
	for (unsigned int i = 0; i < crew->nr; i++)
		if (sd_holds(&crew->workers[i], w->wait_state.waits - SD_WAITS_FOR(0)))
			return &crew->workers[i];
	return NULL;
}

/**
 * sd_stall_cycle - find workers of which each waits for the next
 * @crew: stalled
 * @cycle: filled with the workers, each before the one that holds what it waits for; has
 *	crew->nr entries
 *
 * A signal from root may end a wait meanwhile, so a second call could find another cycle.
 * The caller uses the result of one call.
 *
 * Return: the length of the cycle; 0 if there is none.
 */
unsigned int sd_stall_cycle(const struct sd_crew *crew, const struct sd_worker **cycle)
{
	for (unsigned int i = 0; i < crew->nr; i++) {
		const struct sd_worker *w = &crew->workers[i];

		for (unsigned int n = 0; n < crew->nr && w; n++) {
			cycle[n] = w;
			w = sd_holder_for(crew, w);
			if (w == &crew->workers[i])
				return n + 1;
		}
	}
	return 0;
}
