// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs every variant of every demo in the registry: a small run to its verdict, a run that
 * exceeds its time budget, and a run that is stopped. A new demo needs no change here.
 */
#include <linux/minmax.h>
#include <linux/slab.h>

#include "batch.h"
#include "report/transcript.h"
#include "request/registry.h"
#include "request/request.h"
#include "thread_name.h"

/* A small run. A parameter that is missing here gets its minimum. */
static const u64 small[SYNCDEMO_NR_PARAMS] = {
	[SYNCDEMO_PARAM_THREADS] = 4,
	[SYNCDEMO_PARAM_ITERATIONS] = 50,
	[SYNCDEMO_PARAM_ITEMS] = 12,
	[SYNCDEMO_PARAM_PRODUCERS] = 2,
	[SYNCDEMO_PARAM_CONSUMERS] = 2,
	[SYNCDEMO_PARAM_WAITERS] = 3,
	[SYNCDEMO_PARAM_DELAY_MS] = 20,
	[SYNCDEMO_PARAM_TIMEOUT_MS] = 60000,
	[SYNCDEMO_PARAM_READERS] = 3,
	[SYNCDEMO_PARAM_WRITERS] = 2,
	[SYNCDEMO_PARAM_VALUE] = 2,
	[SYNCDEMO_PARAM_STATS] = SYNCDEMO_STATS_FULL,
};

/* A run that does not end within the minimum time budget. */
static const u64 endless[SYNCDEMO_NR_PARAMS] = {
	[SYNCDEMO_PARAM_THREADS] = 4,
	[SYNCDEMO_PARAM_ITERATIONS] = U64_MAX,
	[SYNCDEMO_PARAM_ITEMS] = U64_MAX,
	[SYNCDEMO_PARAM_PRODUCERS] = 2,
	[SYNCDEMO_PARAM_CONSUMERS] = 2,
	[SYNCDEMO_PARAM_WAITERS] = 3,
	[SYNCDEMO_PARAM_DELAY_MS] = U64_MAX,
	[SYNCDEMO_PARAM_DURATION_MS] = U64_MAX,
	[SYNCDEMO_PARAM_TIMEOUT_MS] = 0,
	[SYNCDEMO_PARAM_READERS] = 3,
	[SYNCDEMO_PARAM_WRITERS] = 2,
	[SYNCDEMO_PARAM_VALUE] = 2,
};

struct fixture {
	struct sd_request request;
	struct sd_transcript transcript;
	struct sd_result result;
	struct syncdemo_thread threads[SD_MAX_WORKERS];
	struct sd_run run;
	bool stop;
	bool opened;
};

/* Returns the variant after @prev, across demos. */
static const void *variants_gen_params(SD_KUNIT_GENERATOR_ARGS)
{
	const struct sd_variant *variant = prev;

	for (unsigned int d = 0; d < sd_nr_demos; d++) {
		const struct sd_demo *demo = sd_demos[d];
		const struct sd_variant *end = demo->variants + demo->nr_variants;

		if (variant && (variant < demo->variants || variant >= end))
			continue;
		variant = variant ? variant + 1 : demo->variants;
		if (variant == end) {
			variant = NULL;
			continue;
		}
		snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%s/%s", demo->name, variant->name);
		return variant;
	}
	return NULL;
}

static const struct sd_demo *demo_of(const struct sd_variant *variant)
{
	for (unsigned int d = 0; d < sd_nr_demos; d++)
		if (variant >= sd_demos[d]->variants &&
		    variant < sd_demos[d]->variants + sd_demos[d]->nr_variants)
			return sd_demos[d];
	return NULL;
}

