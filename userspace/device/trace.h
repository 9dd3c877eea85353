/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What one run left behind: its result, and what its threads did, step by step.
 * client.c fetches it, tests make it up; everyone else only reads it.
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

/* What every name that ps shows begins with; too much of it for a picture. */
#define TRACE_THREAD_PREFIX	"syncdemo/"

/**
 * struct trace_log - what the log of one thread took
 * @recorded: events in it, the oldest ones
 * @dropped: newer ones that found it full
 * @last_ns: time of the last one recorded
 */
struct trace_log {
	__u64 recorded;
	__u64 dropped;
	__u64 last_ns;
};

/**
 * struct trace_kind - a kind of object that the threads of the demo share
 * @name: what people call it
 * @many: there are several of the kind, so that they need a number
 * @shared: several threads may hold one of them at once
 * @queue: empty at first; what is stored in it is loaded once
 */
struct trace_kind {
	char name[SYNCDEMO_NAME_SIZE];
	bool many;
	bool shared;
	bool queue;
};

/**
 * struct trace - one run
 * @res: its result, with figures and threads
 * @nr_kinds: kinds of objects
 * @kinds: their names
 * @logs: report.result.nr_threads of them
 * @nr_events: events of all threads together
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
 * By time; at the same time by thread; of one thread as they were recorded.
 * Events of a thread or step that does not exist are removed.
 *
 * Return: 0, or -1 if there is no memory.
 */
int trace_sort(struct trace *trace);

/**
 * trace_free - release what the trace owns
 * @trace: empty afterwards
 */
void trace_free(struct trace *trace);

/**
 * trace_end - when the run was over
 * @trace: the run
 *
 * Return: its duration, or the last event if that is later (ns).
 */
__u64 trace_end(const struct trace *trace);

/**
 * trace_recorded - how many events the logs took
 * @trace: the run
 */
__u64 trace_recorded(const struct trace *trace);

/**
 * trace_dropped - how many events were left out because logs were full
 * @trace: the run
 */
__u64 trace_dropped(const struct trace *trace);

/**
 * trace_object - what people call an object: "lock", "fork 3"
 * @trace: the run
 * @object: SYNCDEMO_OBJECT()
 * @name: (out) the name
 */
void trace_object(const struct trace *trace, __u16 object, char name[TRACE_NAME_SIZE]);

/**
 * trace_is_queue - whether what is stored in an object is loaded once
 * @trace: the run
 * @object: SYNCDEMO_OBJECT()
 */
bool trace_is_queue(const struct trace *trace, __u16 object);

/**
 * trace_thread - the name of a thread as ps shows it
 * @trace: the run
 * @thread: its index
 */
const char *trace_thread(const struct trace *trace, unsigned int thread);

/**
 * trace_short_name - the name of a thread without what all of them have
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
 * step_has_object - whether a step is about one of the things that are shared
 * @step: enum syncdemo_step
 */
bool step_has_object(unsigned int step);

#endif
