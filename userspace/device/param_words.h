/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values of parameters as text: numbers, or words if the parameter's unit lists words
 * ("off|counts|full" for 0, 1, 2). Pure.
 */
#ifndef SYNCDEMO_PARAM_WORDS_H
#define SYNCDEMO_PARAM_WORDS_H

#include <stdbool.h>

#include "base/suggest.h"
#include "uapi/syncdemo.h"

/**
 * struct value_words - the words that a parameter takes
 * @text: @words points into it, so this structure must not be copied
 * @first: the value of the first word
 * @words: a word for each value from @first on; empty if the parameter is a number
 */
struct value_words {
	char text[SYNCDEMO_UNIT_SIZE];
	__u64 first;
	struct words words;
};

/**
 * value_words - the words that a parameter takes instead of numbers
 * @param: the parameter
 * @list: (out) words within its range; empty if the parameter takes numbers
 */
void value_words(const struct syncdemo_param_info *param, struct value_words *list);

/**
 * value_word - the word for a value
 * @list: the words of its parameter
 * @value: the value
 *
 * Return: a word of @list, or NULL if the value has none.
 */
const char *value_word(const struct value_words *list, __u64 value);

/**
 * value_of_word - the value for a word
 * @list: the words of its parameter
 * @word: the word
 * @value: (out) its value
 *
 * Return: whether @list has it.
 */
bool value_of_word(const struct value_words *list, const char *word, __u64 *value);

/**
 * value_text - a value as text
 * @param: its parameter
 * @value: the value
 * @buf: (out) the word, or the number without its unit
 * @len: size of @buf: at least SYNCDEMO_UNIT_SIZE, and 21 bytes for a number
 *
 * Return: @buf.
 */
const char *value_text(const struct syncdemo_param_info *param, __u64 value, char *buf,
		       size_t len);

#endif