/* Traces show TASK_COMM_LEN - 1 characters: these must tell the threads of a run apart. */
static void demos_thread_names_differ(struct kunit *test)
{
	static char names[SD_MAX_WORKERS][TASK_COMM_LEN];
	char whole[TASK_COMM_LEN];

	for (unsigned int d = 0; d < sd_nr_demos; d++) {
		snprintf(whole, sizeof(whole), "sd/%s-63", sd_demos[d]->name);
		for (unsigned int i = 0; i < SD_MAX_WORKERS; i++) {
			sd_thread_name(names[i], sd_demos[d]->name, i);
			for (unsigned int j = 0; j < i; j++)
				KUNIT_EXPECT_STRNEQ(test, names[i], names[j]);
		}
		KUNIT_EXPECT_STREQ(test, names[63], whole);
	}
	sd_thread_name(names[0], "dining-philosophers", 7);
	KUNIT_EXPECT_STREQ(test, names[0], "sd/dining-phi-7");
	sd_thread_name(names[0], "dining-philosophers", 63);
	KUNIT_EXPECT_STREQ(test, names[0], "sd/dining-ph-63");
}

static int demos_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	int err;

	if (!f)
		return -ENOMEM;
	test->priv = f;
	sd_transcript_init(&f->transcript);
	err = sd_transcript_reset(&f->transcript, sd_transcript_alloc_buffer()) ? -EINVAL : 0;
	f->opened = !err;
	return err;
}

static void demos_exit(struct kunit *test)
{
	struct fixture *f = test->priv;

	if (f && f->opened)
		sd_transcript_close(&f->transcript);
}

static struct sd_result *execute(struct kunit *test, const u64 *wanted)
{
	const struct sd_variant *variant = test->param_value;
	const struct sd_demo *demo = demo_of(variant);
	struct fixture *f = test->priv;

	/* lockdep reports once per boot; tests/variants/lockdep expects these reports. */
	if (variant->lockdep && IS_ENABLED(CONFIG_PROVE_LOCKING))
		kunit_skip(test, "lockdep reports it");
	if (variant->absent)
		kunit_skip(test, "%s", variant->absent);
	f->request.demo = demo;
	f->request.variant = variant;
	for (unsigned int i = 0; i < demo->nr_params; i++) {
		const struct sd_param *param = &demo->params[i];

		f->request.param[param->id] = clamp(wanted[param->id],
						    sd_param_min(param, variant), param->max);
	}
	f->run.request = &f->request;
	f->run.transcript = &f->transcript;
	f->run.stop = &f->stop;
	f->run.result = &f->result;
	f->result.threads = f->threads;
	f->run.max_ms = U64_MAX;
	sd_run_execute(&f->run);
	return &f->result;
}

static void demo_small_run_has_expected_verdict(struct kunit *test)
{
	const struct sd_variant *variant = test->param_value;
	const struct sd_demo *demo = demo_of(variant);
	struct sd_result *res = execute(test, small);
	struct fixture *f = test->priv;

	KUNIT_EXPECT_EQ_MSG(test, res->verdict, variant->broken ? SYNCDEMO_XFAIL : SYNCDEMO_PASS,
			    "%s", res->reason);
	KUNIT_EXPECT_NE(test, res->reason[0], '\0');
	KUNIT_EXPECT_EQ(test, res->error, 0);
	KUNIT_EXPECT_GT(test, res->duration_ns, 0ULL);
	KUNIT_EXPECT_EQ(test, res->nr_metrics, demo->nr_metrics);
	KUNIT_ASSERT_EQ(test, res->nr_threads, demo->nr_workers(&f->request));
	for (unsigned int i = 0; i < res->nr_threads; i++) {
		const struct syncdemo_thread *t = &res->threads[i];

		/* Threads in a deadlock are stopped. */
		KUNIT_EXPECT_TRUE_MSG(test, !t->error || (variant->sticks &&
							  t->error == -ECANCELED),
				      "%s: %d", t->name, t->error);
		KUNIT_EXPECT_GT_MSG(test, t->end_ns, 0ULL, "%s", t->name);
		KUNIT_EXPECT_GE_MSG(test, t->end_ns, t->start_ns, "%s", t->name);
		KUNIT_EXPECT_NE_MSG(test, t->role[0], '\0', "%s", t->name);
	}
}

