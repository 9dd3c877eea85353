/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comparison as JSON. Pure.
 */
#ifndef SYNCDEMO_JSON_COMPARE_H
#define SYNCDEMO_JSON_COMPARE_H

#include <json-c/json.h>

#include "analysis/compare.h"

/**
 * json_comparison - the rows in order, and the adjusted parameters
 * @comparison: the comparison
 */
struct json_object *json_comparison(const struct comparison *comparison);

#endif
