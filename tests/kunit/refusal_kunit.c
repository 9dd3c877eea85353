// SPDX-License-Identifier: GPL-2.0-only
/*
 * What users are told of a text that was refused: the wrong word, and what would be right.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "compat.h"
#include "request/request.h"

static char why[SD_REFUSAL_SIZE];

/* The sentence, or its beginning where a list of the registry follows. */
static const struct refusal_case {
	const char *name;
	const char *text;
	const char *sentence;
} cases[] = {
	{ "a demo", "lokc", "there is no demo \"lokc\"; there are lock, rlock, condition, " },
	{ "a variant", "lock/mutx", "lock has no variant \"mutx\"; it has mutex, spinlock, " },
	{ "a variant of another demo", "event/mutex",
	  "event has no variant \"mutex\"; it has completion, " },
	{ "a key", "lock thread=3",
	  "lock has no parameter \"thread\"; it has threads, iterations, timeout_ms, " },
	{ "no value", "lock threads", "\"threads\" is not KEY=VALUE" },
	{ "twice", "lock threads=3 threads=4", "\"threads\" stands twice" },
	{ "no number", "lock threads=many",
	  "threads cannot be \"many\"; it is a decimal number without a unit" },
	{ "a unit", "event delay_ms=3s",
	  "delay_ms cannot be \"3s\"; it is a decimal number without a unit" },
	{ "nothing", "lock threads=",
	  "threads cannot be \"\"; it is a decimal number without a unit" },
	{ "no word", "lock stats=ful", "stats cannot be \"ful\"; it is one of off|counts|full" },
	{ "too small", "lock threads=0", "threads is out of its range, which is 1 to 64" },
	{ "too small for the variant", "lock/none threads=1",
	  "threads is out of its range, which is 2 to 64" },
	{ "too large", "lock threads=18446744073709551616",
	  "threads is out of its range, which is 1 to 64" },
	{ "negative", "lock threads=-1", "threads is out of its range, which is 1 to 64" },
	{ "more than all", "all threads=3",
	  "\"threads=3\" follows, but all and every stand alone in their line" },
	{ "no request", "# lock\n\n", "there is no request in it" },
	{ "the second line", "lock\nlokc", "there is no demo \"lokc\"; there are lock, " },
	{ "what cannot be printed", "l\033[31mo", "there is no demo \"l\\e[31mo\"; there are " },
	{ "a long word", "0123456789012345678901234567890123456789",
	  "there is no demo \"01234567890123456789012345678901...\"; there are " },
};

static void refusal_desc(const struct refusal_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(cases, cases, refusal_desc);

static void expect_refusal(struct kunit *test, const char *text, size_t len,
			   const char *sentence)
{
	struct sd_plan *plan = sd_plan_alloc();
	bool list = sentence[strlen(sentence) - 1] == ' ';

	KUNIT_ASSERT_NOT_NULL(test, plan);
	KUNIT_EXPECT_NE(test, sd_plan_add_text(plan, text, len, why), 0);
	sd_plan_put(plan);
	if (list)
		why[min(strlen(why), strlen(sentence))] = '\0';
	KUNIT_EXPECT_STREQ(test, why, sentence);
}

static void refusal_names_word_and_cure(struct kunit *test)
{
	const struct refusal_case *c = test->param_value;

	expect_refusal(test, c->text, strlen(c->text), c->sentence);
}

static void refusal_names_the_limit(struct kunit *test)
{
	static const char logs[] = "lock events=1000000\nlock events=1000000\n";
	static char text[SD_TEXT_MAX + 1];

	memset(text, ' ', sizeof(text));
	expect_refusal(test, text, SD_TEXT_MAX + 1, "the text is too long: at most 4096 bytes");
	expect_refusal(test, text, SD_LINE_MAX + 1, "a line is too long: at most 256 bytes");
	for (unsigned int i = 0; i <= SD_PLAN_MAX; i++)
		memcpy(text + 5 * i, "lock\n", 5);
	expect_refusal(test, text, 5 * (SD_PLAN_MAX + 1),
		       "the plan is too long: at most 64 requests");
	expect_refusal(test, logs, strlen(logs),
		       "the logs are too long: at most 1048576 events in all requests");
}

/* Whatever the words, the sentence is terminated and fits. */
static void refusal_of_the_longest_words_fits(struct kunit *test)
{
	static char text[SD_LINE_MAX];
	struct sd_plan *plan = sd_plan_alloc();

	KUNIT_ASSERT_NOT_NULL(test, plan);
	memset(text, 0x80, sizeof(text));
	memcpy(text, "lock/", 5);
	KUNIT_EXPECT_EQ(test, sd_plan_add_text(plan, text, sizeof(text), why), -EINVAL);
	KUNIT_EXPECT_LT(test, strnlen(why, sizeof(why)), sizeof(why));
	KUNIT_EXPECT_NULL(test, strchr(why, '\n'));
	sd_plan_put(plan);
}

static struct kunit_case refusal_cases[] = {
	KUNIT_CASE_PARAM(refusal_names_word_and_cure, cases_gen_params),
	KUNIT_CASE(refusal_names_the_limit),
	KUNIT_CASE(refusal_of_the_longest_words_fits),
	{ }
};

static struct kunit_suite refusal_suite = {
	.name = "syncdemo_refusal",
	.test_cases = refusal_cases,
};

kunit_test_suite(refusal_suite);
