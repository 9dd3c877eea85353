// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events and findings as JSON, by json-c. Called by cmd_timeline.c and cmd_report.c.
 */
#include <json-c/printbuf.h>
#include <stdlib.h>
#include <string.h>

#include "render/json.h"
#include "render/json_put.h"
#include "render/json_trace.h"

static struct json_object *append(struct json_object *array)
{
	struct json_object *element = json_object_new_object();

	json_object_array_add(array, element);
	return element;
}

void json_put_log(struct json_object *obj, const struct trace *trace)
{
	struct json_object *array = json_object_new_array();

	for (__u32 i = 0; i < trace->res.result.nr_threads; i++) {
		struct json_object *log = append(array);

		json_put_number(log, "recorded", trace->logs[i].recorded);
		json_put_number(log, "dropped", trace->logs[i].dropped);
	}
	json_object_object_add(obj, "logs", array);
}

void json_put_findings(struct json_object *obj, const struct findings *findings)
{
	struct json_object *array = json_object_new_array();

	for (size_t i = 0; i < findings->n; i++) {
		struct json_object *finding = append(array);

		json_put_string(finding, "kind", finding_name(findings->finding[i].kind));
		json_put_number(finding, "ns", findings->finding[i].ns);
		json_put_number(finding, "thread", findings->finding[i].thread);
		json_put_string(finding, "text", findings->finding[i].text);
	}
	json_object_object_add(obj, "findings", array);
}

/* Text is written when it is longer than this. */
#define TEXT_MAX	65536

/**
 * struct pending - events that are not printed yet; owned by the JSON array
 * @trace: the run
 * @out: the stream
 */
struct pending {
	struct trace trace;
	FILE *out;
};

static void free_pending(struct json_object *array, void *arg)
{
	struct pending *pending = arg;

	(void)array;
	trace_free(&pending->trace);
	free(pending);
}

static struct json_object *json_event(const struct trace *trace,
				      const struct syncdemo_event *event)
{
	struct json_object *obj = json_object_new_object();
	char object[TRACE_NAME_SIZE] = "";

	if (step_has_object(event->step))
		trace_object(trace, event->object, object);
	json_put_number(obj, "ns", event->ns);
	json_put_number(obj, "thread", event->thread);
	json_put_number(obj, "cpu", event->cpu);
	json_put_string(obj, "step", step_name(event->step));
	json_put_string(obj, "object", object);
	json_object_object_add(obj, "arg", json_object_new_int64(event->arg));
	json_put_number(obj, "seq", event->seq);
	return obj;
}

/* Starts a line at a nesting depth. */
static void new_line(struct printbuf *text, int level)
{
	printbuf_strappend(text, "\n");
	printbuf_memset(text, -1, ' ', 2 * level);
}

/* json-c prints an object at depth 0; indent its lines to @level. */
static void print_event(struct printbuf *text, struct json_object *event, int level, int flags)
{
	const char *line = json_object_to_json_string_ext(event, flags);

	for (;;) {
		size_t len = strcspn(line, "\n");

		new_line(text, level);
		printbuf_memappend(text, line, len);
		if (!line[len])
			return;
		line += len + 1;
	}
}

static void write_text(struct printbuf *text, FILE *out)
{
	fwrite(text->buf, 1, printbuf_length(text), out);
	printbuf_reset(text);
}

/* The array's serializer for json-c; assumes JSON_STYLE. */
static int print_events(struct json_object *array, struct printbuf *text, int level, int flags)
{
	const struct pending *pending = json_object_get_userdata(array);
	const struct trace *trace = &pending->trace;

	printbuf_strappend(text, "[");
	for (size_t i = 0; i < trace->nr_events; i++) {
		struct json_object *event = json_event(trace, &trace->events[i]);

		if (i)
			printbuf_strappend(text, ",");
		print_event(text, event, level + 1, flags);
		json_object_put(event);
		if (printbuf_length(text) > TEXT_MAX)
			write_text(text, pending->out);
	}
	new_line(text, level);
	printbuf_strappend(text, "]");
	return 0;
}

int json_put_events(struct json_object *obj, struct trace *trace, FILE *out)
{
	struct json_object *array = json_object_new_array();
	struct pending *pending;

	json_object_object_add(obj, "events", array);
	/* json-c itself prints an empty array. */
	if (!trace->nr_events)
		return 0;
	pending = malloc(sizeof(*pending));
	if (!pending)
		return -1;
	*pending = (struct pending) { .trace = *trace, .out = out };
	memset(trace, 0, sizeof(*trace));
	json_object_set_serializer(array, print_events, pending, free_pending);
	return 0;
}
