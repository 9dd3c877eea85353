/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of demos and the texts of the parameters. Constant, so any code may read it.
 * Uses demo.h only.
 */
#ifndef _SD_REGISTRY_H
#define _SD_REGISTRY_H

#include <linux/seq_buf.h>

#include "demo.h"

/**
 * struct sd_param_text - the text form of a parameter
 * @name: the key in a request
 * @unit: "threads", "count", "ms", or words that stand for 0, 1, ..., with '|' between them
 * @summary: a description in one line
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
bool sd_param_words(const struct sd_param_text *text);
const char *sd_nth_word(const struct sd_param_text *text, u64 n, int *len);
int sd_find_word(const struct sd_param_text *text, const char *word, size_t len);
void sd_put_object(struct seq_buf *out, const struct sd_demo *demo, unsigned int object);

#endif /* _SD_REGISTRY_H */
