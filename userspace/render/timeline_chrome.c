// SPDX-License-Identifier: GPL-2.0-only
/*
 * The run in the Chrome trace format, as a JSON object: complete events (X) for spans,
 * instants (i) for steps, flows (s, f) for wake-ups, metadata (M) for names. The
 * format's times are in microseconds.
 *
 * Written without json-c, event by event: a tree of a million events would take a
 * gigabyte.
 */
#include <float.h>

#include "render/timeline.h"
#include "base/escape.h"

/* The module's threads have no process of their own, but viewers need one. */
#define PID	1

/**
 * struct writer - state while the list of events is written
 * @out: the stream
 * @trace: the run
 * @any: whether an event was written already
 */
struct writer {
	FILE *out;
	const struct trace *trace;
	bool any;
};

/*
 * Readers add the duration to the start in floating point. If the sum were later than
 * the start of the next span, the two would overlap.
 */
static void put_duration(const struct writer *w, __u64 from, __u64 to)
{
	double begin = from / 1e3, end = to / 1e3, duration = end - begin;

	while (begin + duration > end)
		duration *= 1 - DBL_EPSILON;
	fprintf(w->out, "\"dur\": %.17g", duration);
}

/* Opens an event; the caller adds its arguments and "}". Threads count from 1. */
static void begin_event(struct writer *w, char phase, const char *name, unsigned int thread,
			__u64 ns)
{
	fprintf(w->out, "%s{\"ph\": \"%c\", \"pid\": %d, \"tid\": %u, ", w->any ? ",\n" : "",
		phase, PID, thread + 1);
	fprintf(w->out, "\"ts\": %llu.%03llu, \"name\": ", ns / 1000, ns % 1000);
	escape_json(w->out, name);
	w->any = true;
}

static void put_metadata(struct writer *w, const char *what, unsigned int thread,
			 const char *key, const char *value)
{
	begin_event(w, 'M', what, thread, 0);
	fprintf(w->out, ", \"args\": {\"%s\": ", key);
	escape_json(w->out, value);
	fputs("}}", w->out);
}

static void put_names(struct writer *w)
{
	const struct syncdemo_result *result = &w->trace->res.result;
	char name[2 * SYNCDEMO_NAME_SIZE + 16];

	snprintf(name, sizeof(name), "syncdemo %s/%s", result->demo, result->variant);
	put_metadata(w, "process_name", 0, "name", name);
	for (__u32 i = 0; i < result->nr_threads; i++)
		put_metadata(w, "thread_name", i, "name", trace_thread(w->trace, i));
}

/* The whole life of the thread, which encloses its spans. */
static void put_life(struct writer *w, const struct lane *lane, unsigned int thread)
{
	const struct span *first = &lane->spans[0];
	__u64 from, to;

	if (!lane->nr_spans)
		return;
	from = first->from;
	to = lane->spans[lane->nr_spans - 1].to;
	begin_event(w, 'X', w->trace->res.threads[thread].role, thread, from);
	fputs(", \"cat\": \"thread\", ", w->out);
	put_duration(w, from, to);
	fprintf(w->out, ", \"args\": {\"recorded\": %llu, \"dropped\": %llu}}",
		w->trace->logs[thread].recorded, w->trace->logs[thread].dropped);
}

static void put_span(struct writer *w, const struct span *span, unsigned int thread)
{
	char name[TRACE_NAME_SIZE + 16], object[TRACE_NAME_SIZE] = "";

	if (span->state == SPAN_RUN || span->from == span->to)
		return;
	if (span->object != NO_OBJECT)
		trace_object(w->trace, span->object, object);
	snprintf(name, sizeof(name), "%s%s%s", span_name(span->state), *object ? " " : "",
		 object);
	begin_event(w, 'X', name, thread, span->from);
	fprintf(w->out, ", \"cat\": \"%s\", ", span_name(span->state));
	put_duration(w, span->from, span->to);
	if (span->begin != NO_EVENT)
		fprintf(w->out, ", \"args\": {\"cpu\": %u, \"seq\": %llu}",
			w->trace->events[span->begin].cpu, w->trace->events[span->begin].seq);
	fputc('}', w->out);
}

static void put_instant(struct writer *w, const struct syncdemo_event *event)
{
	char object[TRACE_NAME_SIZE] = "";

	if (step_has_object(event->step))
		trace_object(w->trace, event->object, object);
	begin_event(w, 'i', step_name(event->step), event->thread, event->ns);
	fputs(", \"cat\": \"step\", \"s\": \"t\", \"args\": {\"object\": ", w->out);
	escape_json(w->out, object);
	fprintf(w->out, ", \"arg\": %lld, \"cpu\": %u, \"seq\": %llu}}", event->arg, event->cpu,
		event->seq);
}

static void put_flow(struct writer *w, const struct lanes *lanes, size_t id)
{
	const struct wake *wake = &lanes->wakes[id];

	begin_event(w, 's', "wake", wake->from, wake_from_ns(lanes, wake));
	fprintf(w->out, ", \"cat\": \"wake\", \"id\": %zu}", id + 1);
	begin_event(w, 'f', "wake", wake->to, w->trace->events[wake->woken].ns);
	fprintf(w->out, ", \"cat\": \"wake\", \"id\": %zu, \"bp\": \"e\"}", id + 1);
}

static void put_finding(struct writer *w, const struct finding *finding)
{
	begin_event(w, 'i', finding_name(finding->kind), finding->thread, finding->ns);
	fputs(", \"cat\": \"finding\", \"s\": \"p\", \"args\": {\"what\": ", w->out);
	escape_json(w->out, finding->text);
	fputs("}}", w->out);
}

static void put_all(struct writer *w, const struct timeline *tl)
{
	put_names(w);
	for (size_t i = 0; i < tl->lanes.nr_lanes; i++) {
		const struct lane *lane = &tl->lanes.lanes[i];

		put_life(w, lane, i);
		for (size_t j = 0; j < lane->nr_spans; j++)
			put_span(w, &lane->spans[j], i);
	}
	for (size_t i = 0; i < tl->trace->nr_events; i++)
		put_instant(w, &tl->trace->events[i]);
	for (size_t i = 0; i < tl->lanes.nr_wakes; i++)
		put_flow(w, &tl->lanes, i);
	for (size_t i = 0; i < tl->findings.n; i++)
		put_finding(w, &tl->findings.finding[i]);
}

void timeline_chrome(FILE *out, const struct timeline *tl)
{
	const struct syncdemo_result *result = &tl->trace->res.result;
	struct writer writer = { .out = out, .trace = tl->trace };

	fputs("{\"traceEvents\": [\n", out);
	put_all(&writer, tl);
	fputs("\n],\n\"displayTimeUnit\": \"ns\",\n", out);
	fputs("\"otherData\": {\"tool\": \"syncdemo\", \"verdict\": ", out);
	escape_json(out, verdict_name(result->verdict));
	fputs(", \"reason\": ", out);
	escape_json(out, result->reason);
	fputs(", \"clocksource\": ", out);
	escape_json(out, tl->clocksource);
	fprintf(out, ", \"recorded\": \"%llu\", \"dropped\": \"%llu\"}}\n",
		trace_recorded(tl->trace), trace_dropped(tl->trace));
}
