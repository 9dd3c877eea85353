/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The statistics of a run as JSON. Pure.
 */
#ifndef SYNCDEMO_JSON_STATS_H
#define SYNCDEMO_JSON_STATS_H

#include <json-c/json.h>

#include "device/result.h"

/**
 * json_run_stats - statistics of a whole run
 * @res: the run
 *
 * Return: the object, or NULL (null in JSON) if nothing was measured.
 */
struct json_object *json_run_stats(const struct run_result *res);

/**
 * json_thread_stats - statistics of one thread
 * @res: the run
 * @thread: index of the thread
 *
 * Return: like json_run_stats().
 */
struct json_object *json_thread_stats(const struct run_result *res, size_t thread);

#endif
