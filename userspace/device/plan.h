/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The runs of "syncdemo compare": every variant of a demo with the same parameters, as
 * far as its ranges allow. Pure.
 */
#ifndef SYNCDEMO_PLAN_H
#define SYNCDEMO_PLAN_H

#include "base/error.h"
#include "device/catalogue.h"

/**
 * struct adjustment - a requested value outside the range of a variant
 * @variant: the variant
 * @param: the parameter, with the variant's range
 * @asked: the requested value
 * @used: the nearest value in the range
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
 * @runs: one for each variant of the demo
 * @nr_adjusted: number of adjusted values
 * @adjusted: the adjusted values
 */
struct plan {
	const struct demo *demo;
	struct syncdemo_run *runs;
	size_t nr_adjusted;
	struct adjustment *adjusted;
};

/**
 * plan_check - check the words as far as possible without a catalogue
 * @argc: number of words
 * @argv: the words
 * @err: (out) what is wrong
 *
 * Return: 0, or -1 with @err set.
 */
int plan_check(int argc, char **argv, struct error *err);

/**
 * plan_make - make the runs of a comparison
 * @cat: the catalogue
 * @argc: number of words
 * @argv: the words: DEMO and key=value, in any order
 * @plan: (out) the runs; plan_free() it, after an error too
 * @err: (out) the wrong word and the right ones
 *
 * A value must be in the range of at least one variant. The others get the nearest value
 * in their range. Times are measured unless the words set stats.
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
