// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lost updates: two threads load the same value, and both store a value computed
 * from it. A rule of detect.c.
 *
 * The proof is that both began with the same value: between the load and the store
 * of one thread, the other stored a value computed from the one that the first had
 * loaded. Two stores close to each other prove nothing, since the log may have their
 * order wrong. Items in a queue are not updated.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/detect.h"

/* In place of the index of an event. */
#define NONE	UINT32_MAX

/**
 * struct pending - an update between its load and its store
 * @load: the event, or NONE
 * @rival: a later store by another thread, computed from the same value, or NONE
 */
struct pending {
	__u32 load;
	__u32 rival;
};

/**
 * struct cell - an object that threads load and store
 * @last: the last store, or NONE
 * @other: the last store by another thread than that of @last, or NONE
 * @pending: by thread
 */
struct cell {
	__u32 last;
	__u32 other;
	struct pending *pending;
};

/**
 * struct memory - all objects that threads load and store
 * @trace: the run
 * @cells: by object, allocated at the first load or store
 */
struct memory {
	const struct trace *trace;
	struct cell *cells[UINT16_MAX + 1];
};

static struct cell *make_cell(size_t threads)
{
	struct cell *cell = malloc(sizeof(*cell));
	struct pending *pending = calloc(threads, sizeof(*pending));

	if (!cell || !pending) {
		free(cell);
		free(pending);
		return NULL;
	}
	for (size_t i = 0; i < threads; i++)
		pending[i] = (struct pending) { .load = NONE, .rival = NONE };
	*cell = (struct cell) { .last = NONE, .other = NONE, .pending = pending };
	return cell;
}

static struct cell *cell_of(struct memory *memory, __u16 object)
{
	if (!memory->cells[object])
		memory->cells[object] = make_cell(memory->trace->res.result.nr_threads);
	return memory->cells[object];
}

static void free_cells(struct memory *memory)
{
	for (size_t i = 0; i <= UINT16_MAX; i++) {
		if (memory->cells[i])
			free(memory->cells[i]->pending);
		free(memory->cells[i]);
	}
}

/* Note @store in every other update that began with the same value. */
static void rival_all(const struct memory *memory, struct cell *cell, __u32 store)
{
	const struct syncdemo_event *events = memory->trace->events;
	__u16 thread = events[store].thread;
	__u32 base = cell->pending[thread].load;

	if (base == NONE)
		return;
	for (size_t i = 0; i < memory->trace->res.result.nr_threads; i++) {
		struct pending *pending = &cell->pending[i];

		if (i != thread && pending->load != NONE && pending->rival == NONE &&
		    events[pending->load].arg == events[base].arg)
			pending->rival = store;
	}
}

/* If the log was full, the overwritten value may be a later one than the log has. */
static bool log_was_full(const struct trace *trace, __u32 store, __u32 over)
{
	const struct trace_log *log = &trace->logs[trace->events[over].thread];

	return log->dropped && log->last_ns < trace->events[store].ns;
}

static char *sentence(const struct trace *trace, __u32 load, __u32 store, __u32 over)
{
	const struct syncdemo_event *events = trace->events;
	const char *thread = trace_thread(trace, events[store].thread);
	bool full = log_was_full(trace, store, over);
	char object[TRACE_NAME_SIZE], *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	trace_object(trace, events[store].object, object);
	fprintf(out, "%s stores %lld over %s%lld in %s", thread, events[store].arg,
		full ? "at least " : "", events[over].arg, object);
	if (full)
		fputs(" (the last value before a log was full)", out);
	fprintf(out, ": what %s has stored since %s loaded %lld is lost",
		trace_thread(trace, events[over].thread), thread, events[load].arg);
	fclose(out);
	return text;
}

static int add_finding(const struct memory *memory, const struct cell *cell, __u32 load,
		       __u32 store, struct findings *findings)
{
	const struct syncdemo_event *events = memory->trace->events;
	__u32 over = events[cell->last].thread == events[store].thread ? cell->other : cell->last;
	__s64 lost = events[over].arg - events[load].arg;

	if (!findings_count(findings, FINDING_LOST_UPDATE, llabs(lost)))
		return 0;
	return findings_add(findings, memory->trace, &(struct finding) {
		.kind = FINDING_LOST_UPDATE, .weight = llabs(lost), .event = store,
		.text = sentence(memory->trace, load, store, over),
	});
}

static int store(struct memory *memory, struct cell *cell, __u32 index, struct findings *findings)
{
	const struct syncdemo_event *events = memory->trace->events;
	struct pending *own = &cell->pending[events[index].thread];
	int ret = 0;

	rival_all(memory, cell, index);
	if (own->load != NONE && own->rival != NONE)
		ret = add_finding(memory, cell, own->load, index, findings);
	*own = (struct pending) { .load = NONE, .rival = NONE };
	if (cell->last != NONE && events[cell->last].thread != events[index].thread)
		cell->other = cell->last;
	cell->last = index;
	return ret;
}

static int walk(struct memory *memory, struct findings *findings)
{
	for (size_t i = 0; i < memory->trace->nr_events; i++) {
		const struct syncdemo_event *event = &memory->trace->events[i];
		struct cell *cell;

		if ((event->step != SYNCDEMO_STEP_LOAD && event->step != SYNCDEMO_STEP_STORE) ||
		    trace_is_queue(memory->trace, event->object))
			continue;
		cell = cell_of(memory, event->object);
		if (!cell)
			return -1;
		if (event->step == SYNCDEMO_STEP_LOAD)
			cell->pending[event->thread] = (struct pending) {
				.load = i, .rival = NONE,
			};
		else if (store(memory, cell, i, findings))
			return -1;
	}
	return 0;
}

int find_lost_updates(const struct trace *trace, struct findings *findings)
{
	struct memory *memory = calloc(1, sizeof(*memory));
	int ret;

	if (!memory)
		return -1;
	memory->trace = trace;
	ret = walk(memory, findings);
	free_cells(memory);
	free(memory);
	return ret;
}
