// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waits for a crew, and ends the wait when the crew is stuck: every unfinished worker
 * sleeps in a wait that only another worker can end, so no wait will ever end. That is a
 * deadlock or a lost wake-up. run.c calls, and joins the crew afterwards.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "engine/crew.h"
#include "engine/stall.h"

/*
 * Time between two samples of the stall detection. Most deadlocks happen at the start, and
 * a stall needs two samples to be sure. A crew that works is sampled less and less often.
 */
#define SD_SAMPLE_FIRST		msecs_to_jiffies(20)
#define SD_SAMPLE_LONGEST	msecs_to_jiffies(160)

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

/**
 * sd_stall_wait - wait until every worker has finished, or all are stuck
 * @crew: the crew, started
 * @stop: ends the wait when it turns true; the thread that sets it wakes the owner
 * @timeout: ends the wait (jiffies)
 *
 * Return: 0; -ECANCELED; -ETIMEDOUT; -EDEADLK if all unfinished workers wait for each
 * other.
 */
int sd_stall_wait(struct sd_crew *crew, const bool *stop, unsigned long timeout)
{
	unsigned long passed = 0, pause = SD_SAMPLE_FIRST;
	struct sd_stall_sample sample = { };
	u64 begin = ktime_get_ns();

	while (passed < timeout) {
		if (wait_event_idle_timeout(crew->wait,
					    !atomic_read(&crew->left) || READ_ONCE(*stop),
					    min(timeout - passed, pause)))
			return atomic_read(&crew->left) ? -ECANCELED : 0;
		if (!crew->external_wait && sd_crew_stalled(crew, &sample))
			return -EDEADLK;
		pause = sample.asleep ? SD_SAMPLE_FIRST : min(2 * pause, SD_SAMPLE_LONGEST);
		/* From the clock: after a late tick, jiffies jump. */
		passed = nsecs_to_jiffies(ktime_get_ns() - begin);
	}
	return atomic_read(&crew->left) ? -ETIMEDOUT : 0;
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
