// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two threads hold an exclusive object at once. A rule of detect.c.
 *
 * A thread logs a release after it happened, so a hold looks longer in the log than it
 * was. It is certain only from the step ACQUIRED to the last step before RELEASED;
 * only these times are compared. A thread that waits for a signal may have released
 * its lock for the wait, as a condition variable does.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/detect.h"

/* No demo holds more locks at once; further ones are ignored. */
#define HELD_MAX	16

/**
 * struct hold - a thread's latest hold of an object
 * @event: the step that began it
 * @from: start (ns)
 * @until: last time at which it is certain; @from until another step is seen
 * @depth: number of acquisitions not released yet
 * @reported: has a finding already
 */
struct hold {
	__u32 event;
	__u64 from;
	__u64 until;
	unsigned int depth;
	bool reported;
};

/**
 * struct holder - what a thread holds
 * @nr: number of objects
 * @held: the objects
 * @waiting: waits for a signal and may have released its lock for the wait
 */
struct holder {
	size_t nr;
	__u16 held[HELD_MAX];
	bool waiting;
};

/**
 * struct ownership - the holders of all objects
 * @trace: the run
 * @findings: where to report
 * @threads: number of threads
 * @holders: by thread
 * @holds: by object, an array by thread, allocated at the first acquisition
 */
struct ownership {
	const struct trace *trace;
	struct findings *findings;
	size_t threads;
	struct holder *holders;
	struct hold *holds[UINT16_MAX + 1];
};

static bool is_shared(const struct trace *trace, __u16 object)
{
	unsigned int kind = SYNCDEMO_OBJECT_KIND(object);

	return kind < trace->nr_kinds && trace->kinds[kind].shared;
}

static bool overlap(const struct hold *a, const struct hold *b)
{
	return a->from < b->until && b->from < a->until;
}

static char *sentence(const struct trace *trace, size_t late, size_t early, __u16 object)
{
	char name[TRACE_NAME_SIZE], *text;

	trace_object(trace, object, name);
	if (asprintf(&text, "%s acquires %s while %s holds it", trace_thread(trace, late), name,
		     trace_thread(trace, early)) < 0)
		return NULL;
	return text;
}

static int found(const struct ownership *ownership, size_t late, size_t early, __u16 object)
{
	struct hold *hold = &ownership->holds[object][late];

	if (hold->reported)
		return 0;
	hold->reported = true;
	if (!findings_count(ownership->findings, FINDING_TWO_HOLDERS, 1))
		return 0;
	return findings_add(ownership->findings, ownership->trace, &(struct finding) {
		.kind = FINDING_TWO_HOLDERS, .weight = 1, .event = hold->event,
		.text = sentence(ownership->trace, late, early, object),
	});
}

/* @thread holds @object for certain until now: compare with all other holds. */
static int compare_all(const struct ownership *ownership, size_t thread, __u16 object)
{
	const struct hold *all = ownership->holds[object];
	int ret = 0;

	for (size_t i = 0; !ret && i < ownership->threads; i++) {
		bool later = all[i].from > all[thread].from;

		if (i != thread && overlap(&all[i], &all[thread]))
			ret = found(ownership, later ? i : thread, later ? thread : i, object);
	}
	return ret;
}

/* Any step before the release shows that the thread still holds its objects. */
static int confirm(struct ownership *ownership, const struct syncdemo_event *event)
{
	const struct holder *holder = &ownership->holders[event->thread];
	int ret = 0;

	for (size_t i = 0; !ret && !holder->waiting && i < holder->nr; i++) {
		struct hold *hold = &ownership->holds[holder->held[i]][event->thread];

		if (event->step == SYNCDEMO_STEP_RELEASED && event->object == holder->held[i])
			continue;
		hold->until = event->ns;
		ret = compare_all(ownership, event->thread, holder->held[i]);
	}
	return ret;
}

static int acquire(struct ownership *ownership, const struct syncdemo_event *event, __u32 index)
{
	struct hold **holds = &ownership->holds[event->object];
	struct holder *holder = &ownership->holders[event->thread];

	if (is_shared(ownership->trace, event->object))
		return 0;
	if (!*holds)
		*holds = calloc(ownership->threads, sizeof(**holds));
	if (!*holds)
		return -1;
	if ((*holds)[event->thread].depth++ || holder->nr == HELD_MAX)
		return 0;
	holder->held[holder->nr++] = event->object;
	(*holds)[event->thread] = (struct hold) {
		.event = index, .from = event->ns, .until = event->ns, .depth = 1,
	};
	return 0;
}

static void release(struct ownership *ownership, const struct syncdemo_event *event)
{
	struct holder *holder = &ownership->holders[event->thread];

	for (size_t i = 0; i < holder->nr; i++) {
		if (holder->held[i] != event->object)
			continue;
		if (!--ownership->holds[event->object][event->thread].depth)
			holder->held[i] = holder->held[--holder->nr];
		return;
	}
}

/* After a wait the thread holds its lock again: a new hold begins. */
static void resume(struct ownership *ownership, const struct syncdemo_event *event, __u32 index)
{
	struct holder *holder = &ownership->holders[event->thread];

	holder->waiting = false;
	for (size_t i = 0; i < holder->nr; i++) {
		struct hold *hold = &ownership->holds[holder->held[i]][event->thread];

		*hold = (struct hold) {
			.event = index, .from = event->ns, .until = event->ns,
			.depth = hold->depth,
		};
	}
}

static int step(struct ownership *ownership, __u32 index)
{
	const struct syncdemo_event *event = &ownership->trace->events[index];

	if (confirm(ownership, event))
		return -1;
	switch (event->step) {
	case SYNCDEMO_STEP_ACQUIRED:
		return acquire(ownership, event, index);
	case SYNCDEMO_STEP_RELEASED:
		release(ownership, event);
		return 0;
	case SYNCDEMO_STEP_WAIT:
		ownership->holders[event->thread].waiting = true;
		return 0;
	case SYNCDEMO_STEP_WOKEN:
		resume(ownership, event, index);
		return 0;
	default:
		return 0;
	}
}

static int walk(struct ownership *ownership)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < ownership->trace->nr_events; i++)
		ret = step(ownership, i);
	return ret;
}

int find_two_holders(const struct trace *trace, struct findings *findings)
{
	struct ownership *ownership = calloc(1, sizeof(*ownership));
	int ret = -1;

	if (!ownership)
		return -1;
	ownership->trace = trace;
	ownership->findings = findings;
	ownership->threads = trace->res.result.nr_threads;
	ownership->holders = calloc(ownership->threads + 1, sizeof(*ownership->holders));
	if (ownership->holders)
		ret = walk(ownership);
	for (size_t i = 0; i <= UINT16_MAX; i++)
		free(ownership->holds[i]);
	free(ownership->holders);
	free(ownership);
	return ret;
}
