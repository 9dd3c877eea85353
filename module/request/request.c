// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a text or an ioctl to validated requests. Pure: no locks, no devices.
 *
 * A line of the text is one request, `DEMO[/VARIANT] [KEY=VALUE]...`, or `all` for the demos
 * of the tutorial, or `every` for all demos, each with its defaults. Blanks separate words,
 * a word that begins with # begins a comment, and empty lines are ignored. A text is taken
 * as a whole or not at all.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "request/registry.h"
#include "request/request.h"

/* A part of the user's text; not terminated. */
struct sd_word {
	const char *start;
	size_t len;
};

struct sd_plan *sd_plan_alloc(void)
{
	struct sd_plan *plan = kzalloc(sizeof(*plan), GFP_KERNEL_ACCOUNT);

	if (plan)
		kref_init(&plan->ref);
	return plan;
}

struct sd_plan *sd_plan_get(struct sd_plan *plan)
{
	kref_get(&plan->ref);
	return plan;
}

static void sd_plan_free(struct kref *ref)
{
	kfree(container_of(ref, struct sd_plan, ref));
}

/* Drops a reference; NULL is fine. */
void sd_plan_put(struct sd_plan *plan)
{
	if (plan)
		kref_put(&plan->ref, sd_plan_free);
}

static void sd_request_init(struct sd_request *req, const struct sd_demo *demo,
			    const struct sd_variant *variant)
{
	memset(req, 0, sizeof(*req));
	req->demo = demo;
	req->variant = variant;
	for (unsigned int i = 0; i < demo->nr_params; i++)
		req->param[demo->params[i].id] = sd_param_def(&demo->params[i], variant);
}

static int sd_request_set(struct sd_request *req, const struct sd_param *param, u64 value)
{
	if (value < sd_param_min(param, req->variant) || value > param->max)
		return -ERANGE;
	req->param[param->id] = value;
	return 0;
}

static int sd_plan_add(struct sd_plan *plan, const struct sd_request *req)
{
	u64 events = req->param[SYNCDEMO_PARAM_EVENTS];

	for (unsigned int i = 0; i < plan->nr; i++)
		events += plan->request[i].param[SYNCDEMO_PARAM_EVENTS];
	if (plan->nr == SD_PLAN_MAX || events > SD_MAX_EVENTS)
		return -E2BIG;
	plan->request[plan->nr++] = *req;
	return 0;
}

static int sd_plan_add_defaults(struct sd_plan *plan, bool tutorial)
{
	struct sd_request req;
	int err = 0;

	for (unsigned int i = 0; i < sd_nr_demos && !err; i++) {
		if (tutorial && !sd_demos[i]->tutorial)
			continue;
		sd_request_init(&req, sd_demos[i], sd_demos[i]->variants);
		err = sd_plan_add(plan, &req);
	}
	return err;
}

/**
 * sd_plan_add_all - append the demos of the tutorial with their defaults
 * @plan: the plan
 *
 * Return: 0, or -E2BIG if the plan has no room for all of them.
 */
int sd_plan_add_all(struct sd_plan *plan)
{
	return sd_plan_add_defaults(plan, true);
}

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
	int found;

	if (!sd_param_words(text))
		return sd_parse_number(word, value);
	found = sd_find_word(text, word->start, word->len);
	if (found < 0)
		return sd_parse_number(word, value);
	*value = found;
	return 0;
}

static int sd_parse_target(const struct sd_word *word, struct sd_request *req)
{
	const struct sd_variant *variant;
	const struct sd_demo *demo;
	struct sd_word name, form;
	bool named;

	named = sd_split(word, '/', &name, &form);
	demo = sd_find_demo(name.start, name.len);
	if (!demo)
		return -EINVAL;
	variant = named ? sd_find_variant(demo, form.start, form.len) : demo->variants;
	if (!variant)
		return -EINVAL;
	sd_request_init(req, demo, variant);
	return 0;
}

static int sd_parse_setting(const struct sd_word *word, struct sd_request *req, u64 *seen)
{
	const struct sd_param *param;
	struct sd_word key, number;
	u64 value;
	int err;

	if (!sd_split(word, '=', &key, &number))
		return -EINVAL;
	param = sd_find_param(req->demo, key.start, key.len);
	if (!param || (*seen & BIT_ULL(param->id)))
		return -EINVAL;
	*seen |= BIT_ULL(param->id);
	err = sd_parse_value(&sd_param_text[param->id], &number, &value);
	if (err)
		return err;
	return sd_request_set(req, param, value);
}

