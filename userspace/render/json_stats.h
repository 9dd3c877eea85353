/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What was measured of a run, for programs. Pure.
 */
#ifndef SYNCDEMO_JSON_STATS_H
#define SYNCDEMO_JSON_STATS_H

#include <json-c/json.h>

#include "device/result.h"

/**
 * json_run_stats - what the threads of a run come to
 * @res: the run
 *
 * Return: the object, or NULL if nothing was measured, which is null in JSON.
 */
struct json_object *json_run_stats(const struct run_result *res);

/**
 * json_thread_stats - what was measured of one thread
 * @res: the run
 * @thread: index of the thread
 *
 * Return: as json_run_stats().
 */
struct json_object *json_thread_stats(const struct run_result *res, size_t thread);

#endif
