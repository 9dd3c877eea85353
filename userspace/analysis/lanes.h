/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Turns events into lanes: one for each thread, filled without gaps by spans in which
 * the thread ran, waited or held an object; and the wake-ups between threads. Pure.
 */
#ifndef SYNCDEMO_LANES_H
#define SYNCDEMO_LANES_H

#include "device/trace.h"

/**
 * enum span_state - state of a thread during a span
 * @SPAN_RUN: neither waits nor holds an object
 * @SPAN_WAIT: waits to acquire an object, or for a wake-up
 * @SPAN_HOLD: holds an object
 * @SPAN_UNKNOWN: not recorded, its log was full
 * @NR_SPAN_STATES: number of states
 */
enum span_state {
	SPAN_RUN,
	SPAN_WAIT,
	SPAN_HOLD,
	SPAN_UNKNOWN,
	NR_SPAN_STATES
};

/* In place of the index of an event. */
#define NO_EVENT	UINT32_MAX

/* In place of an object. */
#define NO_OBJECT	UINT16_MAX

/**
 * struct span - a time in which a thread stays in one state
 * @from: start (ns)
 * @to: end (ns)
 * @begin: the event that begins it
 * @end: the event that ends it, or NO_EVENT at the end of the run or of the log
 * @object: the object that the thread waits for or acquired last, or NO_OBJECT
 * @held: the object acquired last and still held during an attempt, or NO_OBJECT;
 *	not set in a wait for a signal, which may release it
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
 * @nr_events: number of its events
 * @events: their indices in the trace, in order
 * @nr_spans: number of spans
 * @spans: the spans; each begins where the previous one ends
 */
struct lane {
	size_t nr_events;
	__u32 *events;
	size_t nr_spans;
	struct span *spans;
};

/**
 * struct wake - a wake-up of one thread by another
 * @signal: the event SIGNAL, or NO_EVENT if it is not in the log
 * @woken: the event WOKEN
 * @from: the waker
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
 * @trace: the run; not owned
 * @end: end of the run (ns)
 * @nr_lanes: number of threads
 * @lanes: by thread
 * @nr_wakes: number of wake-ups
 * @wakes: in order of the events WOKEN
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
 * lanes_make - make the lanes of a run
 * @lanes: (out) free with lanes_free(), even after an error
 * @trace: sorted; must outlive @lanes
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
 * span_name - name of a state, such as "waiting"
 * @state: enum span_state
 */
const char *span_name(unsigned int state);

/**
 * wake_from_ns - time of the signal of a wake-up
 * @lanes: the lanes
 * @wake: one of its wake-ups
 *
 * Return: the time (ns), or that of WOKEN if the signal is not in the log.
 */
__u64 wake_from_ns(const struct lanes *lanes, const struct wake *wake);

/**
 * lanes_recorded_until - end of what is recorded
 * @lanes: the lanes
 *
 * Return: the end of the run, or the last recorded event if a log was full (ns).
 */
__u64 lanes_recorded_until(const struct lanes *lanes);

#endif
