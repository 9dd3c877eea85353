// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests: from text and from the ioctl's structure, good and bad, and every
 * limit from both sides.
 */
#include <kunit/test.h>
#include <linux/slab.h>

#include "compat.h"
#include "request/registry.h"
#include "request/request.h"

/* What the parser says of a refused text; refusal_kunit.c has its words. */
static char why[SD_REFUSAL_SIZE];

static int request_init(struct kunit *test)
{
	test->priv = sd_plan_alloc();
	return test->priv ? 0 : -ENOMEM;
}

static void request_exit(struct kunit *test)
{
	sd_plan_put(test->priv);
}

/* ---- text ---- */

struct text_case {
	const char *name;
	const char *text;
	int err;
	/* Where @err is 0: how many requests, and what the last one is. */
	unsigned int nr;
	const char *target;
	enum syncdemo_param id;
	u64 value;
};

#define THREADS		SYNCDEMO_PARAM_THREADS
#define ITERATIONS	SYNCDEMO_PARAM_ITERATIONS

static const struct text_case good_text[] = {
	{ "the default variant and values", "lock", 0, 1, "lock/mutex", THREADS, 5 },
	{ "a variant by name", "lock/spinlock", 0, 1, "lock/spinlock", ITERATIONS, 100000 },
	{ "a trailing newline", "lock\n", 0, 1, "lock/mutex", THREADS, 5 },
	{ "one setting", "lock threads=7", 0, 1, "lock/mutex", THREADS, 7 },
	{ "two settings", "lock threads=7 iterations=9", 0, 1, "lock/mutex", ITERATIONS, 9 },
	{ "blanks of every kind", " \tlock \t threads=7\t\r\n", 0, 1, "lock/mutex", THREADS, 7 },
	{ "two lines", "lock\nevent/waitqueue waiters=2", 0, 2, "event/waitqueue",
	  SYNCDEMO_PARAM_WAITERS, 2 },
	{ "empty lines between", "\n\nlock\n\t\nrlock\n\n", 0, 2, "rlock/mutex", THREADS, 1 },
	{ "leading zeros are decimal", "lock threads=010", 0, 1, "lock/mutex", THREADS, 10 },
	{ "a broken variant", "lock/none threads=2", 0, 1, "lock/none", THREADS, 2 },
	{ "minus zero", "event delay_ms=-0", 0, 1, "event/completion",
	  SYNCDEMO_PARAM_DELAY_MS, 0 },
	{ "a word for a value", "lock stats=full", 0, 1, "lock/mutex", SYNCDEMO_PARAM_STATS,
	  SYNCDEMO_STATS_FULL },
	{ "its number", "lock stats=1", 0, 1, "lock/mutex", SYNCDEMO_PARAM_STATS,
	  SYNCDEMO_STATS_COUNTS },
	{ "comments and an empty line", "# one\n\nlock threads=7 # seven\n#two", 0, 1,
	  "lock/mutex", THREADS, 7 },
	{ "all between others", "lock\nall\nlock/spinlock threads=3", 0, 7, "lock/spinlock",
	  THREADS, 3 },
};

