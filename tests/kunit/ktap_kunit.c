// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report: each kind of record against the exact text, and that the longest
 * ones fit.
 */
#include <kunit/test.h>
#include <linux/seq_buf.h>

#include "compat.h"
#include "report/ktap.h"
#include "request/registry.h"

/* Everything as long as the binary interface lets it be. */
#define NAME31	"a_name_of_thirty-one_characters"
#define TEXT159	\
	"a sentence of as many bytes as there is room for, which is a hundred and " \
	"fifty-nine of them if one does not count the NUL behind it, as one does not do it....."

static struct sd_param long_params[SYNCDEMO_NR_PARAMS];

static const struct sd_metric long_metrics[SD_MAX_METRICS] = {
	{ NAME31, "ns" }, { NAME31, "ns" }, { NAME31, "ns" }, { NAME31, "ns" },
	{ NAME31, "ns" }, { NAME31, "ns" }, { NAME31, "ns" }, { NAME31, "ns" },
};

static const struct sd_variant long_variant = { .name = NAME31, .summary = TEXT159 };

static const struct sd_demo long_demo = {
	.name = NAME31,
	.summary = TEXT159,
	.variants = &long_variant,
	.nr_variants = 1,
	.params = long_params,
	.nr_params = ARRAY_SIZE(long_params),
	.metrics = long_metrics,
	.nr_metrics = ARRAY_SIZE(long_metrics),
};

static const struct sd_param short_params[] = {
	{ SYNCDEMO_PARAM_THREADS }, { SYNCDEMO_PARAM_DELAY_MS },
};

static const struct sd_metric short_metrics[] = {
	{ "found", "count" }, { "latency", "ns" },
};

static const struct sd_variant short_variant = { .name = "way", .summary = "one way" };

static const struct sd_demo short_demo = {
	.name = "thing",
	.variants = &short_variant,
	.nr_variants = 1,
	.params = short_params,
	.nr_params = ARRAY_SIZE(short_params),
	.metrics = short_metrics,
	.nr_metrics = ARRAY_SIZE(short_metrics),
};

struct fixture {
	struct sd_plan plan;
	struct sd_result results[3];
	struct seq_buf out;
	char text[SD_KTAP_MAX];
};

static int report_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	f->plan.nr = 3;
	for (unsigned int i = 0; i < 3; i++)
		f->plan.request[i] = (struct sd_request){
			.demo = &short_demo, .variant = &short_variant,
			.param[SYNCDEMO_PARAM_THREADS] = 3, .param[SYNCDEMO_PARAM_DELAY_MS] = 20,
		};
	test->priv = f;
	return 0;
}

/* The text of @rec. What is written over tells whether all of it is. */
static const char *rendered(struct kunit *test, const struct sd_record *rec)
{
	struct fixture *f = test->priv;

	memset(f->text, 0xcc, sizeof(f->text));
	seq_buf_init(&f->out, f->text, sizeof(f->text));
	sd_ktap_record(&f->out, &f->plan, f->results, rec);
	KUNIT_ASSERT_FALSE_MSG(test, seq_buf_has_overflowed(&f->out), "it does not fit");
	KUNIT_ASSERT_LT(test, f->out.len, sizeof(f->text));
	f->text[f->out.len] = '\0';
	return f->text;
}

/* Newlines are shown escaped: a report in the log would be read as results. */
static void expect_text(struct kunit *test, const char *expected, const struct sd_record *rec)
{
	const char *got = rendered(test, rec);

	KUNIT_EXPECT_TRUE_MSG(test, !strcmp(got, expected), "got      \"%*pE\"\nexpected \"%*pE\"",
			      (int)strlen(got), got, (int)strlen(expected), expected);
}

#define REC(...)	(&(struct sd_record){ __VA_ARGS__ })

static void report_header(struct kunit *test)
{
	expect_text(test, "KTAP version 1\n1..3\n",
		    REC(.kind = SD_REC_HEADER));
}

static void report_begin_names_every_parameter(struct kunit *test)
{
	expect_text(test, "# thing/way threads=3 delay_ms=20\n# one way\n",
		    REC(.kind = SD_REC_BEGIN, .request = 1));
}

static void report_step_has_time_cpu_thread_and_role(struct kunit *test)
{
	expect_text(test, "#    0.000000 cpu0 sd/thing-0 (adder): starts\n",
		    REC(.kind = SD_REC_STEP, .role = "adder", .text = "starts"));
	expect_text(test, "#    1.234567 cpu3 sd/thing-12 (adder): starts\n",
		    REC(.kind = SD_REC_STEP, .role = "adder", .text = "starts", .worker = 12,
			.cpu = 3, .ns = 1234567899));
	expect_text(test, "# 12345.000001 cpu0 sd/thing-0 (adder): starts\n",
		    REC(.kind = SD_REC_STEP, .role = "adder", .text = "starts",
			.ns = 12345 * NSEC_PER_SEC + 1000));
}

