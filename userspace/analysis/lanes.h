/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From events to what a timeline shows: a lane for each thread, filled without
 * gaps by spans in which the thread ran, waited or held something; and who woke
 * whom. Pure.
 */
#ifndef SYNCDEMO_LANES_H
#define SYNCDEMO_LANES_H

#include "device/trace.h"

/**
 * enum span_state - what a thread does for a while
 * @SPAN_RUN: goes about its business, without anything that others may want
 * @SPAN_WAIT: waits to get something, or to be woken
 * @SPAN_HOLD: holds something
 * @SPAN_UNKNOWN: its log was full by then
 * @NR_SPAN_STATES: how many there are
 */
enum span_state {
	SPAN_RUN,
	SPAN_WAIT,
	SPAN_HOLD,
	SPAN_UNKNOWN,
	NR_SPAN_STATES
};

/* In place of the index of an event: there is none. */
#define NO_EVENT	UINT32_MAX

/* In place of an object: none. */
#define NO_OBJECT	UINT16_MAX

/**
 * struct span - a while in which a thread does one thing
 * @from: when it begins (ns)
 * @to: when it ends
 * @begin: the event that begins it
 * @end: the event that ends it, or NO_EVENT at the end of the run or of the log
 * @object: what is waited for or was acquired last, or NO_OBJECT
 * @held: what was acquired last and is held while something else is waited for,
 *	or NO_OBJECT; a wait for a signal may lend it
 * @state: enum span_state
 */
struct span {
	__u64 from;
	__u64 to;
	__u32 begin;
	__u32 end;
	__u16 object;
	__u16 held;
	__u8 state;
};

/**
 * struct lane - one thread
 * @nr_events: how many of the trace's events are its own
 * @events: their indices, in order
 * @nr_spans: how many spans
 * @spans: the spans, each beginning where the one before ends
 */
struct lane {
	size_t nr_events;
	__u32 *events;
	size_t nr_spans;
	struct span *spans;
};

/**
 * struct wake - one thread woke another
 * @signal: the event SIGNAL that did it, or NO_EVENT if it is not in the log
 * @woken: the event WOKEN
 * @from: the thread that woke
 * @to: the thread that was woken
 */
struct wake {
	__u32 signal;
	__u32 woken;
	__u16 from;
	__u16 to;
};

/**
 * struct lanes - all threads of a run
 * @trace: the run
 * @end: when it was over (ns)
 * @nr_lanes: how many threads
 * @lanes: the threads
 * @nr_wakes: how often one woke another
 * @wakes: in order of the time of waking up
 */
struct lanes {
	const struct trace *trace;
	__u64 end;
	size_t nr_lanes;
	struct lane *lanes;
	size_t nr_wakes;
	struct wake *wakes;
};

/**
 * lanes_make - work out the lanes
 * @lanes: (out) lanes_free() it, even after an error
 * @trace: sorted; must live as long
 *
 * Return: 0, or -1 if there is no memory.
 */
int lanes_make(struct lanes *lanes, const struct trace *trace);

/**
 * lanes_free - release what lanes_make() allocated
 * @lanes: empty afterwards
 */
void lanes_free(struct lanes *lanes);

/**
 * span_name - what a state is called: "waiting"
 * @state: enum span_state
 */
const char *span_name(unsigned int state);

/**
 * wake_from_ns - when the waking began
 * @lanes: the lanes
 * @wake: one of its wakes
 *
 * Return: the time of the signal, or of waking up if the signal is not known.
 */
__u64 wake_from_ns(const struct lanes *lanes, const struct wake *wake);

/**
 * lanes_recorded_until - up to where anything is known
 * @lanes: the lanes
 *
 * Return: the end of the run, or the last recorded event if every log that
 * still had something to say by then was full (ns).
 */
__u64 lanes_recorded_until(const struct lanes *lanes);

#endif