/* The log has one start and one end of each thread. */
static void demo_small_run_is_logged_in_full(struct kunit *test)
{
	struct sd_result *res = execute(test, small);
	unsigned int starts[SD_MAX_WORKERS] = { }, ends[SD_MAX_WORKERS] = { };
	struct fixture *f = test->priv;
	struct sd_record rec;

	KUNIT_EXPECT_EQ(test, res->dropped, 0ULL);
	KUNIT_EXPECT_FALSE(test, sd_transcript_empty(&f->transcript));
	while (sd_transcript_pop(&f->transcript, &rec)) {
		KUNIT_EXPECT_EQ(test, rec.kind, (u8)SD_REC_STEP);
		KUNIT_ASSERT_NOT_NULL(test, rec.text);
		if (rec.worker == SD_MAIN_THREAD)
			continue;
		KUNIT_ASSERT_LT(test, (unsigned int)rec.worker, res->nr_threads);
		starts[rec.worker] += !strcmp(rec.text, "starts");
		ends[rec.worker] += !strncmp(rec.text, "ends ", 5);
	}
	for (unsigned int i = 0; i < res->nr_threads; i++) {
		KUNIT_EXPECT_EQ(test, starts[i], 1U);
		KUNIT_EXPECT_EQ(test, ends[i], 1U);
	}
}

/* Does the demo have a parameter for its duration? */
static bool takes_time(const struct sd_demo *demo)
{
	for (unsigned int i = 0; i < demo->nr_params; i++)
		if (demo->params[i].id == SYNCDEMO_PARAM_DURATION_MS ||
		    demo->params[i].id == SYNCDEMO_PARAM_DELAY_MS)
			return true;
	return false;
}

static void demo_ends_when_its_time_is_up(struct kunit *test)
{
	const struct sd_variant *variant = test->param_value;
	struct sd_result *res = execute(test, endless);

	/*
	 * Without such a parameter a fast machine may finish all work in time, and stall
	 * detection may end a deadlock first. On a busy machine the time budget may be
	 * checked late; a run that has ended by then gets its normal verdict.
	 */
	if ((variant->sticks || !takes_time(demo_of(variant))) &&
	    res->verdict == (variant->broken ? SYNCDEMO_XFAIL : SYNCDEMO_PASS) &&
	    res->duration_ns < NSEC_PER_SEC)
		kunit_skip(test, "ended within its time budget");
	KUNIT_EXPECT_EQ_MSG(test, res->verdict, SYNCDEMO_TIMEOUT, "%s", res->reason);
	KUNIT_EXPECT_EQ(test, res->nr_metrics, 0U);
	KUNIT_EXPECT_LT(test, res->duration_ns, 10ULL * NSEC_PER_SEC);
	for (unsigned int i = 0; i < res->nr_threads; i++)
		KUNIT_EXPECT_TRUE(test, !res->threads[i].error ||
				  res->threads[i].error == -ECANCELED);
}

static void demo_ends_when_stopped(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct sd_result *res;

	f->stop = true;
	res = execute(test, small);
	KUNIT_EXPECT_EQ_MSG(test, res->verdict, SYNCDEMO_CANCELLED, "%s", res->reason);
	KUNIT_EXPECT_EQ(test, res->duration_ns, 0ULL);
	KUNIT_EXPECT_EQ(test, res->nr_metrics, 0U);
}

static struct kunit_case demos_cases[] = {
	KUNIT_CASE(demos_thread_names_differ),
	KUNIT_CASE_PARAM(demo_small_run_has_expected_verdict, variants_gen_params),
	KUNIT_CASE_PARAM(demo_small_run_is_logged_in_full, variants_gen_params),
	KUNIT_CASE_PARAM(demo_ends_when_its_time_is_up, variants_gen_params),
	KUNIT_CASE_PARAM(demo_ends_when_stopped, variants_gen_params),
	{ }
};

static struct kunit_suite demos_suite = {
	.name = "syncdemo_demos",
	.init = demos_init,
	.exit = demos_exit,
	.test_cases = demos_cases,
};

kunit_test_suite(demos_suite);