static const struct text_case bad_text[] = {
	{ "nothing", "", -EINVAL },
	{ "only comments", "# lock\n#", -EINVAL },
	{ "a comment without a blank before it", "lock threads=7#seven", -EINVAL },
	{ "only blanks", "\t\n \t\n", -EINVAL },
	{ "an unknown demo", "lok", -EINVAL },
	{ "the start of a demo's name", "loc", -EINVAL },
	{ "more than a demo's name", "locks", -EINVAL },
	{ "capitals", "Lock", -EINVAL },
	{ "an unknown variant", "lock/mutexx", -EINVAL },
	{ "the start of a variant's name", "lock/mut", -EINVAL },
	{ "an empty variant", "lock/", -EINVAL },
	{ "two variants", "lock/mutex/spinlock", -EINVAL },
	{ "another demo's variant", "rlock/atomic", -EINVAL },
	{ "a blank around the slash", "lock /mutex", -EINVAL },
	{ "an unknown key", "lock thread=3", -EINVAL },
	{ "another demo's key", "lock waiters=3", -EINVAL },
	{ "a key twice", "lock threads=3 threads=3", -EINVAL },
	{ "a key without a value", "lock threads", -EINVAL },
	{ "an empty value", "lock threads=", -EINVAL },
	{ "an empty key", "lock =3", -EINVAL },
	{ "blanks around the equals sign", "lock threads = 3", -EINVAL },
	{ "two equals signs", "lock threads=3=3", -EINVAL },
	{ "a word", "lock threads=many", -EINVAL },
	{ "a number with a tail", "lock threads=3x", -EINVAL },
	{ "hexadecimal", "lock threads=0x3", -EINVAL },
	{ "a plus sign", "lock threads=+3", -EINVAL },
	{ "a fraction", "lock threads=3.0", -EINVAL },
	{ "a word of another key", "lock events=full", -EINVAL },
	{ "the start of a word", "lock stats=ful", -EINVAL },
	{ "the separator of the words", "lock stats=counts|full", -EINVAL },
	{ "a lone minus", "lock threads=-", -EINVAL },
	{ "two minuses", "lock threads=--3", -EINVAL },
	{ "all with a setting", "all threads=3", -EINVAL },
	{ "all with a variant", "all/mutex", -EINVAL },
	{ "every with a setting", "every threads=3", -EINVAL },
	{ "a good line before a bad one", "lock\nlok", -EINVAL },
	{ "a bad line before a good one", "lok\nlock", -EINVAL },
	{ "a negative number", "lock threads=-3", -ERANGE },
	{ "zero where one is the least", "lock threads=0", -ERANGE },
	{ "one more than 64 bits hold", "lock threads=18446744073709551616", -ERANGE },
	{ "what wraps round to a good value", "lock threads=18446744073709551621", -ERANGE },
	{ "one more than there are words", "lock stats=3", -ERANGE },
	{ "a number of thirty digits", "lock threads=100000000000000000000000000003", -ERANGE },
	{ "one thread where two race", "lock/none threads=1", -ERANGE },
};

static void text_desc(const struct text_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(good_text, good_text, text_desc);
KUNIT_ARRAY_PARAM(bad_text, bad_text, text_desc);

static void request_text_accepted(struct kunit *test)
{
	const struct text_case *c = test->param_value;
	struct sd_plan *plan = test->priv;
	const struct sd_request *last;
	char target[64];

	KUNIT_ASSERT_EQ(test, sd_plan_add_text(plan, c->text, strlen(c->text), why), 0);
	KUNIT_ASSERT_EQ(test, plan->nr, c->nr);
	last = &plan->request[plan->nr - 1];
	snprintf(target, sizeof(target), "%s/%s", last->demo->name, last->variant->name);
	KUNIT_EXPECT_STREQ(test, target, c->target);
	KUNIT_EXPECT_EQ(test, last->param[c->id], c->value);
}

static void request_text_refused(struct kunit *test)
{
	const struct text_case *c = test->param_value;

	KUNIT_EXPECT_EQ(test, sd_plan_add_text(test->priv, c->text, strlen(c->text), why), c->err);
	KUNIT_EXPECT_NE(test, why[0], '\0');
}

/* A text without its end: what stands behind it is none of ours. */
static void request_text_length_counts_not_the_nul(struct kunit *test)
{
	struct sd_plan *plan = test->priv;

	KUNIT_EXPECT_EQ(test, sd_plan_add_text(plan, "lockXXX", 4, why), 0);
	KUNIT_EXPECT_EQ(test, plan->nr, 1U);
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(plan, "lock\0mutex", 10, why), -EINVAL);
}

/* @len bytes of text: a request, filled up with @fill. */
static char *filled(struct kunit *test, size_t len, char fill)
{
	char *text = kunit_kmalloc(test, len + 1, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, text);
	memset(text, fill, len);
	memcpy(text, "lock", 4);
	return text;
}

static void request_line_of_256_bytes_is_the_longest(struct kunit *test)
{
	char *text = filled(test, SD_LINE_MAX + 2, ' ');

	KUNIT_EXPECT_EQ(test, SD_LINE_MAX, 256);
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(test->priv, text, SD_LINE_MAX, why), 0);
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(test->priv, text, SD_LINE_MAX + 1, why), -E2BIG);
	/* The newline is not part of the line. */
	text[SD_LINE_MAX] = '\n';
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(test->priv, text, SD_LINE_MAX + 1, why), 0);
}

static void request_text_of_4096_bytes_is_the_longest(struct kunit *test)
{
	char *text = filled(test, SD_TEXT_MAX + 1, '\n');

	KUNIT_EXPECT_EQ(test, SD_TEXT_MAX, 4096);
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(test->priv, text, SD_TEXT_MAX, why), 0);
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(test->priv, text, SD_TEXT_MAX + 1, why), -E2BIG);
}

