/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What "syncdemo compare" is going to run: every variant of a demo, with the same
 * parameters as far as each of them takes these. Pure.
 */
#ifndef SYNCDEMO_PLAN_H
#define SYNCDEMO_PLAN_H

#include "base/error.h"
#include "device/catalogue.h"

/**
 * struct adjustment - a value that a variant does not take as it was asked for
 * @variant: the variant
 * @param: the parameter, with the variant's range
 * @asked: what was asked for
 * @used: the nearest that the variant takes
 */
struct adjustment {
	const struct variant *variant;
	const struct syncdemo_param_info *param;
	__u64 asked;
	__u64 used;
};

/**
 * struct plan - the runs of a comparison
 * @demo: the demo; points into the catalogue
 * @runs: what SYNCDEMO_IOC_RUN takes, for each of the demo's variants
 * @nr_adjusted: how many values had to be adjusted
 * @adjusted: those values
 */
struct plan {
	const struct demo *demo;
	struct syncdemo_run *runs;
	size_t nr_adjusted;
	struct adjustment *adjusted;
};

/**
 * plan_check - find what is wrong with the words whatever the module offers
 * @argc: number of words
 * @argv: the words
 * @err: (out) what is wrong
 *
 * Return: 0, or -1 with @err set.
 */
int plan_check(int argc, char **argv, struct error *err);

/**
 * plan_make - words to the runs of a comparison
 * @cat: what the module offers
 * @argc: number of words
 * @argv: the words: DEMO and key=value, in any order
 * @plan: (out) the runs; plan_free() it, after an error too
 * @err: (out) the word that was wrong and what would be right
 *
 * A value has to be in the range of one variant at least. Where another one does
 * not take it, that one gets the nearest value that it takes. Unless the words say
 * otherwise, times are measured.
 *
 * Return: 0, or -1 with @err set.
 */
int plan_make(const struct catalogue *cat, int argc, char **argv, struct plan *plan,
	      struct error *err);

/**
 * plan_free - release what plan_make() allocated
 * @plan: the plan
 */
void plan_free(struct plan *plan);

#endif
