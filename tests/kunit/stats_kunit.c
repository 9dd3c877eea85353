// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is measured: the buckets of times, the log's counting, the statistics of a
 * made-up run, and that sums which do not agree are noticed.
 */
#include <kunit/test.h>
#include <linux/random.h>
#include <linux/slab.h>

#include "compat.h"
#include "engine/crew.h"
#include "engine/log.h"
#include "engine/run.h"
#include "engine/stats.h"

/* ---- times ---- */

struct bucket_case {
	u64 ns;
	unsigned int bucket;
};

static const struct bucket_case buckets[] = {
	{ 0, 0 }, { 1, 0 }, { 2, 1 }, { 3, 1 }, { 4, 2 }, { 1023, 9 }, { 1024, 10 },
	{ (1ULL << 39) - 1, 38 }, { 1ULL << 39, 39 }, { 1ULL << 40, 39 }, { U64_MAX, 39 },
};

static void bucket_desc(const struct bucket_case *c, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%llu ns", c->ns);
}

KUNIT_ARRAY_PARAM(buckets, buckets, bucket_desc);

static void stats_time_goes_into_its_bucket(struct kunit *test)
{
	const struct bucket_case *c = test->param_value;
	struct syncdemo_times times = { .max_ns = 2 };

	sd_times_add(&times, c->ns);
	KUNIT_EXPECT_EQ(test, times.count, 1ULL);
	KUNIT_EXPECT_EQ(test, times.sum_ns, c->ns);
	KUNIT_EXPECT_EQ(test, times.max_ns, max(c->ns, 2ULL));
	for (unsigned int i = 0; i < SYNCDEMO_BUCKETS; i++)
		KUNIT_EXPECT_EQ_MSG(test, times.bucket[i], i == c->bucket ? 1ULL : 0ULL,
				    "bucket %u", i);
}

/* ---- the log ---- */

/* For sizes at random: recorded and dropped are all, and the oldest are kept. */
static void stats_log_keeps_the_oldest_and_counts_the_rest(struct kunit *test)
{
	struct syncdemo_event *events = kunit_kcalloc(test, 65, sizeof(*events), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, events);
	for (unsigned int round = 0; round < 200; round++) {
		u64 room = get_random_u32() % 64, emitted = get_random_u32() % 200;
		struct sd_log log = { .events = events, .capacity = room };

		memset(events, 0xff, 65 * sizeof(*events));
		for (u64 i = 0; i < emitted; i++)
			sd_log_step(&log, &(struct syncdemo_event){ .ns = i });
		KUNIT_EXPECT_EQ(test, log.emitted, emitted);
		KUNIT_EXPECT_EQ(test, sd_log_recorded(&log), min(room, emitted));
		for (u64 i = 0; i < sd_log_recorded(&log); i++)
			KUNIT_EXPECT_EQ(test, events[i].ns, i);
		/* Nothing is written behind the end. */
		KUNIT_EXPECT_EQ(test, events[sd_log_recorded(&log)].ns, U64_MAX);
	}
}

static void stats_log_without_room_counts_nothing(struct kunit *test)
{
	struct sd_log log = { };

	sd_log_step(&log, &(struct syncdemo_event){ .ns = 1 });
	KUNIT_EXPECT_EQ(test, log.emitted, 0ULL);
}

/* ---- a made-up run of two workers ---- */

struct fixture {
	struct sd_run run;
	struct sd_worker workers[2];
	char reason[SYNCDEMO_TEXT_SIZE];
};

static int stats_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	test->priv = f;
	f->run.stats.level = SYNCDEMO_STATS_FULL;
	f->run.crew.nr = 2;
	f->run.crew.workers = f->workers;
	for (unsigned int i = 0; i < 2; i++) {
		f->workers[i].index = i;
		f->workers[i].run = &f->run;
		f->workers[i].crew = &f->run.crew;
		f->workers[i].stats.shared = &f->run.stats;
	}
	return 0;
}

/* One step, as step.c passes it on. */
static u64 take(struct fixture *f, unsigned int worker, enum sd_step step, u64 ns, s64 arg)
{
	struct syncdemo_event ev = { .step = step, .ns = ns, .arg = arg, .thread = worker };

	sd_wait_state_step(&f->workers[worker].wait_state, &ev);
	sd_stats_step(&f->workers[worker], &ev);
	return ev.seq;
}

