// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a text to requests. device/ calls it with what users write. Pure.
 *
 * A line of the text is one request, `DEMO[/VARIANT] [KEY=VALUE]...`, or `all` for the demos
 * of the tutorial, or `every` for all demos, each with its defaults. Blanks separate words,
 * a word that begins with # begins a comment, and empty lines are ignored. A text is taken
 * as a whole or not at all.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "request/refusal.h"
#include "request/registry.h"
#include "request/request.h"

/* Removes the first word of @line; false if there is none before the end or a comment. */
static bool sd_next_word(struct sd_word *line, struct sd_word *word)
{
	while (line->len && isspace(*line->start)) {
		line->start++;
		line->len--;
	}
	word->start = line->start;
	if (line->len && *line->start == '#')
		line->len = 0;
	while (line->len && !isspace(*line->start)) {
		line->start++;
		line->len--;
	}
	word->len = line->start - word->start;
	return word->len;
}

/* Splits @word at the first @sep. Without one @left is the whole, and it returns false. */
static bool sd_split(const struct sd_word *word, char sep, struct sd_word *left,
		     struct sd_word *right)
{
	const char *at = memchr(word->start, sep, word->len);

	*left = *word;
	if (!at)
		return false;
	left->len = at - word->start;
	right->start = at + 1;
	right->len = word->len - left->len - 1;
	return true;
}

/*
 * Decimal only: 010 means ten to a person. A number that is well formed but negative, or
 * larger than a u64, is out of range, not malformed.
 */
static int sd_parse_number(const struct sd_word *word, u64 *value)
{
	bool negative = word->len > 1 && word->start[0] == '-';
	u64 n = 0;
	bool big = false;

	if (!word->len)
		return -EINVAL;
	for (size_t i = negative; i < word->len; i++) {
		unsigned int digit;

		if (!isdigit(word->start[i]))
			return -EINVAL;
		digit = word->start[i] - '0';
		big |= n > (U64_MAX - digit) / 10;
		n = n * 10 + digit;
	}
	if (big || (negative && n))
		return -ERANGE;
	*value = n;
	return 0;
}

/* A number, or one of the parameter's words if it has any. */
static int sd_parse_value(const struct sd_param_text *text, const struct sd_word *word,
			  u64 *value)
{
	int found = -1;

	if (sd_param_words(text))
		found = sd_find_word(text, word->start, word->len);
	if (found < 0)
		return sd_parse_number(word, value);
	*value = found;
	return 0;
}

static int sd_parse_target(const struct sd_word *word, struct sd_request *req,
			   struct seq_buf *why)
{
	const struct sd_variant *variant;
	const struct sd_demo *demo;
	struct sd_word name, form;
	bool named;

	named = sd_split(word, '/', &name, &form);
	demo = sd_find_demo(name.start, name.len);
	if (!demo)
		return sd_refuse_demo(why, &name);
	variant = named ? sd_find_variant(demo, form.start, form.len) : demo->variants;
	if (!variant)
		return sd_refuse_variant(why, demo, &form);
	sd_request_init(req, demo, variant);
	return 0;
}

static int sd_parse_setting(const struct sd_word *word, struct sd_request *req, u64 *seen,
			    struct seq_buf *why)
{
	const struct sd_param *param;
	struct sd_word key, number;
	u64 value;
	int err;

	if (!sd_split(word, '=', &key, &number))
		return sd_refuse_no_value(why, word);
	param = sd_find_param(req->demo, key.start, key.len);
	if (!param)
		return sd_refuse_key(why, req->demo, &key);
	if (*seen & BIT_ULL(param->id))
		return sd_refuse_twice(why, &key);
	*seen |= BIT_ULL(param->id);
	err = sd_parse_value(&sd_param_text[param->id], &number, &value);
	if (err == -EINVAL)
		return sd_refuse_number(why, &sd_param_text[param->id], &number);
	if (err || sd_request_set(req, param, value))
		return sd_refuse_range(why, param, req->variant);
	return 0;
}

static int sd_refuse_plan(const struct sd_plan *plan, struct seq_buf *why)
{
	if (plan->nr == SD_PLAN_MAX)
		return sd_refuse_length(why, "the plan is", SD_PLAN_MAX, "requests");
	return sd_refuse_length(why, "the logs are", SD_MAX_EVENTS, "events in all requests");
}

static bool sd_is_word(const struct sd_word *word, const char *what)
{
	return word->len == strlen(what) && !memcmp(word->start, what, word->len);
}

/* "all" or "every", which @line begins with. */
static int sd_parse_defaults(struct sd_plan *plan, struct sd_word *line, bool tutorial,
			     struct seq_buf *why)
{
	struct sd_word word;

	if (sd_next_word(line, &word))
		return sd_refuse_more_words(why, &word);
	return sd_plan_add_defaults(plan, tutorial) ? sd_refuse_plan(plan, why) : 0;
}

static int sd_parse_line(struct sd_plan *plan, struct sd_word line, struct seq_buf *why)
{
	struct sd_request req;
	struct sd_word word;
	u64 seen = 0;
	int err;

	if (line.len > SD_LINE_MAX)
		return sd_refuse_length(why, "a line is", SD_LINE_MAX, "bytes");
	if (!sd_next_word(&line, &word))
		return 0;
	if (sd_is_word(&word, "all") || sd_is_word(&word, "every"))
		return sd_parse_defaults(plan, &line, sd_is_word(&word, "all"), why);
	err = sd_parse_target(&word, &req, why);
	while (!err && sd_next_word(&line, &word))
		err = sd_parse_setting(&word, &req, &seen, why);
	if (err)
		return err;
	return sd_plan_add(plan, &req) ? sd_refuse_plan(plan, why) : 0;
}

/**
 * sd_plan_add_text - append the requests of a text
 * @plan: the plan; after an error its contents are undefined, so drop it
 * @text: the text; need not be terminated
 * @len: its length (bytes)
 * @why: after an error a sentence that names the wrong word and what would be right; has
 *	room for SD_REFUSAL_SIZE bytes
 *
 * Return: 0; -EINVAL for an unknown or repeated word, a malformed number or a text without
 * a request; -ERANGE for a number out of range; -E2BIG for a text, a line or a plan beyond
 * its limit.
 */
int sd_plan_add_text(struct sd_plan *plan, const char *text, size_t len, char *why)
{
	struct sd_word rest = { text, len }, line;
	unsigned int before = plan->nr;
	struct seq_buf sentence;
	bool more = true;
	int err = 0;

	memset(why, 0, SD_REFUSAL_SIZE);
	/* One byte less: the sentence stays terminated if it is cut. */
	seq_buf_init(&sentence, why, SD_REFUSAL_SIZE - 1);
	if (len > SD_TEXT_MAX)
		return sd_refuse_length(&sentence, "the text is", SD_TEXT_MAX, "bytes");
	while (more && !err) {
		more = sd_split(&rest, '\n', &line, &rest);
		err = sd_parse_line(plan, line, &sentence);
	}
	if (!err && plan->nr == before)
		err = sd_refuse_empty(&sentence);
	return err;
}
