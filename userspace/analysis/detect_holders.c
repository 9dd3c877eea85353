// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two holders at once of what only one may hold. A rule of analyse.c.
 *
 * A thread notes a release after it, so that its hold seems longer than it was.
 * Known to have been a hold is the time from the step ACQUIRED to the last step
 * before the release; only these are compared. While it waits for a signal a
 * thread may have lent its lock to others, as a condition does.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/detect.h"

/* More locks than that at once nobody takes; further ones are not looked at. */
#define HELD_MAX	16

/**
 * struct tenure - a thread's latest hold of an object, as far as it is known
 * @event: the step that began it
 * @from: since when (ns)
 * @until: until when at least; not after @from: not known to have lasted
 * @depth: how often it was acquired and not released yet
 * @marked: it was found to begin while another one lasted
 */
struct tenure {
	__u32 event;
	__u64 from;
	__u64 until;
	unsigned int depth;
	bool marked;
};

/**
 * struct holder - a thread
 * @nr: how much it holds
 * @held: the objects
 * @waiting: for a signal, so that what it holds may be lent
 */
struct holder {
	size_t nr;
	__u16 held[HELD_MAX];
	bool waiting;
};

/**
 * struct tenancy - who holds what
 * @trace: the run
 * @findings: what was found
 * @threads: how many
 * @holders: by thread
 * @of: by object, an array by thread; made when it is first met
 */
struct tenancy {
	const struct trace *trace;
	struct findings *findings;
	size_t threads;
	struct holder *holders;
	struct tenure *of[UINT16_MAX + 1];
};

static bool is_shared(const struct trace *trace, __u16 object)
{
	unsigned int kind = SYNCDEMO_OBJECT_KIND(object);

	return kind < trace->nr_kinds && trace->kinds[kind].shared;
}

static bool overlap(const struct tenure *a, const struct tenure *b)
{
	return a->from < b->until && b->from < a->until;
}

static char *sentence(const struct trace *trace, size_t late, size_t early, __u16 object)
{
	char name[TRACE_NAME_SIZE], *text;

	trace_object(trace, object, name);
	if (asprintf(&text, "%s acquires %s while %s has it", trace_thread(trace, late), name,
		     trace_thread(trace, early)) < 0)
		return NULL;
	return text;
}

static int found(const struct tenancy *tenancy, size_t late, size_t early, __u16 object)
{
	struct tenure *tenure = &tenancy->of[object][late];

	if (tenure->marked)
		return 0;
	tenure->marked = true;
	if (!findings_count(tenancy->findings, FINDING_TWO_HOLDERS, 1))
		return 0;
	return findings_add(tenancy->findings, tenancy->trace, &(struct finding) {
		.kind = FINDING_TWO_HOLDERS, .weight = 1, .event = tenure->event,
		.text = sentence(tenancy->trace, late, early, object),
	});
}

/* @thread is known to have held it until now: who else is known to, in that time? */
static int compare_all(const struct tenancy *tenancy, size_t thread, __u16 object)
{
	const struct tenure *all = tenancy->of[object];
	int ret = 0;

	for (size_t i = 0; !ret && i < tenancy->threads; i++) {
		bool later = all[i].from > all[thread].from;

		if (i != thread && overlap(&all[i], &all[thread]))
			ret = found(tenancy, later ? i : thread, later ? thread : i, object);
	}
	return ret;
}

/* Whatever a thread does before it lets go shows that it still holds. */
static int confirm(struct tenancy *tenancy, const struct syncdemo_event *event)
{
	const struct holder *holder = &tenancy->holders[event->thread];
	int ret = 0;

	for (size_t i = 0; !ret && !holder->waiting && i < holder->nr; i++) {
		struct tenure *tenure = &tenancy->of[holder->held[i]][event->thread];

		if (event->step == SYNCDEMO_STEP_RELEASED && event->object == holder->held[i])
			continue;
		tenure->until = event->ns;
		ret = compare_all(tenancy, event->thread, holder->held[i]);
	}
	return ret;
}

static int acquire(struct tenancy *tenancy, const struct syncdemo_event *event, __u32 index)
{
	struct tenure **of = &tenancy->of[event->object];
	struct holder *holder = &tenancy->holders[event->thread];

	if (is_shared(tenancy->trace, event->object))
		return 0;
	if (!*of)
		*of = calloc(tenancy->threads, sizeof(**of));
	if (!*of)
		return -1;
	if ((*of)[event->thread].depth++ || holder->nr == HELD_MAX)
		return 0;
	holder->held[holder->nr++] = event->object;
	(*of)[event->thread] = (struct tenure) {
		.event = index, .from = event->ns, .until = event->ns, .depth = 1,
	};
	return 0;
}

static void release(struct tenancy *tenancy, const struct syncdemo_event *event)
{
	struct holder *holder = &tenancy->holders[event->thread];

	for (size_t i = 0; i < holder->nr; i++) {
		if (holder->held[i] != event->object)
			continue;
		if (!--tenancy->of[event->object][event->thread].depth)
			holder->held[i] = holder->held[--holder->nr];
		return;
	}
}

/* Back from a wait, it has again what it may have lent. */
static void resume(struct tenancy *tenancy, const struct syncdemo_event *event, __u32 index)
{
	struct holder *holder = &tenancy->holders[event->thread];

	holder->waiting = false;
	for (size_t i = 0; i < holder->nr; i++) {
		struct tenure *tenure = &tenancy->of[holder->held[i]][event->thread];

		*tenure = (struct tenure) {
			.event = index, .from = event->ns, .until = event->ns,
			.depth = tenure->depth,
		};
	}
}

static int step(struct tenancy *tenancy, __u32 index)
{
	const struct syncdemo_event *event = &tenancy->trace->events[index];

	if (confirm(tenancy, event))
		return -1;
	switch (event->step) {
	case SYNCDEMO_STEP_ACQUIRED:
		return acquire(tenancy, event, index);
	case SYNCDEMO_STEP_RELEASED:
		release(tenancy, event);
		return 0;
	case SYNCDEMO_STEP_WAIT:
		tenancy->holders[event->thread].waiting = true;
		return 0;
	case SYNCDEMO_STEP_WOKEN:
		resume(tenancy, event, index);
		return 0;
	default:
		return 0;
	}
}

static int walk(struct tenancy *tenancy)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < tenancy->trace->nr_events; i++)
		ret = step(tenancy, i);
	return ret;
}

int find_two_holders(const struct trace *trace, struct findings *findings)
{
	struct tenancy *tenancy = calloc(1, sizeof(*tenancy));
	int ret = -1;

	if (!tenancy)
		return -1;
	tenancy->trace = trace;
	tenancy->findings = findings;
	tenancy->threads = trace->res.result.nr_threads;
	tenancy->holders = calloc(tenancy->threads + 1, sizeof(*tenancy->holders));
	if (tenancy->holders)
		ret = walk(tenancy);
	for (size_t i = 0; i <= UINT16_MAX; i++)
		free(tenancy->of[i]);
	free(tenancy->holders);
	free(tenancy);
	return ret;
}
