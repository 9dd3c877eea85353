// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes spans from the events of each thread. Called by timeline.c.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/lanes.h"

/* No demo holds more locks at once; further ones are not drawn. */
#define HELD_MAX	16

/* How many of the waker's events are searched for the signal. */
#define SIGNAL_REACH	1024

/**
 * struct walk - state while the spans of a lane are made
 * @trace: the run
 * @lane: the lane
 * @nr_held: number of objects that the thread holds
 * @held: the objects, in order of acquisition
 */
struct walk {
	const struct trace *trace;
	struct lane *lane;
	size_t nr_held;
	__u16 held[HELD_MAX];
};

const char *span_name(unsigned int state)
{
	static const char * const names[NR_SPAN_STATES] = {
		"running", "waiting", "holding", "not recorded"
	};

	return state < NR_SPAN_STATES ? names[state] : "?";
}

static void end_span(struct walk *walk, __u64 ns, __u32 event)
{
	struct span *span;

	if (!walk->lane->nr_spans)
		return;
	span = &walk->lane->spans[walk->lane->nr_spans - 1];
	if (span->end != NO_EVENT)
		return;
	span->to = ns;
	span->end = event;
}

static void begin_span(struct walk *walk, __u64 ns, __u32 event, enum span_state state,
		       __u16 object)
{
	walk->lane->spans[walk->lane->nr_spans++] = (struct span) {
		.from = ns, .to = ns, .begin = event, .end = NO_EVENT, .object = object,
		.held = NO_OBJECT, .state = state,
	};
}

/* An attempt shows what the thread holds, because that is how deadlocks arise. */
static void begin_wait(struct walk *walk, const struct syncdemo_event *event, __u32 index)
{
	begin_span(walk, event->ns, index, SPAN_WAIT, event->object);
	if (walk->nr_held && event->step == SYNCDEMO_STEP_ATTEMPT)
		walk->lane->spans[walk->lane->nr_spans - 1].held = walk->held[walk->nr_held - 1];
}

static void hold(struct walk *walk, __u16 object)
{
	if (walk->nr_held < HELD_MAX)
		walk->held[walk->nr_held++] = object;
}

/* Drops the last acquisition: a recursive lock is in @held once for each. */
static void drop(struct walk *walk, __u16 object)
{
	size_t i = walk->nr_held;

	while (i && walk->held[i - 1] != object)
		i--;
	if (!i)
		return;
	walk->nr_held--;
	memmove(&walk->held[i - 1], &walk->held[i],
		(walk->nr_held - (i - 1)) * sizeof(walk->held[0]));
}

static void begin_hold_or_run(struct walk *walk, __u64 ns, __u32 event)
{
	if (walk->nr_held)
		begin_span(walk, ns, event, SPAN_HOLD, walk->held[walk->nr_held - 1]);
	else
		begin_span(walk, ns, event, SPAN_RUN, NO_OBJECT);
}

static bool is_waiting(const struct walk *walk)
{
	size_t n = walk->lane->nr_spans;

	return n && walk->lane->spans[n - 1].end == NO_EVENT &&
	       walk->lane->spans[n - 1].state == SPAN_WAIT;
}

static void step(struct walk *walk, __u32 index)
{
	const struct syncdemo_event *event = &walk->trace->events[index];
	bool begins_wait = event->step == SYNCDEMO_STEP_ATTEMPT ||
			   event->step == SYNCDEMO_STEP_WAIT;

	switch (event->step) {
	case SYNCDEMO_STEP_ACQUIRED:
		hold(walk, event->object);
		break;
	case SYNCDEMO_STEP_RELEASED:
		drop(walk, event->object);
		break;
	case SYNCDEMO_STEP_START:
	case SYNCDEMO_STEP_ATTEMPT:
	case SYNCDEMO_STEP_WAIT:
	case SYNCDEMO_STEP_WOKEN:
	case SYNCDEMO_STEP_EXIT:
		break;
	default:
		/* A failed attempt ends with any next step. */
		if (!is_waiting(walk))
			return;
	}
	end_span(walk, event->ns, index);
	if (begins_wait)
		begin_wait(walk, event, index);
	else if (event->step != SYNCDEMO_STEP_EXIT)
		begin_hold_or_run(walk, event->ns, index);
}

/* After the last event: the last span goes on to the end, or the log was full. */
static void finish(struct walk *walk, const struct trace_log *log, __u64 end)
{
	size_t n = walk->lane->nr_events;

	end_span(walk, log->dropped ? log->last_ns : end, NO_EVENT);
	if (!log->dropped)
		return;
	begin_span(walk, log->last_ns, n ? walk->lane->events[n - 1] : NO_EVENT, SPAN_UNKNOWN,
		   NO_OBJECT);
	end_span(walk, end, NO_EVENT);
}

