// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of demos and the words of the parameters. Constant; anyone may
 * read it. A new demo is one line in sd_demos[].
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "registry.h"

const struct sd_demo *const sd_demos[] = {
	&sd_demo_lock,
	&sd_demo_rlock,
	&sd_demo_condition,
	&sd_demo_event,
	&sd_demo_local,
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