static void request_plan_of_64_is_the_longest(struct kunit *test)
{
	static const char line[] = "lock\n";
	struct sd_plan *plan = test->priv;

	KUNIT_EXPECT_EQ(test, SD_PLAN_MAX, 64);
	for (unsigned int i = 0; i < SD_PLAN_MAX; i++)
		KUNIT_ASSERT_EQ(test, sd_plan_add_text(plan, line, 5, why), 0);
	KUNIT_EXPECT_EQ(test, plan->nr, 64U);
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(plan, line, 5, why), -E2BIG);
	KUNIT_EXPECT_EQ(test, plan->nr, 64U);
}

static void request_events_of_a_plan_are_limited(struct kunit *test)
{
	static const char half[] = "lock events=524288", one[] = "lock events=1";
	struct sd_plan *plan = test->priv;

	KUNIT_EXPECT_EQ(test, SD_MAX_EVENTS, 2 * 524288);
	KUNIT_ASSERT_EQ(test, sd_plan_add_text(plan, half, strlen(half), why), 0);
	KUNIT_ASSERT_EQ(test, sd_plan_add_text(plan, half, strlen(half), why), 0);
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(plan, one, strlen(one), why), -E2BIG);
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(plan, "lock", 4, why), 0);
}

/* The demos of the tutorial alone, or every one: how many. */
static unsigned int demos(bool tutorial)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < sd_nr_demos; i++)
		nr += !tutorial || sd_demos[i]->tutorial;
	return nr;
}

static void request_all_must_fit_the_plan(struct kunit *test)
{
	struct sd_plan *plan = test->priv;

	plan->nr = SD_PLAN_MAX - demos(true);
	KUNIT_EXPECT_EQ(test, sd_plan_add_defaults(plan, true), 0);
	KUNIT_EXPECT_EQ(test, plan->nr, (unsigned int)SD_PLAN_MAX);
	plan->nr = SD_PLAN_MAX - demos(true) + 1;
	KUNIT_EXPECT_EQ(test, sd_plan_add_defaults(plan, true), -E2BIG);
}

/* In the order of the table, each with its defaults. */
static void expect_demos(struct kunit *test, bool tutorial)
{
	struct sd_plan *plan = test->priv;
	const struct sd_request *req = plan->request;

	KUNIT_ASSERT_EQ(test, plan->nr, demos(tutorial));
	for (unsigned int i = 0; i < sd_nr_demos; i++) {
		if (tutorial && !sd_demos[i]->tutorial)
			continue;
		KUNIT_EXPECT_PTR_EQ(test, req->demo, sd_demos[i]);
		KUNIT_EXPECT_PTR_EQ(test, req->variant, sd_demos[i]->variants);
		for (unsigned int p = 0; p < req->demo->nr_params; p++)
			KUNIT_EXPECT_EQ(test, req->param[req->demo->params[p].id],
					sd_param_def(&req->demo->params[p], req->variant));
		req++;
	}
}

static void request_all_is_the_tutorial_with_its_defaults(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, sd_plan_add_text(test->priv, "all", 3, why), 0);
	expect_demos(test, true);
}

static void request_every_is_every_demo_with_its_defaults(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, sd_plan_add_text(test->priv, "every", 5, why), 0);
	expect_demos(test, false);
}

static void request_threads_are_those_of_the_largest(struct kunit *test)
{
	static const char text[] = "lock threads=3\ncondition producers=4 consumers=5\n"
				   "event waiters=7\nlock threads=2";
	struct sd_plan *plan = test->priv;

	KUNIT_ASSERT_EQ(test, sd_plan_add_text(plan, text, strlen(text), why), 0);
	KUNIT_EXPECT_EQ(test, sd_plan_threads(plan), 9U);
}

/* ---- the ranges of every variant ---- */

static int try_value(struct sd_plan *plan, const struct sd_demo *demo,
		     const struct sd_variant *variant, const struct sd_param *param, u64 value)
{
	char text[SD_LINE_MAX];

	plan->nr = 0;
	snprintf(text, sizeof(text), "%s/%s %s=%llu", demo->name, variant->name,
		 sd_param_text[param->id].name, value);
	return sd_plan_add_text(plan, text, strlen(text), why);
}

