/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Logs, findings and events of a run as JSON. Pure.
 */
#ifndef SYNCDEMO_JSON_TRACE_H
#define SYNCDEMO_JSON_TRACE_H

#include <json-c/json.h>
#include <stdio.h>

#include "analysis/timeline.h"

/**
 * json_put_log - add the number of events that each log recorded and dropped
 * @obj: the object of the run
 * @trace: the run
 */
void json_put_log(struct json_object *obj, const struct trace *trace);

/**
 * json_put_findings - add the findings
 * @obj: the object of the run
 * @findings: the findings
 */
void json_put_findings(struct json_object *obj, const struct findings *findings);

/**
 * json_put_events - add every event
 * @obj: the object of the run
 * @trace: the run; @obj takes ownership of its contents, and it is empty afterwards
 * @out: the stream to which the document will be printed
 *
 * A million events would take 1.5 GB as json-c objects and 200 MB as text. So they are
 * made one by one while the document is printed, and the text so far is written to
 * @out each time it has grown large. Hence the document can be printed only once, and
 * only to @out.
 *
 * Return: 0, or -1 if there is no memory; @trace is unchanged then.
 */
int json_put_events(struct json_object *obj, struct trace *trace, FILE *out);

#endif
