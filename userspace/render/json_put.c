// SPDX-License-Identifier: GPL-2.0-only
/*
 * Members of JSON objects, by json-c.
 */
#include <math.h>
#include <stdio.h>

#include "device/param_words.h"
#include "render/json_put.h"

void json_put_string(struct json_object *obj, const char *name, const char *value)
{
	json_object_object_add(obj, name,
			       value && *value ? json_object_new_string(value) : NULL);
}

void json_put_number(struct json_object *obj, const char *name, unsigned long long value)
{
	json_object_object_add(obj, name, json_object_new_uint64(value));
}

void json_put_bool(struct json_object *obj, const char *name, bool value)
{
	json_object_object_add(obj, name, json_object_new_boolean(value));
}

void json_put_value(struct json_object *obj, const char *name,
		    const struct syncdemo_param_info *param, __u64 value)
{
	struct value_words list;
	const char *word;

	value_words(param, &list);
	word = value_word(&list, value);
	if (word)
		json_put_string(obj, name, word);
	else
		json_put_number(obj, name, value);
}

void json_put_ratio(struct json_object *obj, const char *name, double ratio)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%.6g", ratio);
	json_object_object_add(obj, name,
			       isnan(ratio) ? NULL : json_object_new_double_s(ratio, digits));
}
