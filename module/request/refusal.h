/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Says why a text was refused: which word was wrong, and what would be right. parse.c
 * calls it; device/ keeps the sentence for the user. Pure.
 */
#ifndef _SD_REFUSAL_H
#define _SD_REFUSAL_H

#include <linux/seq_buf.h>

#include "request/registry.h"
#include "request/request.h"

/**
 * struct sd_word - a part of the user's text
 * @start: where it begins; not terminated
 * @len: its length (bytes)
 */
struct sd_word {
	const char *start;
	size_t len;
};

/*
 * Each appends one sentence to @why, and returns the errno that goes with it. A word of the
 * user is cut after 32 bytes, and what cannot be printed is escaped.
 */
int sd_refuse_demo(struct seq_buf *why, const struct sd_word *demo);
int sd_refuse_variant(struct seq_buf *why, const struct sd_demo *demo,
		      const struct sd_word *variant);
int sd_refuse_key(struct seq_buf *why, const struct sd_demo *demo, const struct sd_word *key);
int sd_refuse_no_value(struct seq_buf *why, const struct sd_word *word);
int sd_refuse_twice(struct seq_buf *why, const struct sd_word *key);
int sd_refuse_number(struct seq_buf *why, const struct sd_param_text *text,
		     const struct sd_word *value);
int sd_refuse_range(struct seq_buf *why, const struct sd_param *param,
		    const struct sd_variant *variant);
int sd_refuse_more_words(struct seq_buf *why, const struct sd_word *word);
int sd_refuse_length(struct seq_buf *why, const char *what, unsigned int max,
		     const char *unit);
int sd_refuse_empty(struct seq_buf *why);

#endif /* _SD_REFUSAL_H */
