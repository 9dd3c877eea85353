// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes runs with the names and roles of the module's demos.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/util.h"
#include "traces.h"

static const char *role_of(const char *demo, unsigned int thread)
{
	if (!strcmp(demo, "condition"))
		return thread ? "consumer" : "producer";
	if (!strcmp(demo, "event"))
		return thread ? "setter" : "waiter";
	if (!strcmp(demo, "philosophers"))
		return "philosopher";
	return "adder";
}

static void name_threads(struct trace *trace, const char *demo)
{
	__u32 threads = trace->res.result.nr_threads;

	trace->res.threads = calloc(threads + 1, sizeof(*trace->res.threads));
	for (__u32 i = 0; i < threads; i++) {
		struct syncdemo_thread *thread = &trace->res.threads[i];

		thread->index = i;
		snprintf(thread->name, sizeof(thread->name), "sd/%.12s-%u", demo, i % 64);
		snprintf(thread->role, sizeof(thread->role), "%s", role_of(demo, i));
	}
}

static void name_kinds(struct trace *trace)
{
	static const struct trace_kind kinds[NR_KINDS] = {
		[LOCK] = { .name = "lock" },
		[COUNTER] = { .name = "counter" },
		[SIGN] = { .name = "condition" },
		[FORK] = { .name = "fork", .many = true },
		[SHARED] = { .name = "read side", .shared = true },
		[QUEUE] = { .name = "queue", .queue = true },
	};

	trace->nr_kinds = NR_KINDS;
	trace->kinds = malloc(sizeof(kinds));
	memcpy(trace->kinds, kinds, sizeof(kinds));
}

static void fill_events(struct trace *trace, const struct step *steps, size_t n)
{
	__u32 threads = trace->res.result.nr_threads;

	trace->logs = calloc(threads + 1, sizeof(*trace->logs));
	trace->events = calloc(n + 1, sizeof(*trace->events));
	for (__u16 thread = 0; thread < threads; thread++)
		for (size_t i = 0; i < n; i++) {
			if (steps[i].thread != thread)
				continue;
			trace->logs[thread].recorded++;
			trace->events[trace->nr_events++] = (struct syncdemo_event) {
				.ns = steps[i].ns, .thread = thread, .cpu = thread % 2,
				.step = steps[i].step, .object = steps[i].object,
				.arg = steps[i].arg,
			};
		}
}

void make_trace(struct trace *trace, const char *name, __u32 verdict, const char *reason,
		unsigned int threads, const struct step *steps, size_t n)
{
	struct syncdemo_result *result = &trace->res.result;

	memset(trace, 0, sizeof(*trace));
	strncat(result->demo, name, strcspn(name, "/"));
	strncat(result->variant, strchr(name, '/') + 1, sizeof(result->variant) - 1);
	result->verdict = verdict;
	strncat(result->reason, reason, sizeof(result->reason) - 1);
	result->nr_threads = threads;
	name_threads(trace, result->demo);
	name_kinds(trace);
	fill_events(trace, steps, n);
	assert_int_equal(trace_sort(trace), 0);
	if (trace->nr_events)
		result->duration_ns = trace->events[trace->nr_events - 1].ns + 1000;
}

#define TURNS		10
#define TURN_NS		40000
#define TURN_STEPS	8

/* One turn of the producer, from 0, then one of the consumer. */
static const struct step producers_turn[TURN_STEPS] = {
	{ 0, 0, ATTEMPT, OBJECT(LOCK), 0 },
	{ 500, 0, ACQUIRED, OBJECT(LOCK), 0 },
	{ 3000, 0, STORE, OBJECT(COUNTER), 0 },
	{ 4000, 0, SIGNAL, OBJECT(SIGN), 1 },
	{ 6000, 0, WAIT, OBJECT(SIGN), 0 },
	{ 35000, 0, WOKEN, OBJECT(SIGN), 1 },
	{ 37000, 0, RELEASED, OBJECT(LOCK), 0 },
};

static const struct step consumers_turn[TURN_STEPS] = {
	{ 13000, 1, WOKEN, OBJECT(SIGN), 0 },
	{ 16000, 1, LOAD, OBJECT(COUNTER), 0 },
	{ 18000, 1, SIGNAL, OBJECT(SIGN), 1 },
	{ 22000, 1, RELEASED, OBJECT(LOCK), 0 },
	{ 24000, 1, ATTEMPT, OBJECT(LOCK), 0 },
	{ 25000, 1, ACQUIRED, OBJECT(LOCK), 0 },
	{ 27000, 1, WAIT, OBJECT(SIGN), 0 },
};

static size_t add_turn(struct step *steps, const struct step *turn, int number)
{
	size_t n = 0;

	for (; n < TURN_STEPS && turn[n].step; n++) {
		steps[n] = turn[n];
		steps[n].ns += 20000 + number * TURN_NS;
		if (turn[n].object == OBJECT(COUNTER))
			steps[n].arg = number;
	}
	return n;
}

void condition_trace(struct trace *trace)
{
	static const struct step around[] = {
		{ 1000, 0, START, 0, 0 }, { 5000, 1, START, 0, 0 },
		{ 6000, 1, ATTEMPT, OBJECT(LOCK), 0 }, { 7000, 1, ACQUIRED, OBJECT(LOCK), 0 },
		{ 8000, 1, WAIT, OBJECT(SIGN), 0 }, { 430000, 0, EXIT, 0, 10 },
		{ 440000, 1, WOKEN, OBJECT(SIGN), -1 }, { 441000, 1, RELEASED, OBJECT(LOCK), 0 },
		{ 442000, 1, EXIT, 0, 10 },
	};
	struct step steps[TURNS * 2 * TURN_STEPS + ARRAY_SIZE(around)];
	size_t n = ARRAY_SIZE(around);

	memcpy(steps, around, sizeof(around));
	for (int i = 0; i < TURNS; i++) {
		n += add_turn(&steps[n], producers_turn, i);
		n += add_turn(&steps[n], consumers_turn, i);
	}
	make_trace(trace, "condition/waitqueue", SYNCDEMO_PASS,
		   "10 items, each once and in order, producer and consumer in turns", 2, steps,
		   n);
}

