/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the threads of a run did, for programs. Pure.
 */
#ifndef SYNCDEMO_JSON_TRACE_H
#define SYNCDEMO_JSON_TRACE_H

#include <json-c/json.h>

#include "timeline.h"

/**
 * json_put_log - add how many events each thread's log took and left out
 * @obj: the object of the run
 * @trace: the run
 */
void json_put_log(struct json_object *obj, const struct trace *trace);

/**
 * json_put_marks - add what went wrong
 * @obj: the object of the run
 * @marks: the marks
 */
void json_put_marks(struct json_object *obj, const struct marks *marks);

/**
 * json_put_events - add every event
 * @obj: the object of the run
 * @trace: the run
 */
void json_put_events(struct json_object *obj, const struct trace *trace);

#endif