/* An acquisition that took @wait and lasted @hold. Returns its number. */
static u64 acquire(struct fixture *f, unsigned int worker, u64 wait, u64 hold, bool contended)
{
	u64 seq;

	take(f, worker, SD_ATTEMPT, 1000, 0);
	seq = take(f, worker, SD_ACQUIRED, 1000 + wait, contended);
	take(f, worker, SD_RELEASED, 1000 + wait + hold, 0);
	return seq;
}

static const struct syncdemo_stats *finished(struct fixture *f, unsigned int worker)
{
	for (unsigned int i = 0; i < 2; i++)
		sd_stats_finish(&f->workers[i]);
	return &f->workers[worker].stats.out;
}

static void stats_acquisitions_are_counted_and_timed(struct kunit *test)
{
	struct fixture *f = test->priv;
	const struct syncdemo_stats *out;

	acquire(f, 0, 5, 100, false);
	acquire(f, 0, 700, 10, true);
	out = finished(f, 0);
	KUNIT_EXPECT_EQ(test, out->acquisitions, 2ULL);
	KUNIT_EXPECT_EQ(test, out->contended, 1ULL);
	KUNIT_EXPECT_EQ(test, out->wait.count, 2ULL);
	KUNIT_EXPECT_EQ(test, out->wait.sum_ns, 705ULL);
	KUNIT_EXPECT_EQ(test, out->wait.max_ns, 700ULL);
	KUNIT_EXPECT_EQ(test, out->hold.sum_ns, 110ULL);
	KUNIT_EXPECT_TRUE(test, sd_stats_consistent(&f->run.stats, &f->run.crew, f->reason));
}

static void stats_sequence_handoffs_and_rows(struct kunit *test)
{
	static const unsigned int who[] = { 0, 0, 1, 0, 0, 0, 1 };
	struct fixture *f = test->priv;

	for (unsigned int i = 0; i < ARRAY_SIZE(who); i++)
		KUNIT_EXPECT_EQ(test, acquire(f, who[i], 1, 1, false), i + 1ULL);
	/* The very first acquisition was handed on by nobody. */
	KUNIT_EXPECT_EQ(test, finished(f, 0)->handoffs, 1ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 1)->handoffs, 2ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->longest_run, 3ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 1)->longest_run, 1ULL);
}

/* Nested: the inner one is released first, and each has its own number and time. */
static void stats_nested_acquisitions_keep_apart(struct kunit *test)
{
	struct fixture *f = test->priv;

	take(f, 0, SD_ATTEMPT, 10, 0);
	KUNIT_EXPECT_EQ(test, take(f, 0, SD_ACQUIRED, 20, 0), 1ULL);
	take(f, 0, SD_ATTEMPT, 30, 0);
	KUNIT_EXPECT_EQ(test, take(f, 0, SD_ACQUIRED, 40, 0), 2ULL);
	KUNIT_EXPECT_EQ(test, take(f, 0, SD_LOAD, 45, 0), 2ULL);
	KUNIT_EXPECT_EQ(test, take(f, 0, SD_RELEASED, 50, 0), 2ULL);
	KUNIT_EXPECT_EQ(test, take(f, 0, SD_RELEASED, 100, 0), 1ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->hold.sum_ns, 10ULL + 80);
}

static void stats_waits_are_timed_too(struct kunit *test)
{
	struct fixture *f = test->priv;

	take(f, 0, SD_WAIT, 100, 0);
	take(f, 0, SD_WOKEN, 350, 1);
	take(f, 1, SD_SIGNAL, 300, 1);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->waits, 1ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->wait.sum_ns, 250ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 1)->signals, 1ULL);
	KUNIT_EXPECT_TRUE(test, sd_stats_consistent(&f->run.stats, &f->run.crew, f->reason));
}

static void stats_counts_need_no_clock(struct kunit *test)
{
	struct fixture *f = test->priv;

	f->run.stats.level = SYNCDEMO_STATS_COUNTS;
	acquire(f, 0, 5, 100, true);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->acquisitions, 1ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->contended, 1ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->wait.count, 0ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->hold.count, 0ULL);
	KUNIT_EXPECT_TRUE(test, sd_stats_consistent(&f->run.stats, &f->run.crew, f->reason));
}

