/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A small catalogue and results for any test.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "device/catalogue.h"
#include "device/result.h"

#define SAMPLE_DEMOS	2

/* As the module would list them: lock (mutex, none) and event (completion). */
extern const struct syncdemo_demo sample_demos[SAMPLE_DEMOS];

/* NULL where the module would return -ENOENT. */
const struct syncdemo_variant *sample_variant(__u32 demo, __u32 index);
const struct syncdemo_param_info *sample_param(__u32 demo, __u32 variant, __u32 index);

/* The whole catalogue; catalogue_free() it. */
void sample_catalogue(struct catalogue *cat);

/* A run of lock/mutex with two metrics and one thread; run_result_free() it. */
void sample_report(struct run_result *res, __u32 verdict, const char *reason);

/*
 * Gives the run two threads with statistics that differ only in the second's name and
 * voluntary switches.
 */
void sample_measure(struct run_result *res);

#endif
