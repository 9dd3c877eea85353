// SPDX-License-Identifier: GPL-2.0-only
/*
 * Items that are not in the queue: a thread takes an item that was already taken, or
 * that no thread has put there. A rule of detect.c.
 *
 * The proof is that a value was taken more often than it was put. Threads log queue
 * operations under the queue's lock, so their order in the log is right; events with
 * the same time have no order, and a put counts as the first of them. Events missing
 * from a full log may be puts, so the rule stops there. A run that passed has no
 * findings, because the demo has counted its items.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/detect.h"

/**
 * struct touch - an item put into a queue or taken from it
 * @event: the STORE or LOAD
 * @before: of a LOAD, the previous LOAD of the same value; NULL if there is none
 */
struct touch {
	const struct syncdemo_event *event;
	const struct syncdemo_event *before;
};

/* By object and value, then by time; a STORE precedes a LOAD of the same time. */
static int by_value(const void *left, const void *right)
{
	const struct syncdemo_event *a = ((const struct touch *)left)->event;
	const struct syncdemo_event *b = ((const struct touch *)right)->event;

	if (a->object != b->object)
		return a->object < b->object ? -1 : 1;
	if (a->arg != b->arg)
		return a->arg < b->arg ? -1 : 1;
	if (a->ns != b->ns)
		return a->ns < b->ns ? -1 : 1;
	if (a->step != b->step)
		return a->step == SYNCDEMO_STEP_STORE ? -1 : 1;
	return a < b ? -1 : a > b;
}

static int by_time(const void *left, const void *right)
{
	const struct syncdemo_event *a = ((const struct touch *)left)->event;
	const struct syncdemo_event *b = ((const struct touch *)right)->event;

	return a < b ? -1 : a > b;
}

static bool is_touch(const struct trace *trace, const struct syncdemo_event *event)
{
	return (event->step == SYNCDEMO_STEP_LOAD || event->step == SYNCDEMO_STEP_STORE) &&
	       trace_is_queue(trace, event->object);
}

/* The time from which events are missing. */
static __u64 known_until(const struct trace *trace)
{
	__u64 until = UINT64_MAX;

	for (__u32 i = 0; i < trace->res.result.nr_threads; i++)
		if (trace->logs[i].dropped && trace->logs[i].last_ns < until)
			until = trace->logs[i].last_ns;
	return until;
}

static size_t collect(const struct trace *trace, struct touch *touches)
{
	__u64 until = known_until(trace);
	size_t n = 0;

	for (size_t i = 0; i < trace->nr_events && trace->events[i].ns < until; i++)
		if (is_touch(trace, &trace->events[i]))
			touches[n++].event = &trace->events[i];
	return n;
}

static bool same_value(const struct syncdemo_event *a, const struct syncdemo_event *b)
{
	return a->object == b->object && a->arg == b->arg;
}

/* Keeps only the LOADs of items that are not in the queue; returns their number. */
static size_t keep_wrong(struct touch *touches, size_t n)
{
	const struct syncdemo_event *last = NULL, *before = NULL;
	size_t there = 0, kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct syncdemo_event *event = touches[i].event;

		if (last && !same_value(last, event)) {
			there = 0;
			before = NULL;
		}
		last = event;
		if (event->step == SYNCDEMO_STEP_STORE) {
			there++;
			continue;
		}
		if (there)
			there--;
		else
			touches[kept++] = (struct touch) { event, before };
		before = event;
	}
	return kept;
}

static char *sentence(const struct trace *trace, const struct touch *touch)
{
	const struct syncdemo_event *event = touch->event, *before = touch->before;
	const char *thread = trace_thread(trace, event->thread);
	char object[TRACE_NAME_SIZE], *text;
	int len;

	trace_object(trace, event->object, object);
	if (!before)
		len = asprintf(&text, "%s takes %lld from %s, though no thread has put it there",
			       thread, event->arg, object);
	else
		len = asprintf(&text, "%s takes %lld from %s, though %s took it before", thread,
			       event->arg, object, before->thread == event->thread ? "it" :
			       trace_thread(trace, before->thread));
	return len < 0 ? NULL : text;
}

static int add_finding(const struct trace *trace, const struct touch *touch,
		       struct findings *findings)
{
	struct finding finding = {
		.kind = FINDING_NO_SUCH_ITEM, .weight = 1, .event = touch->event - trace->events,
	};

	if (!findings_count(findings, finding.kind, finding.weight))
		return 0;
	finding.text = sentence(trace, touch);
	return findings_add(findings, trace, &finding);
}

int find_wrong_items(const struct trace *trace, struct findings *findings)
{
	struct touch *touches;
	size_t n;
	int ret = 0;

	if (trace->res.result.verdict == SYNCDEMO_PASS)
		return 0;
	touches = calloc(trace->nr_events + 1, sizeof(*touches));
	if (!touches)
		return -1;
	n = collect(trace, touches);
	qsort(touches, n, sizeof(*touches), by_value);
	n = keep_wrong(touches, n);
	qsort(touches, n, sizeof(*touches), by_time);
	for (size_t i = 0; !ret && i < n; i++)
		ret = add_finding(trace, &touches[i], findings);
	free(touches);
	return ret;
}