static bool sd_is_word(const struct sd_word *word, const char *what)
{
	return word->len == strlen(what) && !memcmp(word->start, what, word->len);
}

static int sd_parse_line(struct sd_plan *plan, struct sd_word line)
{
	struct sd_request req;
	struct sd_word word;
	bool tutorial;
	u64 seen = 0;
	int err;

	if (line.len > SD_LINE_MAX)
		return -E2BIG;
	if (!sd_next_word(&line, &word))
		return 0;
	tutorial = sd_is_word(&word, "all");
	if (tutorial || sd_is_word(&word, "every"))
		return sd_next_word(&line, &word) ? -EINVAL : sd_plan_add_defaults(plan, tutorial);
	err = sd_parse_target(&word, &req);
	while (!err && sd_next_word(&line, &word))
		err = sd_parse_setting(&word, &req, &seen);
	return err ?: sd_plan_add(plan, &req);
}

/**
 * sd_plan_add_text - append the requests of a text
 * @plan: the plan; after an error its contents are undefined, so drop it
 * @text: the text; need not be terminated
 * @len: its length (bytes)
 *
 * Return: 0; -EINVAL for an unknown or repeated word, a malformed number or a text without
 * a request; -ERANGE for a number out of range; -E2BIG for a text, a line or a plan beyond
 * its limit.
 */
int sd_plan_add_text(struct sd_plan *plan, const char *text, size_t len)
{
	struct sd_word rest = { text, len }, line;
	unsigned int before = plan->nr;
	bool more = true;
	int err;

	if (len > SD_TEXT_MAX)
		return -E2BIG;
	while (more) {
		more = sd_split(&rest, '\n', &line, &rest);
		err = sd_parse_line(plan, line);
		if (err)
			return err;
	}
	return plan->nr == before ? -EINVAL : 0;
}

static bool sd_terminated(const char *name)
{
	return strnlen(name, SYNCDEMO_NAME_SIZE) < SYNCDEMO_NAME_SIZE;
}

static int sd_uapi_target(const struct syncdemo_run *run, struct sd_request *req)
{
	const struct sd_variant *variant;
	const struct sd_demo *demo;

	if (run->flags || !sd_terminated(run->demo) || !sd_terminated(run->variant))
		return -EINVAL;
	demo = sd_find_demo(run->demo, strlen(run->demo));
	if (!demo)
		return -EINVAL;
	variant = demo->variants;
	if (run->variant[0])
		variant = sd_find_variant(demo, run->variant, strlen(run->variant));
	if (!variant)
		return -EINVAL;
	sd_request_init(req, demo, variant);
	return 0;
}

/**
 * sd_plan_add_uapi - append a request of the binary interface
 * @plan: the plan; unchanged on error
 * @run: a copy of the caller's structure
 *
 * Return: 0, or the errors that struct syncdemo_run documents.
 */
int sd_plan_add_uapi(struct sd_plan *plan, const struct syncdemo_run *run)
{
	u64 left = run->param_mask;
	struct sd_request req;
	int err;

	err = sd_uapi_target(run, &req);
	if (err)
		return err;
	for (unsigned int i = 0; i < SYNCDEMO_PARAM_SLOTS; i++)
		if (run->param[i] && !(left & BIT_ULL(i)))
			return -EINVAL;
	for (unsigned int i = 0; i < req.demo->nr_params; i++) {
		const struct sd_param *param = &req.demo->params[i];

		if (!(left & BIT_ULL(param->id)))
			continue;
		left &= ~BIT_ULL(param->id);
		err = sd_request_set(&req, param, run->param[param->id]);
		if (err)
			return err;
	}
	return left ? -EINVAL : sd_plan_add(plan, &req);
}

/* The kernel threads that the largest request of the plan needs. */
unsigned int sd_plan_threads(const struct sd_plan *plan)
{
	unsigned int most = 0;

	for (unsigned int i = 0; i < plan->nr; i++)
		most = max(most, plan->request[i].demo->nr_workers(&plan->request[i]));
	return most;
}