void event_trace(struct trace *trace)
{
	static const struct step steps[] = {
		{ 13000, 0, START, 0, 0 }, { 52000, 0, WAIT, OBJECT(SIGN), 0 },
		{ 136000, 1, START, 0, 0 }, { 3001061000, 1, SIGNAL, OBJECT(SIGN), -1 },
		{ 3001246000, 1, EXIT, 0, 1 }, { 3001515000, 0, WOKEN, OBJECT(SIGN), 1 },
		{ 3001532000, 0, EXIT, 0, 1 },
	};

	make_trace(trace, "event/completion", SYNCDEMO_PASS,
		   "none through before the set, all 1 after it; the last one 353 us later", 2,
		   steps, ARRAY_SIZE(steps));
}

/* One addition by @thread to @value, without a lock. */
static size_t add_once(struct step *steps, __u64 ns, __u16 thread, __s64 value)
{
	const struct step once[] = {
		{ ns, thread, ATTEMPT, OBJECT(LOCK), 0 },
		{ ns + 50, thread, ACQUIRED, OBJECT(LOCK), 1 },
		{ ns + 100, thread, LOAD, OBJECT(COUNTER), value },
		{ ns + 200, thread, STORE, OBJECT(COUNTER), value + 1 },
		{ ns + 300, thread, RELEASED, OBJECT(LOCK), 0 },
	};

	memcpy(steps, once, sizeof(once));
	return ARRAY_SIZE(once);
}

void lost_update_trace(struct trace *trace)
{
	struct step steps[1100] = {
		{ 1000, 0, START, 0, 0 }, { 1200, 0, ATTEMPT, OBJECT(LOCK), 0 },
		{ 1300, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 1400, 0, LOAD, OBJECT(COUNTER), 0 },
		{ 2000, 1, START, 0, 0 }, { 63000, 1, EXIT, 0, 100 },
		{ 64000, 0, STORE, OBJECT(COUNTER), 1 }, { 64200, 0, RELEASED, OBJECT(LOCK), 0 },
		{ 125000, 0, EXIT, 0, 100 },
	};
	size_t n = 9;

	for (int i = 0; i < 100; i++)
		n += add_once(&steps[n], 2500 + 600 * i, 1, i);
	for (int i = 1; i < 100; i++)
		n += add_once(&steps[n], 65000 + 600 * i, 0, i);
	make_trace(trace, "lock/none", SYNCDEMO_XFAIL, "lost 100 of 200 updates", 2, steps, n);
}

void cycle_trace(struct trace *trace)
{
	struct step steps[5 * 5];
	size_t n = 0;

	for (unsigned int i = 0; i < 5; i++) {
		const struct step dinner[] = {
			{ 1000 + 200 * i, i, START, 0, 0 },
			{ 2000 + 300 * i, i, ATTEMPT, FORK_NR(i), 0 },
			{ 2100 + 300 * i, i, ACQUIRED, FORK_NR(i), 0 },
			{ 9000 + 700 * i, i, ATTEMPT, FORK_NR((i + 1) % 5), 0 },
			{ 50000 + 100 * i, i, EXIT, 0, 0 },
		};

		memcpy(&steps[n], dinner, sizeof(dinner));
		n += ARRAY_SIZE(dinner);
	}
	make_trace(trace, "philosophers/deadlock", SYNCDEMO_XFAIL,
		   "all 5 hold one fork and wait for another", 5, steps, n);
}

/* A generator with the same results everywhere, unlike rand(). */
static __u32 draw(__u32 *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

static const __u16 lap[] = { ATTEMPT, ACQUIRED, LOAD, STORE, RELEASED, SIGNAL, WAIT, WOKEN };

static void random_lane(struct trace *trace, __u32 *state, __u16 thread, size_t events)
{
	__u64 ns = draw(state) % 1000;

	for (size_t i = 0; i < events; i++) {
		ns += draw(state) % 8 ? draw(state) % 500 : draw(state) % 50000;
		trace->events[trace->nr_events++] = (struct syncdemo_event) {
			.ns = ns, .thread = thread, .cpu = draw(state) % 4,
			.step = i ? lap[(i - 1) % ARRAY_SIZE(lap)] : START,
			.object = OBJECT(LOCK),
			.arg = draw(state) % trace->res.result.nr_threads,
		};
	}
}

void random_trace(struct trace *trace, unsigned int seed, unsigned int threads,
		  size_t per_thread, size_t dropped)
{
	__u32 state = seed;

	make_trace(trace, "lock/mutex", SYNCDEMO_PASS, "all updates are there", threads, NULL,
		   0);
	free(trace->events);
	trace->events = calloc(threads * per_thread + 1, sizeof(*trace->events));
	for (__u16 i = 0; i < threads; i++) {
		random_lane(trace, &state, i, per_thread - dropped);
		trace->logs[i].recorded = per_thread - dropped;
		trace->logs[i].dropped = dropped;
	}
	assert_int_equal(trace_sort(trace), 0);
	trace->res.result.duration_ns = trace_end(trace) * 5 / 4;
}
