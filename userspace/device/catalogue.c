// SPDX-License-Identifier: GPL-2.0-only
/*
 * Look-ups in the catalogue. Pure.
 */
#include <stdlib.h>
#include <string.h>

#include "device/catalogue.h"

void catalogue_free(struct catalogue *cat)
{
	for (size_t i = 0; i < cat->nr_demos; i++) {
		struct demo *demo = &cat->demos[i];

		for (size_t j = 0; j < demo->nr_variants; j++)
			free(demo->variants[j].params);
		free(demo->variants);
	}
	free(cat->demos);
	memset(cat, 0, sizeof(*cat));
}

const struct demo *find_demo(const struct catalogue *cat, const char *name)
{
	for (size_t i = 0; cat && i < cat->nr_demos; i++)
		if (!strcmp(cat->demos[i].info.name, name))
			return &cat->demos[i];
	return NULL;
}

const struct variant *find_variant(const struct demo *demo, const char *name)
{
	for (size_t i = 0; demo && i < demo->nr_variants; i++)
		if (!strcmp(demo->variants[i].info.name, name))
			return &demo->variants[i];
	return NULL;
}

const struct demo *demo_of_variant(const struct catalogue *cat, const char *name)
{
	for (size_t i = 0; i < cat->nr_demos; i++)
		if (find_variant(&cat->demos[i], name))
			return &cat->demos[i];
	return NULL;
}

const struct syncdemo_param_info *find_param(const struct variant *variant, const char *name)
{
	for (size_t i = 0; variant && i < variant->nr_params; i++)
		if (!strcmp(variant->params[i].name, name))
			return &variant->params[i];
	return NULL;
}

const struct syncdemo_param_info *find_param_id(const struct variant *variant, __u32 id)
{
	for (size_t i = 0; variant && i < variant->nr_params; i++)
		if (variant->params[i].id == id)
			return &variant->params[i];
	return NULL;
}

void demo_words(const struct catalogue *cat, struct words *words)
{
	for (size_t i = 0; i < cat->nr_demos; i++)
		words_add(words, cat->demos[i].info.name);
}

void variant_words(const struct demo *demo, struct words *words)
{
	for (size_t i = 0; i < demo->nr_variants; i++)
		words_add(words, demo->variants[i].info.name);
}

void all_variant_words(const struct catalogue *cat, struct words *words)
{
	for (size_t i = 0; i < cat->nr_demos; i++)
		variant_words(&cat->demos[i], words);
}

void param_words(const struct variant *variant, struct words *words)
{
	for (size_t i = 0; i < variant->nr_params; i++)
		words_add(words, variant->params[i].name);
}

bool same_range(const struct syncdemo_param_info *a, const struct syncdemo_param_info *b)
{
	return a->min == b->min && a->max == b->max && a->def == b->def;
}
