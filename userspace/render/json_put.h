/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Adds a member to a JSON object, a function for each type of value. Called by the
 * other json_*.c and by the commands. Pure.
 */
#ifndef SYNCDEMO_JSON_PUT_H
#define SYNCDEMO_JSON_PUT_H

#include <json-c/json.h>
#include <stdbool.h>

#include "uapi/syncdemo.h"

/**
 * json_put_string - add a string
 * @obj: the object
 * @name: name of the member
 * @value: the string; NULL and "" become null, because the structures of the binary
 *	interface use "" for no string
 */
void json_put_string(struct json_object *obj, const char *name, const char *value);

/**
 * json_put_number - add an integer
 * @obj: the object
 * @name: name of the member
 * @value: the integer
 */
void json_put_number(struct json_object *obj, const char *name, unsigned long long value);

/**
 * json_put_bool - add true or false
 * @obj: the object
 * @name: name of the member
 * @value: the value
 */
void json_put_bool(struct json_object *obj, const char *name, bool value);

/**
 * json_put_value - add the value of a parameter: its word, or a number
 * @obj: the object
 * @name: name of the member
 * @param: the parameter
 * @value: the value
 */
void json_put_value(struct json_object *obj, const char *name,
		    const struct syncdemo_param_info *param, __u64 value);

/**
 * json_put_ratio - add a floating-point number
 * @obj: the object
 * @name: name of the member
 * @ratio: the number, written with six digits; NAN becomes null
 */
void json_put_ratio(struct json_object *obj, const char *name, double ratio);

#endif
