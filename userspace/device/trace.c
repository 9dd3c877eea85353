// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sorts the events of a run and names their threads, objects and steps. Pure.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "device/trace.h"

static const char * const step_names[] = {
	[SYNCDEMO_STEP_NONE] = "NONE",
	[SYNCDEMO_STEP_START] = "START",
	[SYNCDEMO_STEP_ATTEMPT] = "ATTEMPT",
	[SYNCDEMO_STEP_ACQUIRED] = "ACQUIRED",
	[SYNCDEMO_STEP_RELEASED] = "RELEASED",
	[SYNCDEMO_STEP_WAIT] = "WAIT",
	[SYNCDEMO_STEP_WOKEN] = "WOKEN",
	[SYNCDEMO_STEP_SIGNAL] = "SIGNAL",
	[SYNCDEMO_STEP_LOAD] = "LOAD",
	[SYNCDEMO_STEP_STORE] = "STORE",
	[SYNCDEMO_STEP_SET] = "SET",
	[SYNCDEMO_STEP_GET] = "GET",
	[SYNCDEMO_STEP_EXIT] = "EXIT",
};

const char *step_name(unsigned int step)
{
	return step < ARRAY_SIZE(step_names) ? step_names[step] : "UNKNOWN";
}

bool step_has_object(unsigned int step)
{
	return step != SYNCDEMO_STEP_START && step != SYNCDEMO_STEP_EXIT;
}

/* Events of one thread and time keep their order, which is that of their addresses. */
static int compare(const void *left, const void *right)
{
	const struct syncdemo_event *a = *(const struct syncdemo_event * const *)left;
	const struct syncdemo_event *b = *(const struct syncdemo_event * const *)right;

	if (a->ns != b->ns)
		return a->ns < b->ns ? -1 : 1;
	if (a->thread != b->thread)
		return a->thread < b->thread ? -1 : 1;
	return a < b ? -1 : a > b;
}

static void remove_unknown(struct trace *trace)
{
	size_t kept = 0;

	for (size_t i = 0; i < trace->nr_events; i++) {
		const struct syncdemo_event *event = &trace->events[i];

		if (event->thread < trace->res.result.nr_threads &&
		    event->step > SYNCDEMO_STEP_NONE && event->step < SYNCDEMO_NR_STEPS)
			trace->events[kept++] = *event;
	}
	trace->nr_events = kept;
}

static void note_last(struct trace *trace)
{
	for (size_t i = 0; i < trace->nr_events; i++)
		trace->logs[trace->events[i].thread].last_ns = trace->events[i].ns;
}

int trace_sort(struct trace *trace)
{
	const struct syncdemo_event **order;
	struct syncdemo_event *sorted;

	remove_unknown(trace);
	order = calloc(trace->nr_events + 1, sizeof(*order));
	sorted = calloc(trace->nr_events + 1, sizeof(*sorted));
	if (order && sorted) {
		for (size_t i = 0; i < trace->nr_events; i++)
			order[i] = &trace->events[i];
		qsort(order, trace->nr_events, sizeof(*order), compare);
		for (size_t i = 0; i < trace->nr_events; i++)
			sorted[i] = *order[i];
		free(trace->events);
		trace->events = sorted;
		note_last(trace);
	} else {
		free(sorted);
		sorted = NULL;
	}
	free(order);
	return sorted ? 0 : -1;
}

void trace_free(struct trace *trace)
{
	run_result_free(&trace->res);
	free(trace->kinds);
	free(trace->logs);
	free(trace->events);
	memset(trace, 0, sizeof(*trace));
}

__u64 trace_end(const struct trace *trace)
{
	__u64 end = trace->res.result.duration_ns;

	if (trace->nr_events && trace->events[trace->nr_events - 1].ns > end)
		end = trace->events[trace->nr_events - 1].ns;
	return end;
}

__u64 trace_recorded(const struct trace *trace)
{
	__u64 sum = 0;

	for (__u32 i = 0; i < trace->res.result.nr_threads; i++)
		sum += trace->logs[i].recorded;
	return sum;
}

__u64 trace_dropped(const struct trace *trace)
{
	__u64 sum = 0;

	for (__u32 i = 0; i < trace->res.result.nr_threads; i++)
		sum += trace->logs[i].dropped;
	return sum;
}

void trace_object(const struct trace *trace, __u16 object, char name[TRACE_NAME_SIZE])
{
	unsigned int kind = SYNCDEMO_OBJECT_KIND(object);
	unsigned int number = SYNCDEMO_OBJECT_NUMBER(object);

	if (kind >= trace->nr_kinds)
		snprintf(name, TRACE_NAME_SIZE, "object %u.%u", kind, number);
	else if (trace->kinds[kind].many)
		snprintf(name, TRACE_NAME_SIZE, "%s %u", trace->kinds[kind].name, number);
	else
		snprintf(name, TRACE_NAME_SIZE, "%s", trace->kinds[kind].name);
}

bool trace_is_queue(const struct trace *trace, __u16 object)
{
	unsigned int kind = SYNCDEMO_OBJECT_KIND(object);

	return kind < trace->nr_kinds && trace->kinds[kind].queue;
}

const char *trace_thread(const struct trace *trace, unsigned int thread)
{
	return thread < trace->res.result.nr_threads ? trace->res.threads[thread].name : "?";
}

const char *trace_short_name(const struct trace *trace, unsigned int thread)
{
	const char *name = trace_thread(trace, thread);
	size_t prefix = strlen(TRACE_THREAD_PREFIX);

	return strncmp(name, TRACE_THREAD_PREFIX, prefix) ? name : name + prefix;
}
