/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What was measured of a run, for programs. Pure.
 */
#ifndef SYNCDEMO_JSON_STATS_H
#define SYNCDEMO_JSON_STATS_H

#include <json-c/json.h>

#include "verdict.h"

/**
 * json_run_stats - what the threads of a run come to
 * @report: the run
 *
 * Return: the object, or NULL if nothing was measured, which is null in JSON.
 */
struct json_object *json_run_stats(const struct report *report);

/**
 * json_thread_stats - what was measured of one thread
 * @report: the run
 * @thread: index of the thread
 *
 * Return: as json_run_stats().
 */
struct json_object *json_thread_stats(const struct report *report, size_t thread);

/**
 * json_put_ratio - a number that is no integer
 * @obj: gets it
 * @name: name of the member
 * @ratio: the number, in six digits; NAN is null
 */
void json_put_ratio(struct json_object *obj, const char *name, double ratio);

#endif
