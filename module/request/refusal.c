// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sentences about a refused text. Pure.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "request/refusal.h"
#include "request/registry.h"

/* Bytes of a user's word that are repeated: any right word is shorter. */
#define SD_REFUSED_WORD	SYNCDEMO_NAME_SIZE

static void sd_put_word(struct seq_buf *why, const struct sd_word *word)
{
	int len = min_t(size_t, word->len, SD_REFUSED_WORD);

	seq_buf_printf(why, "\"%*pE%s\"", len, word->start,
		       word->len > SD_REFUSED_WORD ? "..." : "");
}

int sd_refuse_demo(struct seq_buf *why, const struct sd_word *demo)
{
	seq_buf_printf(why, "there is no demo ");
	sd_put_word(why, demo);
	for (unsigned int i = 0; i < sd_nr_demos; i++)
		seq_buf_printf(why, "%s%s", i ? ", " : "; there are ", sd_demos[i]->name);
	seq_buf_printf(why, "; all and every stand for several");
	return -EINVAL;
}

int sd_refuse_variant(struct seq_buf *why, const struct sd_demo *demo,
		      const struct sd_word *variant)
{
	seq_buf_printf(why, "%s has no variant ", demo->name);
	sd_put_word(why, variant);
	for (unsigned int i = 0; i < demo->nr_variants; i++)
		seq_buf_printf(why, "%s%s", i ? ", " : "; it has ", demo->variants[i].name);
	return -EINVAL;
}

int sd_refuse_key(struct seq_buf *why, const struct sd_demo *demo, const struct sd_word *key)
{
	seq_buf_printf(why, "%s has no parameter ", demo->name);
	sd_put_word(why, key);
	for (unsigned int i = 0; i < demo->nr_params; i++)
		seq_buf_printf(why, "%s%s", i ? ", " : "; it has ",
			       sd_param_text[demo->params[i].id].name);
	return -EINVAL;
}

int sd_refuse_no_value(struct seq_buf *why, const struct sd_word *word)
{
	sd_put_word(why, word);
	seq_buf_printf(why, " is not KEY=VALUE");
	return -EINVAL;
}

int sd_refuse_twice(struct seq_buf *why, const struct sd_word *key)
{
	sd_put_word(why, key);
	seq_buf_printf(why, " stands twice");
	return -EINVAL;
}

int sd_refuse_number(struct seq_buf *why, const struct sd_param_text *text,
		     const struct sd_word *value)
{
	seq_buf_printf(why, "%s cannot be ", text->name);
	sd_put_word(why, value);
	if (sd_param_words(text))
		seq_buf_printf(why, "; it is one of %s", text->unit);
	else
		seq_buf_printf(why, "; it is a decimal number without a unit");
	return -EINVAL;
}

int sd_refuse_range(struct seq_buf *why, const struct sd_param *param,
		    const struct sd_variant *variant)
{
	seq_buf_printf(why, "%s is out of its range, which is %llu to %llu",
		       sd_param_text[param->id].name, sd_param_min(param, variant), param->max);
	return -ERANGE;
}

int sd_refuse_more_words(struct seq_buf *why, const struct sd_word *word)
{
	sd_put_word(why, word);
	seq_buf_printf(why, " follows, but all and every stand alone in their line");
	return -EINVAL;
}

int sd_refuse_length(struct seq_buf *why, const char *what, unsigned int max,
		     const char *unit)
{
	seq_buf_printf(why, "%s too long: at most %u %s", what, max, unit);
	return -E2BIG;
}

int sd_refuse_empty(struct seq_buf *why)
{
	seq_buf_printf(why, "there is no request in it");
	return -EINVAL;
}
