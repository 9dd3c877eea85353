/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comparison for programs. Pure.
 */
#ifndef SYNCDEMO_JSON_COMPARE_H
#define SYNCDEMO_JSON_COMPARE_H

#include <json-c/json.h>

#include "analysis/compare.h"

/**
 * json_comparison - the rows in their order, and what had to be adjusted
 * @comparison: what came out
 */
struct json_object *json_comparison(const struct comparison *comparison);

#endif