static void walk_lane(struct lanes *lanes, size_t thread)
{
	struct walk walk = { .trace = lanes->trace, .lane = &lanes->lanes[thread] };

	for (size_t i = 0; i < walk.lane->nr_events; i++)
		step(&walk, walk.lane->events[i]);
	finish(&walk, &lanes->trace->logs[thread], lanes->end);
}

static int allocate(struct lanes *lanes)
{
	const struct trace *trace = lanes->trace;

	lanes->lanes = calloc(lanes->nr_lanes + 1, sizeof(*lanes->lanes));
	if (!lanes->lanes)
		return -1;
	for (size_t i = 0; i < trace->nr_events; i++)
		lanes->lanes[trace->events[i].thread].nr_events++;
	for (size_t i = 0; i < lanes->nr_lanes; i++) {
		struct lane *lane = &lanes->lanes[i];

		lane->events = calloc(lane->nr_events + 1, sizeof(*lane->events));
		/* Each event begins at most one span, and finish() may add one. */
		lane->spans = calloc(lane->nr_events + 2, sizeof(*lane->spans));
		if (!lane->events || !lane->spans)
			return -1;
		lane->nr_events = 0;
	}
	for (size_t i = 0; i < trace->nr_events; i++) {
		struct lane *lane = &lanes->lanes[trace->events[i].thread];

		lane->events[lane->nr_events++] = i;
	}
	return 0;
}

/* Position in @lane of its first event after @index. */
static size_t position_after(const struct lane *lane, __u32 index)
{
	size_t low = 0, high = lane->nr_events;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (lane->events[middle] > index)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* The last SIGNAL in @lane before the event @index, for the same object. */
static __u32 find_signal(const struct lanes *lanes, const struct lane *lane, __u32 index)
{
	const struct syncdemo_event *events = lanes->trace->events;
	size_t end = position_after(lane, index);

	for (size_t i = 0; i < SIGNAL_REACH && i < end; i++) {
		__u32 at = lane->events[end - 1 - i];

		if (events[at].step == SYNCDEMO_STEP_SIGNAL &&
		    events[at].object == events[index].object)
			return at;
	}
	return NO_EVENT;
}

static bool was_woken(const struct lanes *lanes, const struct syncdemo_event *event)
{
	return event->step == SYNCDEMO_STEP_WOKEN && event->arg >= 0 &&
	       (__u64)event->arg < lanes->nr_lanes && event->arg != event->thread;
}

static int find_wakes(struct lanes *lanes)
{
	const struct trace *trace = lanes->trace;
	size_t n = 0;

	for (size_t i = 0; i < trace->nr_events; i++)
		n += was_woken(lanes, &trace->events[i]);
	lanes->wakes = calloc(n + 1, sizeof(*lanes->wakes));
	if (!lanes->wakes)
		return -1;
	for (size_t i = 0; i < trace->nr_events; i++) {
		const struct syncdemo_event *event = &trace->events[i];

		if (!was_woken(lanes, event))
			continue;
		lanes->wakes[lanes->nr_wakes++] = (struct wake) {
			.signal = find_signal(lanes, &lanes->lanes[event->arg], i),
			.woken = i, .from = event->arg, .to = event->thread,
		};
	}
	return 0;
}

int lanes_make(struct lanes *lanes, const struct trace *trace)
{
	memset(lanes, 0, sizeof(*lanes));
	lanes->trace = trace;
	lanes->end = trace_end(trace);
	lanes->nr_lanes = trace->res.result.nr_threads;
	if (allocate(lanes))
		return -1;
	for (size_t i = 0; i < lanes->nr_lanes; i++)
		walk_lane(lanes, i);
	return find_wakes(lanes);
}

void lanes_free(struct lanes *lanes)
{
	for (size_t i = 0; lanes->lanes && i < lanes->nr_lanes; i++) {
		free(lanes->lanes[i].events);
		free(lanes->lanes[i].spans);
	}
	free(lanes->lanes);
	free(lanes->wakes);
	memset(lanes, 0, sizeof(*lanes));
}

__u64 wake_from_ns(const struct lanes *lanes, const struct wake *wake)
{
	return lanes->trace->events[wake->signal == NO_EVENT ? wake->woken : wake->signal].ns;
}

__u64 lanes_recorded_until(const struct lanes *lanes)
{
	const struct trace *trace = lanes->trace;

	if (!trace_dropped(trace) || !trace->nr_events)
		return lanes->end;
	return trace->events[trace->nr_events - 1].ns;
}