static int try_value_uapi(struct sd_plan *plan, const struct sd_demo *demo,
			  const struct sd_variant *variant, const struct sd_param *param,
			  u64 value)
{
	struct syncdemo_run run = { .size = sizeof(run), .param_mask = BIT_ULL(param->id) };

	plan->nr = 0;
	strscpy(run.demo, demo->name, sizeof(run.demo));
	strscpy(run.variant, variant->name, sizeof(run.variant));
	run.param[param->id] = value;
	return sd_plan_add_uapi(plan, &run);
}

static void check_range(struct kunit *test, const struct sd_demo *demo,
			const struct sd_variant *variant, const struct sd_param *param)
{
	u64 min = sd_param_min(param, variant);
	const struct {
		u64 value;
		int err;
	} tries[] = {
		{ min, 0 }, { param->max, 0 },
		{ min - 1, -ERANGE },	/* of zero: the largest number */
		{ param->max + 1, -ERANGE }, { U64_MAX, -ERANGE },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(tries); i++) {
		KUNIT_EXPECT_EQ_MSG(test, tries[i].err,
				    try_value(test->priv, demo, variant, param, tries[i].value),
				    "%s/%s %s=%llu", demo->name, variant->name,
				    sd_param_text[param->id].name, tries[i].value);
		KUNIT_EXPECT_EQ_MSG(test, tries[i].err,
				    try_value_uapi(test->priv, demo, variant, param,
						   tries[i].value),
				    "%s/%s %s=%llu by ioctl", demo->name, variant->name,
				    sd_param_text[param->id].name, tries[i].value);
	}
}

static void request_every_range_holds_at_both_ends(struct kunit *test)
{
	for (unsigned int d = 0; d < sd_nr_demos; d++)
		for (unsigned int v = 0; v < sd_demos[d]->nr_variants; v++)
			for (unsigned int p = 0; p < sd_demos[d]->nr_params; p++)
				check_range(test, sd_demos[d], &sd_demos[d]->variants[v],
					    &sd_demos[d]->params[p]);
}

/* What prepare allocates for and what the uapi has room for. */
static void request_largest_of_every_demo_fits(struct kunit *test)
{
	struct sd_plan *plan = test->priv;

	for (unsigned int d = 0; d < sd_nr_demos; d++) {
		const struct sd_demo *demo = sd_demos[d];
		struct sd_request req = { .demo = demo, .variant = demo->variants };

		for (unsigned int p = 0; p < demo->nr_params; p++)
			req.param[demo->params[p].id] = demo->params[p].max;
		plan->request[0] = req;
		plan->nr = 1;
		KUNIT_EXPECT_LE_MSG(test, sd_plan_threads(plan), (unsigned int)SD_MAX_WORKERS,
				    "%s", demo->name);
		KUNIT_EXPECT_LE_MSG(test, demo->nr_metrics, (unsigned int)SD_MAX_METRICS,
				    "%s", demo->name);
	}
}

/* ---- the ioctl's structure ---- */

struct uapi_case {
	const char *name;
	struct syncdemo_run run;
	int err;
};

#define SET(id)	(1ULL << SYNCDEMO_PARAM_##id)

/* Names that fill their field to the last byte, without a NUL. */
#define FULL	"0123456789abcdef0123456789abcdef"

static const struct uapi_case uapi_cases[] = {
	{ "the default variant and values", { .demo = "lock" }, 0 },
	{ "a variant by name", { .demo = "lock", .variant = "spinlock" }, 0 },
	{ "a value", { .demo = "lock", .param_mask = SET(THREADS),
	  .param[THREADS] = 7 }, 0 },
	{ "a value of zero", { .demo = "event", .param_mask = SET(DELAY_MS) }, 0 },
	{ "no demo", { .variant = "mutex" }, -EINVAL },
	{ "an unknown demo", { .demo = "lok" }, -EINVAL },
	{ "a demo and variant in one", { .demo = "lock/mutex" }, -EINVAL },
	{ "all is not a demo", { .demo = "all" }, -EINVAL },
	{ "an unknown variant", { .demo = "lock", .variant = "mut" }, -EINVAL },
	{ "an unterminated demo", { .demo = { FULL } }, -EINVAL },
	{ "an unterminated variant", { .demo = "lock", .variant = { FULL } }, -EINVAL },
	{ "a flag", { .demo = "lock", .flags = 1 }, -EINVAL },
	{ "another demo's parameter", { .demo = "lock", .param_mask = SET(WAITERS),
	  .param[SYNCDEMO_PARAM_WAITERS] = 1 }, -EINVAL },
	{ "an unknown parameter", { .demo = "lock", .param_mask = 1ULL << SYNCDEMO_NR_PARAMS },
	  -EINVAL },
	{ "a parameter without a slot", { .demo = "lock", .param_mask = 1ULL << 63 }, -EINVAL },
	{ "a value without its bit", { .demo = "lock", .param[THREADS] = 7 }, -EINVAL },
	{ "a value in an unknown slot", { .demo = "lock",
	  .param[SYNCDEMO_PARAM_SLOTS - 1] = 1 }, -EINVAL },
	{ "too small", { .demo = "lock", .param_mask = SET(THREADS) }, -ERANGE },
	{ "too large", { .demo = "lock", .param_mask = SET(THREADS),
	  .param[THREADS] = SD_MAX_WORKERS + 1 }, -ERANGE },
	{ "a good value beside a bad one", { .demo = "lock",
	  .param_mask = SET(THREADS) | SET(ITERATIONS), .param[THREADS] = 3 }, -ERANGE },
};

