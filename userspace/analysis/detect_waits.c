// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waits that never end: for a signal that came too early or woke another thread, and
 * for an object whose holder waits in turn (a cycle). Rules of detect.c.
 *
 * Only a thread whose log is complete is known to wait to the end.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/detect.h"

/* In place of a thread or of the index of an event. */
#define NONE	UINT32_MAX

/**
 * struct stuck - a thread's wait that lasted to the end of the run
 * @stuck: whether there is one
 * @event: the step WAIT or ATTEMPT
 * @until: the thread's next step, or NONE
 * @done: the step that ends the wait, or NONE
 * @ended: the only step after @done is EXIT
 * @object: the object that it waits for
 */
struct stuck {
	bool stuck;
	__u32 event;
	__u32 until;
	__u32 done;
	bool ended;
	__u16 object;
};

static void begin(struct stuck *stuck, const struct syncdemo_event *event, __u32 index)
{
	*stuck = (struct stuck) {
		.stuck = true, .event = index, .until = NONE, .done = NONE,
		.object = event->object,
	};
}

/* A wait begins with the step @first and ends with the step @last. */
static void follow(struct stuck *stuck, const struct syncdemo_event *event, __u32 index,
		   unsigned int first, unsigned int last)
{
	if (event->step == first) {
		begin(stuck, event, index);
		return;
	}
	if (stuck->until == NONE)
		stuck->until = index;
	if (event->step == last && event->object == stuck->object)
		stuck->done = index;
	else if (stuck->done != NONE && event->step == SYNCDEMO_STEP_EXIT)
		stuck->ended = true;
	else if (stuck->done != NONE)
		stuck->stuck = false;
}

/* By thread; free() it. NULL if there is no memory. */
static struct stuck *find_stuck(const struct trace *trace, unsigned int first, unsigned int last)
{
	struct stuck *stuck = calloc(trace->res.result.nr_threads + 1, sizeof(*stuck));

	for (size_t i = 0; stuck && i < trace->nr_events; i++)
		follow(&stuck[trace->events[i].thread], &trace->events[i], i, first, last);
	for (__u32 i = 0; stuck && i < trace->res.result.nr_threads; i++)
		stuck[i].stuck &= !trace->logs[i].dropped;
	return stuck;
}

/* ---- lost wakeups ---- */

/* The last signal to the object by another thread, or NONE. */
static __u32 last_signal(const struct trace *trace, const struct stuck *stuck, __u32 thread)
{
	for (size_t i = trace->nr_events; i-- > 0;) {
		const struct syncdemo_event *event = &trace->events[i];

		if (event->step == SYNCDEMO_STEP_SIGNAL && event->object == stuck->object &&
		    event->thread != thread)
			return i;
	}
	return NONE;
}

/* The thread that @signal woke instead, or NONE. */
static __u32 woken_by(const struct trace *trace, __u32 signal)
{
	for (size_t i = signal; i < trace->nr_events; i++) {
		const struct syncdemo_event *event = &trace->events[i];

		if (event->step == SYNCDEMO_STEP_WOKEN &&
		    event->object == trace->events[signal].object &&
		    event->arg == trace->events[signal].thread)
			return event->thread;
	}
	return NONE;
}

/* Why the signal did not wake the waiter. */
static void put_why(FILE *out, const struct trace *trace, __u32 wait, __u32 signal)
{
	const char *signaller = trace_thread(trace, trace->events[signal].thread);
	__u32 instead = woken_by(trace, signal);

	if (signal < wait)
		fprintf(out, ": %s signalled it before that, and no thread did afterwards",
			signaller);
	else if (instead != NONE)
		fprintf(out, ": when %s signalled it the last time, that woke %s", signaller,
			trace_thread(trace, instead));
	else
		fprintf(out, ", although %s signalled it meanwhile", signaller);
}

static char *wakeup_sentence(const struct trace *trace, __u32 wait, __u32 signal)
{
	char object[TRACE_NAME_SIZE], *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	trace_object(trace, trace->events[wait].object, object);
	fprintf(out, "%s waits for %s to the end", trace_thread(trace, trace->events[wait].thread),
		object);
	put_why(out, trace, wait, signal);
	fclose(out);
	return text;
}

static int lost_wakeup(const struct trace *trace, const struct stuck *stuck, __u32 thread,
		       struct findings *findings)
{
	__u32 signal = last_signal(trace, stuck, thread);

	if (signal == NONE || !findings_count(findings, FINDING_LOST_WAKEUP, 1))
		return 0;
	return findings_add(findings, trace, &(struct finding) {
		.kind = FINDING_LOST_WAKEUP, .weight = 1, .event = stuck->event,
		.text = wakeup_sentence(trace, stuck->event, signal),
	});
}

/* Whether another thread signalled the object during the wait. */
static bool signalled_meanwhile(const struct trace *trace, const struct stuck *stuck)
{
	for (size_t i = stuck->event + 1; i < stuck->done; i++) {
		const struct syncdemo_event *event = &trace->events[i];

		if (event->step == SYNCDEMO_STEP_SIGNAL && event->object == stuck->object &&
		    event->thread != trace->events[stuck->event].thread)
			return true;
	}
	return false;
}

/* The end of the run also ends waits: a thread woken by it only exits. */
static bool waited_to_the_end(const struct trace *trace, const struct stuck *stuck)
{
	if (!stuck->stuck || stuck->done == NONE)
		return stuck->stuck;
	return stuck->ended &&
	       (trace->events[stuck->done].arg < 0 || !signalled_meanwhile(trace, stuck));
}

