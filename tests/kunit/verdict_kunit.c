// SPDX-License-Identifier: GPL-2.0-only
/*
 * Verdicts: every finding for a correct and for a broken variant, every error,
 * and how they are counted.
 */
#include <kunit/test.h>

#include "compat.h"
#include "report/verdict.h"

struct finding_case {
	const char *name;
	enum sd_outcome finding;
	bool broken;
	enum syncdemo_verdict verdict;
};

static const struct finding_case findings[] = {
	{ "held, correct: pass", SD_HELD, false, SYNCDEMO_PASS },
	{ "held, broken: xpass", SD_HELD, true, SYNCDEMO_XPASS },
	{ "violated, correct: fail", SD_VIOLATED, false, SYNCDEMO_FAIL },
	{ "violated, broken: xfail", SD_VIOLATED, true, SYNCDEMO_XFAIL },
	{ "inconclusive, correct: skip", SD_INCONCLUSIVE, false, SYNCDEMO_SKIP },
	{ "inconclusive, broken: skip", SD_INCONCLUSIVE, true, SYNCDEMO_SKIP },
	{ "inconsistent, correct: fail", SD_INCONSISTENT, false, SYNCDEMO_FAIL },
	{ "inconsistent, broken: fail", SD_INCONSISTENT, true, SYNCDEMO_FAIL },
};

static void finding_desc(const struct finding_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(findings, findings, finding_desc);

static void verdict_of_a_finding(struct kunit *test)
{
	const struct finding_case *c = test->param_value;

	KUNIT_EXPECT_EQ(test, sd_verdict(c->finding, c->broken), c->verdict);
}

struct error_case {
	const char *name;
	int err;
	enum syncdemo_verdict verdict;
	int kept;
	const char *reason;
};

static const struct error_case errors[] = {
	{ "the time budget ran out", -ETIMEDOUT, SYNCDEMO_TIMEOUT, 0,
	  "the time budget (timeout_ms) ran out; every thread was ended" },
	{ "the time of the plan ran out", -ETIME, SYNCDEMO_TIMEOUT, 0,
	  "the time of the whole plan (max_plan_s of the module) ran out" },
	{ "cancelled", -ECANCELED, SYNCDEMO_CANCELLED, 0,
	  "stopped from outside before its end" },
	{ "no memory", -ENOMEM, SYNCDEMO_ERROR, -ENOMEM, "could not be run: errno 12" },
	{ "a signal while spawning", -EINTR, SYNCDEMO_ERROR, -EINTR,
	  "could not be run: errno 4" },
};

static void error_desc(const struct error_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(errors, errors, error_desc);

static void verdict_of_an_error(struct kunit *test)
{
	const struct error_case *c = test->param_value;
	struct sd_result *res = kunit_kzalloc(test, sizeof(*res), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, res);
	sd_verdict_error(c->err, res);
	KUNIT_EXPECT_EQ(test, res->verdict, c->verdict);
	KUNIT_EXPECT_EQ(test, res->error, c->kept);
	KUNIT_EXPECT_STREQ(test, res->reason, c->reason);
}

static void verdict_ok_is_pass_xfail_and_skip_only(struct kunit *test)
{
	for (int v = SYNCDEMO_NONE; v <= SYNCDEMO_ERROR; v++)
		KUNIT_EXPECT_EQ_MSG(test, sd_verdict_ok(v),
				    v == SYNCDEMO_PASS || v == SYNCDEMO_XFAIL ||
				    v == SYNCDEMO_SKIP, "verdict %d", v);
}

/* Each verdict so often that no two sums are alike by accident. */
static void verdict_tally_counts_each_once(struct kunit *test)
{
	static const unsigned int often[] = {
		[SYNCDEMO_NONE] = 1, [SYNCDEMO_PASS] = 2, [SYNCDEMO_FAIL] = 4,
		[SYNCDEMO_XFAIL] = 8, [SYNCDEMO_XPASS] = 16, [SYNCDEMO_SKIP] = 32,
		[SYNCDEMO_TIMEOUT] = 64, [SYNCDEMO_CANCELLED] = 128, [SYNCDEMO_ERROR] = 256,
	};
	struct sd_tally tally = { };

	for (int v = 0; v < ARRAY_SIZE(often); v++)
		for (unsigned int i = 0; i < often[v]; i++)
			sd_tally_add(&tally, v);
	KUNIT_EXPECT_EQ(test, tally.pass, 2U);
	KUNIT_EXPECT_EQ(test, tally.fail, 4U + 64U);
	KUNIT_EXPECT_EQ(test, tally.xfail, 8U);
	KUNIT_EXPECT_EQ(test, tally.xpass, 16U);
	KUNIT_EXPECT_EQ(test, tally.skip, 32U);
	KUNIT_EXPECT_EQ(test, tally.error, 1U + 128U + 256U);
}

static struct kunit_case verdict_cases[] = {
	KUNIT_CASE_PARAM(verdict_of_a_finding, findings_gen_params),
	KUNIT_CASE_PARAM(verdict_of_an_error, errors_gen_params),
	KUNIT_CASE(verdict_ok_is_pass_xfail_and_skip_only),
	KUNIT_CASE(verdict_tally_counts_each_once),
	{ }
};

static struct kunit_suite verdict_suite = {
	.name = "syncdemo_verdict",
	.test_cases = verdict_cases,
};

kunit_test_suite(verdict_suite);
