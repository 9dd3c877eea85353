// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who holds what and who waits for what: kept at every step, and read when nobody
 * can go on. This is how a run finds its own deadlocks and lost wake-ups: when
 * every worker that has not finished sleeps in a wait that only another worker
 * can end, none of them ever will be ended. step.c keeps it, crew.c looks, run.c
 * asks for the words.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/seq_buf.h>

#include "engine/crew.h"
#include "engine/run.h"
#include "engine/wait_state.h"
#include "report/transcript.h"
#include "request/registry.h"

static void sd_wait_state_push(struct sd_wait_state *state, const struct syncdemo_event *ev)
{
	if (state->nr_held < SD_MAX_HELD)
		state->held[state->nr_held++] = (struct sd_held) {
			.object = ev->object,
			.ns = ev->ns,
		};
}

/* Releasing what it does not hold is a bug that some variants have on purpose. */
static void sd_wait_state_drop(struct sd_wait_state *state, u16 object)
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

/* Notes what a step means for where the worker stands. Any context. */
void sd_wait_state_step(struct sd_worker *w, const struct syncdemo_event *ev)
{
	struct sd_wait_state *state = &w->wait_state;

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
		sd_wait_state_drop(state, ev->object);
		break;
	default:
		break;
	}
	/* Whoever takes any other step waits no more. */
	if (state->waits)
		WRITE_ONCE(state->waits, SD_WAITS_NOT);
}

/*
 * Off its run queue in a sleeping state. A task that has only set the state, or
 * was just woken, is on the queue or in TASK_WAKING.
 */
static bool sd_asleep(struct task_struct *task)
{
	unsigned int state;

	if (READ_ONCE(task->on_rq))
		return false;
	/* A state read before the queue would be of an earlier sleep. */
	smp_rmb();
	state = READ_ONCE(task->__state);
	return (state & TASK_NORMAL) && !(state & TASK_WAKING);
}

/*
 * How many have not finished, and the sum of their context switches, if all of them
 * sleep in a wait we know; else 0.
 */
static unsigned int sd_crew_sample(const struct sd_crew *crew, unsigned long *switches)
{
	unsigned int unfinished = 0;

	*switches = 0;
	for (unsigned int i = 0; i < crew->nr; i++) {
		const struct sd_worker *w = &crew->workers[i];

		if (READ_ONCE(w->finished))
			continue;
		if (!sd_asleep(w->task) || !READ_ONCE(w->wait_state.waits))
			return 0;
		*switches += READ_ONCE(w->task->nvcsw);
		unfinished++;
	}
	return unfinished;
}

/**
 * sd_crew_stalled - can no worker go on any more?
 * @crew: mustered, not dismissed; the caller owns it
 * @before: of the look before; zero at first
 *
 * A wait that a worker is in (between SD_ATTEMPT and SD_ACQUIRED, between SD_WAIT
 * and SD_WOKEN, or held by the schedule) is ended by another worker or not at all;
 * variants for which that is not so say it with their @external_wait.
 *
 * Return: true if, at this look and at the one before, all who have not finished
 * slept in such a wait, and none of them ran or finished in between: one who was
 * woken between being looked at and the end of a look would have run, or would not be
 * asleep now, and who woke it has not finished since.
 */
bool sd_crew_stalled(const struct sd_crew *crew, struct sd_stall_sample *before)
{
	unsigned long switches;
	unsigned int unfinished = sd_crew_sample(crew, &switches);
	bool stuck;

	if (!unfinished) {
		before->known = false;
		return false;
	}
	stuck = before->known && before->unfinished == unfinished &&
		before->switches == switches;
	before->known = true;
	before->unfinished = unfinished;
	before->switches = switches;
	return stuck;
}

static bool sd_holds(const struct sd_worker *w, unsigned int object)
{
	for (unsigned int i = 0; i < w->wait_state.nr_held; i++)
		if (w->wait_state.held[i].object == object)
			return true;
	return false;
}

/* Who holds what @w waits for; NULL if nobody does. */
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

/*
 * Puts the members of a cycle into @cycle (room for SD_MAX_WORKERS), each before the
 * one that is in its way. Looked at once: root may signal a worker, which then moves.
 *
 * Return: how many they are; 0 if there is no cycle.
 */
static unsigned int sd_find_cycle(const struct sd_crew *crew, const struct sd_worker **cycle)
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

