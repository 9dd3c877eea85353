/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs for tests, as the module would record them. The caller frees each with
 * trace_free().
 */
#ifndef TRACES_H
#define TRACES_H

#include "device/trace.h"

/**
 * struct step - an event, in a short form for tables
 * @ns: its time
 * @thread: its thread
 * @step: enum syncdemo_step
 * @object: SYNCDEMO_OBJECT()
 * @arg: as in struct syncdemo_event
 */
struct step {
	__u64 ns;
	__u16 thread;
	__u16 step;
	__u16 object;
	__s64 arg;
};

/* Short names for tables of steps. */
#define START		SYNCDEMO_STEP_START
#define ATTEMPT		SYNCDEMO_STEP_ATTEMPT
#define ACQUIRED	SYNCDEMO_STEP_ACQUIRED
#define RELEASED	SYNCDEMO_STEP_RELEASED
#define WAIT		SYNCDEMO_STEP_WAIT
#define WOKEN		SYNCDEMO_STEP_WOKEN
#define SIGNAL		SYNCDEMO_STEP_SIGNAL
#define LOAD		SYNCDEMO_STEP_LOAD
#define STORE		SYNCDEMO_STEP_STORE
#define SET		SYNCDEMO_STEP_SET
#define GET		SYNCDEMO_STEP_GET
#define EXIT		SYNCDEMO_STEP_EXIT

/* The kinds of objects that every run here has. */
enum { LOCK, COUNTER, SIGN, FORK, SHARED, QUEUE, NR_KINDS };

#define FORK_NR(n)	SYNCDEMO_OBJECT(FORK, n)
#define QUEUE_NR(n)	SYNCDEMO_OBJECT(QUEUE, n)
#define OBJECT(kind)	SYNCDEMO_OBJECT(kind, 0)

/**
 * make_trace - a run with these events
 * @trace: (out) the run, sorted
 * @name: DEMO/VARIANT
 * @verdict: enum syncdemo_verdict
 * @reason: reason of the verdict
 * @threads: number of threads
 * @steps: the events, in any order
 * @n: number of events
 */
void make_trace(struct trace *trace, const char *name, __u32 verdict, const char *reason,
		unsigned int threads, const struct step *steps, size_t n);

/* A producer and a consumer pass ten items, taking turns. */
void condition_trace(struct trace *trace);

/* A waiter waits 3 s for the setter. */
void event_trace(struct trace *trace);

/* Thread 0 pauses between load and store while thread 1 adds 100 times. */
void lost_update_trace(struct trace *trace);

/* Five philosophers in a deadlock, each holding one fork. */
void cycle_trace(struct trace *trace);

/*
 * Random but well-formed: @threads threads take turns with a lock, @per_thread
 * events each, of which their logs have no room for the last @dropped ones.
 */
void random_trace(struct trace *trace, unsigned int seed, unsigned int threads,
		  size_t per_thread, size_t dropped);

#endif
