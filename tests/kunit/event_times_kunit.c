// SPDX-License-Identifier: GPL-2.0-only
/*
 * The metrics of the demo event on a coarse clock, where a time of 0 ns is a time like any
 * other. The runs are made up.
 */
#include <kunit/test.h>

#include "compat.h"
#include "demos/event.h"
#include "engine/run.h"
#include "report/result.h"
#include "request/registry.h"
#include "request/request.h"

#define WAITERS	3

struct fixture {
	struct sd_run run;
	struct sd_request request;
	struct sd_result result;
	struct sd_event_state state;
	char reason[SYNCDEMO_TEXT_SIZE];
};

static int event_times_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	test->priv = f;
	f->request.demo = sd_find_demo("event", strlen("event"));
	f->request.param[SYNCDEMO_PARAM_WAITERS] = WAITERS;
	f->run.request = &f->request;
	f->run.result = &f->result;
	f->run.state = &f->state;
	for (unsigned int i = 0; i < WAITERS; i++)
		f->state.times[i] = (struct sd_event_wait_times) {
			.in_time = true, .through = true,
		};
	return 0;
}

static u64 metric(struct kunit *test, const char *name)
{
	struct fixture *f = test->priv;
	const struct sd_demo *demo = f->request.demo;

	for (unsigned int i = 0; i < demo->nr_metrics; i++)
		if (!strcmp(demo->metrics[i].name, name))
			return f->result.metric[i];
	KUNIT_FAIL(test, "%s is not there", name);
	return U64_MAX;
}

static enum sd_outcome verify(struct kunit *test)
{
	struct fixture *f = test->priv;

	KUNIT_ASSERT_NOT_NULL(test, f->request.demo);
	return f->request.demo->verify(&f->run, f->reason);
}

static void event_times_all_within_one_tick(struct kunit *test)
{
	struct fixture *f = test->priv;

	KUNIT_EXPECT_EQ(test, verify(test), SD_HELD);
	KUNIT_EXPECT_EQ(test, metric(test, "through_after_set"), (u64)WAITERS);
	KUNIT_EXPECT_EQ(test, metric(test, "were_waiting"), (u64)WAITERS);
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "none through before the set, all 3 after it; the last one 0 us later");
}

static void event_times_shortest_latency_may_be_0(struct kunit *test)
{
	struct fixture *f = test->priv;

	f->state.times[1].until_ns = 4000;
	f->state.times[2].until_ns = 8000;
	KUNIT_EXPECT_EQ(test, verify(test), SD_HELD);
	KUNIT_EXPECT_EQ(test, metric(test, "wake_latency_min"), 0ULL);
	KUNIT_EXPECT_EQ(test, metric(test, "wake_latency_mean"), 4000ULL);
	KUNIT_EXPECT_EQ(test, metric(test, "wake_latency_max"), 8000ULL);
}

static void event_times_late_waiters_have_no_latency(struct kunit *test)
{
	struct fixture *f = test->priv;

	for (unsigned int i = 0; i < WAITERS; i++) {
		f->state.times[i].in_time = false;
		f->state.times[i].until_ns = 5000;
	}
	KUNIT_EXPECT_EQ(test, verify(test), SD_HELD);
	KUNIT_EXPECT_EQ(test, metric(test, "were_waiting"), 0ULL);
	KUNIT_EXPECT_EQ(test, metric(test, "wake_latency_max"), 0ULL);
	KUNIT_EXPECT_STREQ(test, f->reason,
			   "all 3 through after the set; none had begun to wait by then");
}

static struct kunit_case event_times_cases[] = {
	KUNIT_CASE(event_times_all_within_one_tick),
	KUNIT_CASE(event_times_shortest_latency_may_be_0),
	KUNIT_CASE(event_times_late_waiters_have_no_latency),
	{ }
};

static struct kunit_suite event_times_suite = {
	.name = "syncdemo_event_times",
	.init = event_times_init,
	.test_cases = event_times_cases,
};

kunit_test_suite(event_times_suite);