static void sd_put_wait(struct seq_buf *out, const struct sd_run *run,
			const struct sd_worker *w)
{
	const struct sd_demo *demo = run->request->demo;

	seq_buf_printf(out, "%s-%u ", demo->name, w->index);
	for (unsigned int i = 0; i < w->wait_state.nr_held; i++) {
		seq_buf_printf(out, "%s", i ? " and " : "holds ");
		sd_put_object(out, demo, w->wait_state.held[i].object);
	}
	seq_buf_printf(out, "%s", w->wait_state.nr_held ? " waits for " : "waits for ");
	if (w->wait_state.waits == SD_WAITS_ORDER)
		seq_buf_printf(out, "%s", "the schedule");
	else
		sd_put_object(out, demo, w->wait_state.waits - SD_WAITS_FOR(0));
}

/* Adds what @w waits for to the sentence, as a whole or not at all. */
static void sd_add_wait(struct seq_buf *out, const struct sd_run *run,
			const struct sd_worker *w, unsigned int nr)
{
	size_t before = out->len;

	seq_buf_printf(out, "%s", nr ? "; " : " ");
	sd_put_wait(out, run, w);
	/* Room for the end of a sentence that has to leave some out. */
	if (seq_buf_has_overflowed(out) || out->len + 8 > out->size) {
		out->len = before;
		if (before + 6 < out->size)
			seq_buf_printf(out, "%s", "; ...");
		out->size = out->len;
	}
}

/* What closes a cycle of @nr is said even if some before it must be left out. */
static void sd_put_cycle(const struct sd_run *run, const struct sd_worker **cycle,
			 unsigned int nr, struct seq_buf *out)
{
	size_t size = out->size;
	struct seq_buf last;
	char text[120];

	seq_buf_init(&last, text, sizeof(text));
	sd_add_wait(&last, run, cycle[nr - 1], nr - 1);

	seq_buf_printf(out, "%s", "deadlock:");
	out->size -= last.len;
	for (unsigned int i = 0; i < nr - 1; i++)
		sd_add_wait(out, run, cycle[i], i);
	out->size = size;
	seq_buf_printf(out, "%.*s", (int)last.len, text);
}

static void sd_put_all_waits(const struct sd_run *run, struct seq_buf *out)
{
	unsigned int nr = 0;

	seq_buf_printf(out, "%s", "nobody is left to wake:");
	for (unsigned int i = 0; i < run->crew.nr; i++)
		if (!run->crew.workers[i].finished)
			sd_add_wait(out, run, &run->crew.workers[i], nr++);
}

/* Puts down for each who is stuck what it holds last and waits for. */
static void sd_note_stalled(struct sd_run *run)
{
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		const struct sd_worker *w = &run->crew.workers[i];
		struct sd_record rec = {
			.kind = SD_REC_STEP,
			.request = run->index,
			.ns = sd_run_now(run),
			.cpu = w->last_cpu,
			.worker = w->index,
			.role = w->role,
			.text = "is stuck: waits for {object}",
		};

		if (w->finished || w->wait_state.waits < SD_WAITS_FOR(0))
			continue;
		rec.object = w->wait_state.waits - SD_WAITS_FOR(0);
		if (w->wait_state.nr_held) {
			rec.text = "is stuck: holds {held}, waits for {object}";
			rec.held = w->wait_state.held[w->wait_state.nr_held - 1].object;
		}
		sd_transcript_step(run->transcript, &rec);
	}
}

/**
 * sd_stall_report - say who is stuck, in the transcript and in a sentence
 * @run: stuck, its crew not dismissed yet
 * @reason: gets the sentence: the cycle if there is one, else who waits for what
 * @size: of @reason (bytes)
 *
 * Return: false if the schedule holds one of them, which is no bug of the variant.
 */
bool sd_stall_report(struct sd_run *run, char *reason, size_t size)
{
	const struct sd_worker *cycle[SD_MAX_WORKERS];
	unsigned int nr = sd_find_cycle(&run->crew, cycle);
	struct seq_buf out;

	/* One byte less: the size that is left is where the NUL goes. */
	seq_buf_init(&out, reason, size - 1);
	if (nr)
		sd_put_cycle(run, cycle, nr, &out);
	else
		sd_put_all_waits(run, &out);
	reason[min(out.len, size - 1)] = '\0';
	sd_note_stalled(run);
	for (unsigned int i = 0; i < run->crew.nr; i++)
		if (!run->crew.workers[i].finished &&
		    run->crew.workers[i].wait_state.waits == SD_WAITS_ORDER)
			return false;
	return true;
}