static void uapi_desc(const struct uapi_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(uapi_cases, uapi_cases, uapi_desc);

/* And the plan is as it was before, if it is refused. */
static void request_uapi(struct kunit *test)
{
	const struct uapi_case *c = test->param_value;
	struct sd_plan *plan = test->priv;

	KUNIT_ASSERT_EQ(test, sd_plan_add_text(plan, "rlock", 5, why), 0);
	KUNIT_EXPECT_EQ(test, sd_plan_add_uapi(plan, &c->run), c->err);
	KUNIT_EXPECT_EQ(test, plan->nr, c->err ? 1U : 2U);
	KUNIT_EXPECT_STREQ(test, plan->request[0].demo->name, "rlock");
}

static void request_uapi_sets_what_it_says(struct kunit *test)
{
	struct syncdemo_run run = {
		.demo = "lock", .variant = "none", .param_mask = SET(THREADS),
		.param[THREADS] = 9,
	};
	struct sd_plan *plan = test->priv;

	KUNIT_ASSERT_EQ(test, sd_plan_add_uapi(plan, &run), 0);
	KUNIT_EXPECT_STREQ(test, plan->request[0].variant->name, "none");
	KUNIT_EXPECT_EQ(test, plan->request[0].param[THREADS], 9ULL);
	KUNIT_EXPECT_EQ(test, plan->request[0].param[ITERATIONS], 100000ULL);
	KUNIT_EXPECT_EQ(test, plan->request[0].param[SYNCDEMO_PARAM_WAITERS], 0ULL);
}

static void request_uapi_must_fit_the_plan(struct kunit *test)
{
	struct syncdemo_run run = { .demo = "lock" };
	struct sd_plan *plan = test->priv;

	plan->nr = SD_PLAN_MAX;
	KUNIT_EXPECT_EQ(test, sd_plan_add_uapi(plan, &run), -E2BIG);
	KUNIT_EXPECT_EQ(test, plan->nr, (unsigned int)SD_PLAN_MAX);
}

static struct kunit_case request_cases[] = {
	KUNIT_CASE_PARAM(request_text_accepted, good_text_gen_params),
	KUNIT_CASE_PARAM(request_text_refused, bad_text_gen_params),
	KUNIT_CASE(request_text_length_counts_not_the_nul),
	KUNIT_CASE(request_line_of_256_bytes_is_the_longest),
	KUNIT_CASE(request_text_of_4096_bytes_is_the_longest),
	KUNIT_CASE(request_plan_of_64_is_the_longest),
	KUNIT_CASE(request_all_must_fit_the_plan),
	KUNIT_CASE(request_events_of_a_plan_are_limited),
	KUNIT_CASE(request_all_is_the_tutorial_with_its_defaults),
	KUNIT_CASE(request_every_is_every_demo_with_its_defaults),
	KUNIT_CASE(request_threads_are_those_of_the_largest),
	KUNIT_CASE(request_every_range_holds_at_both_ends),
	KUNIT_CASE(request_largest_of_every_demo_fits),
	KUNIT_CASE_PARAM(request_uapi, uapi_cases_gen_params),
	KUNIT_CASE(request_uapi_sets_what_it_says),
	KUNIT_CASE(request_uapi_must_fit_the_plan),
	{ }
};

static struct kunit_suite request_suite = {
	.name = "syncdemo_request",
	.init = request_init,
	.exit = request_exit,
	.test_cases = request_cases,
};

kunit_test_suite(request_suite);
