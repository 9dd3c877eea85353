/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The trace of a run: its result and the events of its threads. client.c fetches it.
 */
#ifndef SYNCDEMO_TRACE_H
#define SYNCDEMO_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/util.h"
#include "device/result.h"

/* Room for the name of an object with its number. */
#define TRACE_NAME_SIZE	(SYNCDEMO_NAME_SIZE + 8)

/* Common prefix of all thread names, left out in pictures. */
#define TRACE_THREAD_PREFIX	"sd/"

/**
 * struct trace_log - the log of one thread
 * @recorded: number of recorded events, the oldest ones
 * @dropped: number of newer events that had no room
 * @last_ns: time of the last recorded event
 */
struct trace_log {
	__u64 recorded;
	__u64 dropped;
	__u64 last_ns;
};

/**
 * struct trace_kind - a kind of object that the threads of the demo share
 * @name: its name
 * @many: there are several objects of the kind, which are numbered
 * @shared: several threads may hold one object at once
 * @queue: empty at first; each stored value is loaded once
 */
struct trace_kind {
	char name[SYNCDEMO_NAME_SIZE];
	bool many;
	bool shared;
	bool queue;
};

/**
 * struct trace - one run
 * @res: its result, with metrics and threads
 * @nr_kinds: number of kinds of objects
 * @kinds: the kinds
 * @logs: one for each thread
 * @nr_events: number of events of all threads
 * @events: the events; in order of time after trace_sort()
 */
struct trace {
	struct run_result res;
	size_t nr_kinds;
	struct trace_kind *kinds;
	struct trace_log *logs;
	size_t nr_events;
	struct syncdemo_event *events;
};

/**
 * trace_sort - merge the logs of the threads
 * @trace: with one log after the other in @events; @logs[].last_ns is filled in, too
 *
 * Sorted by time, then by thread, then in the order of recording. Events of an unknown
 * thread or step are removed.
 *
 * Return: 0, or -1 if there is no memory.
 */
int trace_sort(struct trace *trace);

/**
 * trace_free - release the memory of a trace
 * @trace: empty afterwards
 */
void trace_free(struct trace *trace);

/**
 * trace_end - end of the run
 * @trace: the run
 *
 * Return: its duration, or the last event if that is later (ns).
 */
__u64 trace_end(const struct trace *trace);

/**
 * trace_recorded - number of recorded events of all threads
 * @trace: the run
 */
__u64 trace_recorded(const struct trace *trace);

/**
 * trace_dropped - number of events that had no room in their logs
 * @trace: the run
 */
__u64 trace_dropped(const struct trace *trace);

/**
 * trace_object - name of an object: "lock", "fork 3"
 * @trace: the run
 * @object: SYNCDEMO_OBJECT()
 * @name: (out) the name
 */
void trace_object(const struct trace *trace, __u16 object, char name[TRACE_NAME_SIZE]);

/**
 * trace_is_queue - whether each value stored in an object is loaded once
 * @trace: the run
 * @object: SYNCDEMO_OBJECT()
 */
bool trace_is_queue(const struct trace *trace, __u16 object);

/**
 * trace_thread - full name of a thread, as ps shows it
 * @trace: the run
 * @thread: its index
 */
const char *trace_thread(const struct trace *trace, unsigned int thread);

/**
 * trace_short_name - name of a thread without TRACE_THREAD_PREFIX
 * @trace: the run
 * @thread: its index
 */
const char *trace_short_name(const struct trace *trace, unsigned int thread);

/**
 * step_name - a step in capitals ("ACQUIRED")
 * @step: enum syncdemo_step
 *
 * Return: the name, "UNKNOWN" for a number without one.
 */
const char *step_name(unsigned int step);

/**
 * step_has_object - whether a step has an object
 * @step: enum syncdemo_step
 */
bool step_has_object(unsigned int step);

#endif