int find_lost_wakeups(const struct trace *trace, struct findings *findings)
{
	struct stuck *stuck;
	int ret = 0;

	/* In a run that passed all waits ended, even if the log does not show it. */
	if (trace->res.result.verdict == SYNCDEMO_PASS)
		return 0;
	stuck = find_stuck(trace, SYNCDEMO_STEP_WAIT, SYNCDEMO_STEP_WOKEN);
	if (!stuck)
		return -1;
	for (__u32 i = 0; !ret && i < trace->res.result.nr_threads; i++)
		if (waited_to_the_end(trace, &stuck[i]))
			ret = lost_wakeup(trace, &stuck[i], i, findings);
	free(stuck);
	return ret;
}

/* ---- cycles ---- */

/* Whether @thread held @object when its last wait began. */
static bool holds(const struct trace *trace, const struct stuck *stuck, __u32 thread,
		  __u16 object)
{
	size_t depth = 0;

	for (size_t i = 0; i < stuck[thread].event; i++) {
		const struct syncdemo_event *event = &trace->events[i];

		if (event->thread != thread || event->object != object)
			continue;
		if (event->step == SYNCDEMO_STEP_ACQUIRED)
			depth++;
		else if (event->step == SYNCDEMO_STEP_RELEASED && depth)
			depth--;
	}
	return depth;
}

/* The stuck thread that holds the object @thread waits for, or NONE. */
static __u32 next_in_cycle(const struct trace *trace, const struct stuck *stuck, __u32 thread)
{
	for (__u32 i = 0; i < trace->res.result.nr_threads; i++)
		if (stuck[i].stuck && holds(trace, stuck, i, stuck[thread].object))
			return i;
	return NONE;
}

static void put_link(FILE *out, const struct trace *trace, const struct stuck *stuck,
		     const __u32 *next, __u32 thread)
{
	char has[TRACE_NAME_SIZE], wants[TRACE_NAME_SIZE];
	__u32 before = thread;

	while (next[before] != thread)
		before = next[before];
	trace_object(trace, stuck[before].object, has);
	trace_object(trace, stuck[thread].object, wants);
	fprintf(out, "%s holds %s and waits for %s", trace_thread(trace, thread), has,
		before == thread ? "it" : wants);
}

static char *cycle_sentence(const struct trace *trace, const struct stuck *stuck,
			    const __u32 *next, __u32 first)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);
	__u32 thread = first;

	if (!out)
		return NULL;
	do {
		if (thread != first)
			fputs("; ", out);
		put_link(out, trace, stuck, next, thread);
		thread = next[thread];
	} while (thread != first);
	fclose(out);
	return text;
}

/* The step that closed the cycle: the last attempt. */
static __u32 closing_event(const struct stuck *stuck, const __u32 *next, __u32 first)
{
	__u32 thread = next[first];
	__u32 event = stuck[first].event;

	for (; thread != first; thread = next[thread])
		if (stuck[thread].event > event)
			event = stuck[thread].event;
	return event;
}

/* Whether @first is the lowest-numbered thread of a cycle; reports each cycle once. */
static bool leads_cycle(const __u32 *next, size_t threads, __u32 first)
{
	__u32 thread = next[first];

	for (size_t i = 0; i < threads && thread != NONE && thread > first; i++)
		thread = next[thread];
	return thread == first;
}

/* No deadlock if a thread gave up before the last one began to wait, as with trylock. */
static bool all_wait_at_once(const struct stuck *stuck, const __u32 *next, __u32 first)
{
	__u32 closed = closing_event(stuck, next, first);
	__u32 thread = first;

	do {
		if (stuck[thread].until < closed)
			return false;
		thread = next[thread];
	} while (thread != first);
	return true;
}

static int add_cycles(const struct trace *trace, const struct stuck *stuck,
		      const __u32 *next, struct findings *findings)
{
	__u32 threads = trace->res.result.nr_threads;

	for (__u32 i = 0; i < threads; i++) {
		struct finding finding = { .kind = FINDING_CYCLE, .weight = 1 };

		if (!leads_cycle(next, threads, i) || !all_wait_at_once(stuck, next, i) ||
		    !findings_count(findings, FINDING_CYCLE, 1))
			continue;
		finding.event = closing_event(stuck, next, i);
		finding.text = cycle_sentence(trace, stuck, next, i);
		if (findings_add(findings, trace, &finding))
			return -1;
	}
	return 0;
}

int find_cycles(const struct trace *trace, struct findings *findings)
{
	struct stuck *stuck = find_stuck(trace, SYNCDEMO_STEP_ATTEMPT, SYNCDEMO_STEP_ACQUIRED);
	__u32 threads = trace->res.result.nr_threads;
	__u32 *next = calloc(threads + 1, sizeof(*next));
	int ret = -1;

	for (__u32 i = 0; stuck && i < threads; i++)
		stuck[i].stuck &= stuck[i].done == NONE;
	for (__u32 i = 0; stuck && next && i < threads; i++)
		next[i] = stuck[i].stuck ? next_in_cycle(trace, stuck, i) : NONE;
	if (stuck && next)
		ret = add_cycles(trace, stuck, next, findings);
	free(stuck);
	free(next);
	return ret;
}
