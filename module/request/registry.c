// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of demos and the words of the parameters. Constant; anyone may
 * read it. A new demo is one line in demos/table.h.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "request/registry.h"

const struct sd_demo *const sd_demos[] = {
	SD_DEMO_TABLE(SD_DEMO_ADDRESS)
};

const unsigned int sd_nr_demos = ARRAY_SIZE(sd_demos);

const struct sd_param_text sd_param_text[SYNCDEMO_NR_PARAMS] = {
	[SYNCDEMO_PARAM_THREADS] = {
		"threads", "threads", "number of kernel threads" },
	[SYNCDEMO_PARAM_ITERATIONS] = {
		"iterations", "count", "times each thread repeats its step" },
	[SYNCDEMO_PARAM_ITEMS] = {
		"items", "count", "items passed from the producers to the consumers" },
	[SYNCDEMO_PARAM_PRODUCERS] = {
		"producers", "threads", "number of threads that produce" },
	[SYNCDEMO_PARAM_CONSUMERS] = {
		"consumers", "threads", "number of threads that consume" },
	[SYNCDEMO_PARAM_WAITERS] = {
		"waiters", "threads", "number of threads that wait for the event" },
	[SYNCDEMO_PARAM_DELAY_MS] = {
		"delay_ms", "ms", "the pause that the demo makes" },
	[SYNCDEMO_PARAM_TIMEOUT_MS] = {
		"timeout_ms", "ms", "time budget of the run; it ends with a verdict of timeout" },
	[SYNCDEMO_PARAM_READERS] = {
		"readers", "threads", "number of threads that read" },
	[SYNCDEMO_PARAM_WRITERS] = {
		"writers", "threads", "number of threads that write" },
	[SYNCDEMO_PARAM_VALUE] = {
		"value", "count", "what the semaphore begins with" },
	[SYNCDEMO_PARAM_DURATION_MS] = {
		"duration_ms", "ms", "run for so long instead of a number of times; 0: do not" },
	[SYNCDEMO_PARAM_STATS] = {
		"stats", "off|counts|full", "how much is measured" },
	[SYNCDEMO_PARAM_EVENTS] = {
		"events", "count", "room for events in the log of the run; 0: no log" },
};

static bool sd_same_word(const char *word, const char *name, size_t len)
{
	return strlen(word) == len && !memcmp(word, name, len);
}

/**
 * sd_find_demo - look a demo up
 * @name: the word, need not be terminated
 * @len: its length (bytes)
 *
 * Return: the demo, or NULL if there is none of that name.
 */
const struct sd_demo *sd_find_demo(const char *name, size_t len)
{
	for (unsigned int i = 0; i < sd_nr_demos; i++)
		if (sd_same_word(sd_demos[i]->name, name, len))
			return sd_demos[i];
	return NULL;
}

/**
 * sd_find_variant - look a variant of a demo up
 * @demo: the demo
 * @name: the word, need not be terminated
 * @len: its length (bytes)
 *
 * Return: the variant, or NULL if the demo has none of that name.
 */
const struct sd_variant *sd_find_variant(const struct sd_demo *demo,
					 const char *name, size_t len)
{
	for (unsigned int i = 0; i < demo->nr_variants; i++)
		if (sd_same_word(demo->variants[i].name, name, len))
			return &demo->variants[i];
	return NULL;
}

/**
 * sd_find_param - look a parameter of a demo up
 * @demo: the demo
 * @name: the key, need not be terminated
 * @len: its length (bytes)
 *
 * Return: the parameter, or NULL if the demo does not take one of that name.
 */
const struct sd_param *sd_find_param(const struct sd_demo *demo,
				     const char *name, size_t len)
{
	for (unsigned int i = 0; i < demo->nr_params; i++)
		if (sd_same_word(sd_param_text[demo->params[i].id].name, name, len))
			return &demo->params[i];
	return NULL;
}

/* The smallest value that @variant accepts: its own minimum or the demo's. */
u64 sd_param_min(const struct sd_param *param, const struct sd_variant *variant)
{
	return max(param->min, variant->min[param->id]);
}

/* The value that @variant takes if a request sets none. */
u64 sd_param_def(const struct sd_param *param, const struct sd_variant *variant)
{
	return max(param->def, sd_param_min(param, variant));
}

/* Does text have words for the values of this parameter? */
bool sd_param_words(const struct sd_param_text *text)
{
	return strchr(text->unit, '|');
}

/**
 * sd_nth_word - the word for a value
 * @text: of a parameter that has words
 * @n: the value; beyond the last word, the last one
 * @len: gets the length of the word (bytes)
 *
 * Return: where the word begins, not terminated.
 */
const char *sd_nth_word(const struct sd_param_text *text, u64 n, int *len)
{
	const char *at = text->unit, *end = strchrnul(at, '|');

	while (n-- && *end) {
		at = end + 1;
		end = strchrnul(at, '|');
	}
	*len = end - at;
	return at;
}

/**
 * sd_find_word - the value that a word stands for
 * @text: of a parameter that has words
 * @word: the word, need not be terminated
 * @len: its length (bytes)
 *
 * Return: the value, or -EINVAL if there is no such word.
 */
int sd_find_word(const struct sd_param_text *text, const char *word, size_t len)
{
	const char *at = text->unit;

	for (int n = 0;; n++) {
		const char *end = strchrnul(at, '|');

		if (end - at == len && !memcmp(at, word, len))
			return n;
		if (!*end)
			return -EINVAL;
		at = end + 1;
	}
}

/* The name of an object: "counter", or "fork 3" where there are several. */
void sd_put_object(struct seq_buf *out, const struct sd_demo *demo, unsigned int object)
{
	unsigned int kind = min(SYNCDEMO_OBJECT_KIND(object), demo->nr_objects - 1);

	seq_buf_printf(out, "%s", demo->objects[kind].name);
	if (demo->objects[kind].many)
		seq_buf_printf(out, " %u", SYNCDEMO_OBJECT_NUMBER(object));
}
