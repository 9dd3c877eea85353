/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The demos of the loaded module, with their variants and parameters. Only client.c
 * writes it.
 */
#ifndef SYNCDEMO_CATALOGUE_H
#define SYNCDEMO_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/suggest.h"
#include "uapi/syncdemo.h"

/**
 * struct variant - one variant of a demo
 * @info: its name and flags
 * @nr_params: number of its parameters
 * @params: the parameters, with this variant's ranges
 */
struct variant {
	struct syncdemo_variant info;
	size_t nr_params;
	struct syncdemo_param_info *params;
};

/**
 * struct demo - one demo
 * @info: its name and summary
 * @nr_variants: number of its variants
 * @variants: the variants; the first one is the default
 */
struct demo {
	struct syncdemo_demo info;
	size_t nr_variants;
	struct variant *variants;
};

/**
 * struct catalogue - all demos, in the module's order
 * @nr_demos: number of demos
 * @demos: the demos
 */
struct catalogue {
	size_t nr_demos;
	struct demo *demos;
};

/**
 * catalogue_free - release what client_catalogue() allocated
 * @cat: empty afterwards
 */
void catalogue_free(struct catalogue *cat);

/* Look-ups by name: NULL if there is none, or if the first argument is NULL. */
const struct demo *find_demo(const struct catalogue *cat, const char *name);
const struct variant *find_variant(const struct demo *demo, const char *name);
const struct syncdemo_param_info *find_param(const struct variant *variant, const char *name);
const struct syncdemo_param_info *find_param_id(const struct variant *variant, __u32 id);

/* The first demo that has a variant of that name, or NULL. */
const struct demo *demo_of_variant(const struct catalogue *cat, const char *name);

/* The right words, for error_expect_words(). */
void demo_words(const struct catalogue *cat, struct words *words);
void variant_words(const struct demo *demo, struct words *words);
void all_variant_words(const struct catalogue *cat, struct words *words);
void param_words(const struct variant *variant, struct words *words);

/**
 * same_range - whether a parameter has the same range and default in two variants
 * @a: the parameter in one variant
 * @b: the parameter in the other
 */
bool same_range(const struct syncdemo_param_info *a, const struct syncdemo_param_info *b);

#endif
