/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_REGISTRY_H
#define _SD_REGISTRY_H

#include "demo.h"

/**
 * struct sd_param_text - how people write and read a parameter
 * @name: the key in a request
 * @unit: "threads", "count" or "ms"
 * @summary: one line for people
 */
struct sd_param_text {
	const char *name;
	const char *unit;
	const char *summary;
};

extern const struct sd_demo *const sd_demos[];
extern const unsigned int sd_nr_demos;
extern const struct sd_param_text sd_param_text[SYNCDEMO_NR_PARAMS];

const struct sd_demo *sd_find_demo(const char *name, size_t len);
const struct sd_variant *sd_find_variant(const struct sd_demo *demo,
					 const char *name, size_t len);
const struct sd_param *sd_find_param(const struct sd_demo *demo,
				     const char *name, size_t len);
u64 sd_param_min(const struct sd_param *param, const struct sd_variant *variant);
u64 sd_param_def(const struct sd_param *param, const struct sd_variant *variant);

#endif /* _SD_REGISTRY_H */