/* Worker 0 does three operations, worker 1 joins in after two, and ends first. */
static void stats_overlap_is_while_all_run(struct kunit *test)
{
	struct fixture *f = test->priv;

	f->run.crew.start_ns = 1;
	sd_operation(&f->workers[0]);
	sd_operation(&f->workers[0]);
	sd_operation(&f->workers[1]);
	sd_operation(&f->workers[0]);
	take(f, 1, SD_EXIT, 10, 0);
	sd_operation(&f->workers[0]);
	take(f, 0, SD_EXIT, 20, 0);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->operations, 4ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->overlap_operations, 1ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 1)->overlap_operations, 0ULL);
	KUNIT_EXPECT_GT(test, finished(f, 0)->overlap_from_ns, 0ULL);
	KUNIT_EXPECT_GE(test, finished(f, 0)->overlap_to_ns,
			finished(f, 0)->overlap_from_ns);
}

static void stats_no_overlap_if_one_ended_before_another_began(struct kunit *test)
{
	struct fixture *f = test->priv;

	f->run.crew.start_ns = 1;
	sd_operation(&f->workers[0]);
	take(f, 0, SD_EXIT, 10, 0);
	sd_operation(&f->workers[1]);
	take(f, 1, SD_EXIT, 20, 0);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->overlap_from_ns, 0ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->overlap_to_ns, 0ULL);
	KUNIT_EXPECT_EQ(test, finished(f, 0)->overlap_operations, 0ULL);
}

/* ---- sums that do not agree ---- */

static void spoil_bucket(struct syncdemo_stats *out) { out->wait.bucket[3]++; }
static void spoil_hold(struct syncdemo_stats *out) { out->hold.count--; }
static void spoil_acquired(struct syncdemo_stats *out) { out->acquisitions++; }
static void spoil_waits(struct syncdemo_stats *out) { out->waits++; }
static void spoil_contended(struct syncdemo_stats *out) { out->contended = 9; }
static void spoil_handoffs(struct syncdemo_stats *out) { out->handoffs = 9; }

struct spoil_case {
	const char *what;
	void (*spoil)(struct syncdemo_stats *out);
};

static const struct spoil_case spoils[] = {
	{ "a time in no count", spoil_bucket },
	{ "an acquisition without a release", spoil_hold },
	{ "an acquisition without a wait", spoil_acquired },
	{ "a wait without an end", spoil_waits },
	{ "more contended than acquired", spoil_contended },
	{ "more handed on than acquired", spoil_handoffs },
};

static void spoil_desc(const struct spoil_case *c, char *desc)
{
	strscpy(desc, c->what, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(spoils, spoils, spoil_desc);

static void stats_sums_that_disagree_are_noticed(struct kunit *test)
{
	const struct spoil_case *c = test->param_value;
	struct fixture *f = test->priv;

	acquire(f, 0, 5, 100, false);
	acquire(f, 1, 5, 100, true);
	finished(f, 0);
	KUNIT_EXPECT_TRUE(test, sd_stats_consistent(&f->run.stats, &f->run.crew, f->reason));
	c->spoil(&f->workers[1].stats.out);
	KUNIT_EXPECT_FALSE(test, sd_stats_consistent(&f->run.stats, &f->run.crew, f->reason));
	KUNIT_EXPECT_NE(test, f->reason[0], '\0');
}

static struct kunit_case stats_cases[] = {
	KUNIT_CASE_PARAM(stats_time_goes_into_its_bucket, buckets_gen_params),
	KUNIT_CASE(stats_log_keeps_the_oldest_and_counts_the_rest),
	KUNIT_CASE(stats_log_without_room_counts_nothing),
	KUNIT_CASE(stats_acquisitions_are_counted_and_timed),
	KUNIT_CASE(stats_sequence_handoffs_and_rows),
	KUNIT_CASE(stats_nested_acquisitions_keep_apart),
	KUNIT_CASE(stats_waits_are_timed_too),
	KUNIT_CASE(stats_counts_need_no_clock),
	KUNIT_CASE(stats_overlap_is_while_all_run),
	KUNIT_CASE(stats_no_overlap_if_one_ended_before_another_began),
	KUNIT_CASE_PARAM(stats_sums_that_disagree_are_noticed, spoils_gen_params),
	{ }
};

static struct kunit_suite stats_suite = {
	.name = "syncdemo_stats",
	.init = stats_init,
	.test_cases = stats_cases,
};

kunit_test_suite(stats_suite);