static void report_step_of_the_main_thread(struct kunit *test)
{
	expect_text(test, "#    0.000002 cpu1 sd/main: all done\n",
		    REC(.kind = SD_REC_STEP, .worker = SD_MAIN_THREAD, .text = "all done",
			.ns = 2000, .cpu = 1));
}

struct sentence {
	const char *name;
	const char *text;
	const char *filled;
};

static const struct sentence sentences[] = {
	{ "the number", "took {arg}", "took -7" },
	{ "the name", "{name} took it", "sd/thing-2 took it" },
	{ "both, and twice", "{name}: {arg}, {arg} {name}",
	  "sd/thing-2: -7, -7 sd/thing-2" },
	{ "nothing else but the number", "{arg}", "-7" },
	{ "an unknown word stays", "{other} {arg}", "{other} -7" },
	{ "a brace stays", "a { and a }", "a { and a }" },
	{ "an unfinished word stays", "{arg", "{arg" },
	{ "braces around", "{{arg}}", "{-7}" },
	{ "a percent sign is nothing special", "100 %s %d", "100 %s %d" },
};

static void sentence_desc(const struct sentence *s, char *desc)
{
	strscpy(desc, s->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(sentences, sentences, sentence_desc);

static void report_sentence_is_filled_in(struct kunit *test)
{
	const struct sentence *s = test->param_value;
	char expected[128];

	snprintf(expected, sizeof(expected), "#    0.000000 cpu0 sd/thing-2: %s\n",
		 s->filled);
	expect_text(test, expected,
		    REC(.kind = SD_REC_STEP, .worker = 2, .text = s->text, .arg = -7));
}

struct end_case {
	const char *name;
	enum syncdemo_verdict verdict;
	const char *text;
};

#define FIGURES	"# metrics: found=4 latency=5ns duration=6ns\n"

static const struct end_case ends[] = {
	{ "pass", SYNCDEMO_PASS, FIGURES "# because\nok 2 thing/way\n" },
	{ "fail", SYNCDEMO_FAIL, FIGURES "# because\nnot ok 2 thing/way\n" },
	{ "xfail", SYNCDEMO_XFAIL, FIGURES "ok 2 thing/way # XFAIL because\n" },
	{ "xpass", SYNCDEMO_XPASS, FIGURES "# because\nnot ok 2 thing/way\n" },
	{ "skip", SYNCDEMO_SKIP, FIGURES "ok 2 thing/way # SKIP because\n" },
	{ "timeout", SYNCDEMO_TIMEOUT, FIGURES "not ok 2 thing/way # TIMEOUT because\n" },
	{ "cancelled", SYNCDEMO_CANCELLED, FIGURES "not ok 2 thing/way # ERROR because\n" },
	{ "error", SYNCDEMO_ERROR, FIGURES "not ok 2 thing/way # ERROR because\n" },
};

static void end_desc(const struct end_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(ends, ends, end_desc);

static void fill_result(struct sd_result *res, enum syncdemo_verdict verdict)
{
	res->verdict = verdict;
	res->duration_ns = 6;
	res->nr_metrics = 2;
	res->metric[0] = 4;
	res->metric[1] = 5;
	strscpy(res->reason, "because", sizeof(res->reason));
}

static void report_end_says_the_verdict(struct kunit *test)
{
	const struct end_case *c = test->param_value;
	struct fixture *f = test->priv;

	fill_result(&f->results[1], c->verdict);
	expect_text(test, c->text,
		    REC(.kind = SD_REC_END, .request = 1));
}

static void report_end_counts_what_was_dropped(struct kunit *test)
{
	struct fixture *f = test->priv;

	fill_result(&f->results[2], SYNCDEMO_PASS);
	f->results[2].dropped = 17;
	expect_text(test, FIGURES "# 17 steps did not fit the transcript\n# because\n"
		    "ok 3 thing/way\n",
		    REC(.kind = SD_REC_END, .request = 2));
}

static void report_end_without_a_check_has_no_metrics(struct kunit *test)
{
	struct fixture *f = test->priv;

	fill_result(&f->results[0], SYNCDEMO_TIMEOUT);
	f->results[0].nr_metrics = 0;
	expect_text(test, "# metrics: duration=6ns\nnot ok 1 thing/way # TIMEOUT because\n",
		    REC(.kind = SD_REC_END));
}

static void report_totals(struct kunit *test)
{
	struct fixture *f = test->priv;

	f->results[0].verdict = SYNCDEMO_PASS;
	f->results[1].verdict = SYNCDEMO_XFAIL;
	f->results[2].verdict = SYNCDEMO_TIMEOUT;
	expect_text(test, "# Totals: pass:1 fail:1 xfail:1 xpass:0 skip:0 error:0\n",
		    REC(.kind = SD_REC_TOTALS));
}

static void longest(struct fixture *f, enum syncdemo_verdict verdict)
{
	struct sd_request *req = &f->plan.request[0];
	struct sd_result *res = &f->results[0];

	req->demo = &long_demo;
	req->variant = &long_variant;
	for (unsigned int i = 0; i < SYNCDEMO_NR_PARAMS; i++) {
		long_params[i] = (struct sd_param){ .id = i, .max = U64_MAX };
		/* Words for values are shorter than numbers. */
		req->param[i] = sd_param_words(&sd_param_text[i]) ? 0 : U64_MAX;
	}
	res->verdict = verdict;
	res->duration_ns = U64_MAX;
	res->dropped = U64_MAX;
	res->nr_metrics = SD_MAX_METRICS;
	memset(res->metric, 0xff, sizeof(res->metric));
	strscpy(res->reason, TEXT159, sizeof(res->reason));
}

static void report_longest_of_each_kind_fits(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct sd_record step = {
		.kind = SD_REC_STEP, .ns = U64_MAX, .arg = S64_MIN, .cpu = U16_MAX,
		.worker = S16_MAX, .role = "a role of 15 b.", .text = TEXT159 "{name}{arg}{name}",
	};

	/* The premises: nothing can be longer than this. */
	KUNIT_EXPECT_EQ(test, strlen(long_demo.name), (size_t)SYNCDEMO_NAME_SIZE - 1);
	KUNIT_EXPECT_EQ(test, strlen(TEXT159), (size_t)SYNCDEMO_TEXT_SIZE - 1);
	KUNIT_EXPECT_EQ(test, strlen(step.role), (size_t)SYNCDEMO_UNIT_SIZE - 1);

	for (int v = SYNCDEMO_NONE; v <= SYNCDEMO_ERROR; v++) {
		longest(f, v);
		rendered(test, REC(.kind = SD_REC_END));
	}
	rendered(test, REC(.kind = SD_REC_BEGIN));
	rendered(test, &step);
}

static void report_names_of_every_demo_fit_their_fields(struct kunit *test)
{
	for (unsigned int d = 0; d < sd_nr_demos; d++) {
		const struct sd_demo *demo = sd_demos[d];

		KUNIT_EXPECT_LT(test, strlen(demo->name), (size_t)SYNCDEMO_NAME_SIZE);
		KUNIT_EXPECT_LT(test, strlen(demo->summary), (size_t)SYNCDEMO_TEXT_SIZE);
		for (unsigned int v = 0; v < demo->nr_variants; v++) {
			KUNIT_EXPECT_LT(test, strlen(demo->variants[v].name),
					(size_t)SYNCDEMO_NAME_SIZE);
			KUNIT_EXPECT_LT(test, strlen(demo->variants[v].summary),
					(size_t)SYNCDEMO_TEXT_SIZE);
		}
		for (unsigned int i = 0; i < demo->nr_metrics; i++) {
			KUNIT_EXPECT_LT(test, strlen(demo->metrics[i].name),
					(size_t)SYNCDEMO_NAME_SIZE);
			KUNIT_EXPECT_LT(test, strlen(demo->metrics[i].unit),
					(size_t)SYNCDEMO_UNIT_SIZE);
		}
	}
}

static struct kunit_case report_cases[] = {
	KUNIT_CASE(report_header),
	KUNIT_CASE(report_begin_names_every_parameter),
	KUNIT_CASE(report_step_has_time_cpu_thread_and_role),
	KUNIT_CASE(report_step_of_the_main_thread),
	KUNIT_CASE_PARAM(report_sentence_is_filled_in, sentences_gen_params),
	KUNIT_CASE_PARAM(report_end_says_the_verdict, ends_gen_params),
	KUNIT_CASE(report_end_counts_what_was_dropped),
	KUNIT_CASE(report_end_without_a_check_has_no_metrics),
	KUNIT_CASE(report_totals),
	KUNIT_CASE(report_longest_of_each_kind_fits),
	KUNIT_CASE(report_names_of_every_demo_fit_their_fields),
	{ }
};

static struct kunit_suite report_suite = {
	.name = "syncdemo_report",
	.init = report_init,
	.test_cases = report_cases,
};

kunit_test_suite(report_suite);
