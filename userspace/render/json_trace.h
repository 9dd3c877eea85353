/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the threads of a run did, for programs. Pure.
 */
#ifndef SYNCDEMO_JSON_TRACE_H
#define SYNCDEMO_JSON_TRACE_H

#include <json-c/json.h>
#include <stdio.h>

#include "analysis/timeline.h"

/**
 * json_put_log - add how many events each thread's log took and left out
 * @obj: the object of the run
 * @trace: the run
 */
void json_put_log(struct json_object *obj, const struct trace *trace);

/**
 * json_put_findings - add what went wrong
 * @obj: the object of the run
 * @findings: the findings
 */
void json_put_findings(struct json_object *obj, const struct findings *findings);

/**
 * json_put_events - add every event
 * @obj: the object of the run
 * @trace: the run; its events are @obj's own from now on, and it is empty afterwards
 * @out: where the document is going to be printed
 *
 * A million events would be 1.5 GB of json-c's objects and 200 MB of text. So they
 * are made one by one when the document is printed, and what there is of the text is
 * then written to @out at once; what is left of it comes out as usual. That is why the
 * document can be printed once, and nowhere else.
 *
 * Return: 0, or -1 if there is no memory; then @trace is as it was.
 */
int json_put_events(struct json_object *obj, struct trace *trace, FILE *out);

#endif
