// SPDX-License-Identifier: GPL-2.0-only
/*
 * Splits the unit of a parameter into words.
 */
#include <stdio.h>
#include <string.h>

#include "device/param_words.h"

#define BETWEEN_WORDS	"|"

void value_words(const struct syncdemo_param_info *param, struct value_words *list)
{
	__u64 value = 0;
	char *save;

	memset(list, 0, sizeof(*list));
	list->first = param->min;
	if (!strstr(param->unit, BETWEEN_WORDS))
		return;
	snprintf(list->text, sizeof(list->text), "%s", param->unit);
	for (char *word = strtok_r(list->text, BETWEEN_WORDS, &save); word;
	     word = strtok_r(NULL, BETWEEN_WORDS, &save)) {
		if (value >= param->min && value <= param->max)
			words_add(&list->words, word);
		value++;
	}
}

const char *value_word(const struct value_words *list, __u64 value)
{
	if (value < list->first || value - list->first >= list->words.n)
		return NULL;
	return list->words.word[value - list->first];
}

bool value_of_word(const struct value_words *list, const char *word, __u64 *value)
{
	for (size_t i = 0; i < list->words.n; i++) {
		if (strcmp(list->words.word[i], word))
			continue;
		*value = list->first + i;
		return true;
	}
	return false;
}

const char *value_text(const struct syncdemo_param_info *param, __u64 value, char *buf,
		       size_t len)
{
	struct value_words list;
	const char *word;

	value_words(param, &list);
	word = value_word(&list, value);
	if (word)
		snprintf(buf, len, "%s", word);
	else
		snprintf(buf, len, "%llu", value);
	return buf;
}
