// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events and marks as JSON, by json-c. Called by cmd_timeline.c and cmd_report.c.
 */
#include "json_trace.h"
#include "render_json.h"

static struct json_object *append(struct json_object *array)
{
	struct json_object *element = json_object_new_object();

	json_object_array_add(array, element);
	return element;
}

void json_put_log(struct json_object *obj, const struct trace *trace)
{
	struct json_object *array = json_object_new_array();

	for (__u32 i = 0; i < trace->report.result.nr_threads; i++) {
		struct json_object *log = append(array);

		json_put_number(log, "recorded", trace->logs[i].recorded);
		json_put_number(log, "dropped", trace->logs[i].dropped);
	}
	json_object_object_add(obj, "logs", array);
}

void json_put_marks(struct json_object *obj, const struct marks *marks)
{
	struct json_object *array = json_object_new_array();

	for (size_t i = 0; i < marks->n; i++) {
		struct json_object *mark = append(array);

		json_put_string(mark, "kind", mark_name(marks->mark[i].kind));
		json_put_number(mark, "ns", marks->mark[i].ns);
		json_put_number(mark, "thread", marks->mark[i].thread);
		json_put_string(mark, "text", marks->mark[i].text);
	}
	json_object_object_add(obj, "marks", array);
}

static void put_event(struct json_object *obj, const struct trace *trace,
		      const struct syncdemo_event *event)
{
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
}

void json_put_events(struct json_object *obj, const struct trace *trace)
{
	struct json_object *array = json_object_new_array();

	for (size_t i = 0; i < trace->nr_events; i++)
		put_event(append(array), trace, &trace->events[i]);
	json_object_object_add(obj, "events", array);
}
