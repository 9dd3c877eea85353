// SPDX-License-Identifier: GPL-2.0-only
/*
 * The transcript: bounded, in order, exact about what it drops, and never
 * without room for the session's marks.
 */

#include "batch.h"
#include "report/transcript.h"

/* Steps that fit into an empty one. */
#define ROOM	(SD_TRANSCRIPT_SIZE - SD_TRANSCRIPT_RESERVE)

struct fixture {
	struct sd_transcript t;
	bool opened;
};

static int transcript_init(struct kunit *test)
{
	struct fixture *f = sd_batch_fixture(test, sizeof(*f));
	int err;

	if (!f)
		return -ENOMEM;
	sd_transcript_init(&f->t);
	err = sd_transcript_reset(&f->t, sd_transcript_alloc_buffer()) ? -EINVAL : 0;
	f->opened = !err;
	return err;
}

static struct sd_transcript *transcript_of(struct kunit *test)
{
	struct fixture *f = sd_case(test)->fixture;

	return &f->t;
}

static void transcript_exit(struct kunit *test)
{
	struct fixture *f = sd_case(test) ? sd_case(test)->fixture : NULL;

	sd_batch_suite_exit(test);
	if (f && f->opened)
		sd_transcript_close(&f->t);
}

static void step(struct sd_transcript *t, s64 arg)
{
	sd_transcript_step(t, &(struct sd_record){ .kind = SD_REC_STEP, .arg = arg });
}

static unsigned int drain(struct sd_transcript *t)
{
	struct sd_record rec;
	unsigned int nr = 0;

	while (sd_transcript_pop(t, &rec))
		nr++;
	return nr;
}

static void transcript_gives_back_what_it_got_in_order(struct kunit *test)
{
	struct sd_transcript *t = transcript_of(test);
	struct sd_record rec = {
		.kind = SD_REC_STEP, .ns = 1, .arg = -2, .text = "three", .role = "four",
		.request = 5, .cpu = 6, .worker = SD_MAIN_THREAD,
	}, got;

	sd_transcript_mark(t, SD_REC_BEGIN, 7);
	sd_transcript_step(t, &rec);
	sd_transcript_mark(t, SD_REC_END, 8);

	KUNIT_ASSERT_TRUE(test, sd_transcript_pop(t, &got));
	KUNIT_EXPECT_EQ(test, got.kind, (u8)SD_REC_BEGIN);
	KUNIT_EXPECT_EQ(test, got.request, (u16)7);
	KUNIT_ASSERT_TRUE(test, sd_transcript_pop(t, &got));
	KUNIT_EXPECT_EQ(test, memcmp(&got, &rec, sizeof(rec)), 0);
	KUNIT_ASSERT_TRUE(test, sd_transcript_pop(t, &got));
	KUNIT_EXPECT_EQ(test, got.kind, (u8)SD_REC_END);
	KUNIT_EXPECT_EQ(test, got.request, (u16)8);
	KUNIT_EXPECT_FALSE(test, sd_transcript_pop(t, &got));
}

static void transcript_says_when_it_is_empty(struct kunit *test)
{
	struct sd_transcript *t = transcript_of(test);
	struct sd_record rec;

	KUNIT_EXPECT_TRUE(test, sd_transcript_empty(t));
	step(t, 1);
	KUNIT_EXPECT_FALSE(test, sd_transcript_empty(t));
	KUNIT_EXPECT_TRUE(test, sd_transcript_pop(t, &rec));
	KUNIT_EXPECT_TRUE(test, sd_transcript_empty(t));
}

/* A session has one before its first start, and readers ask it already. */
static void transcript_never_opened_is_empty(struct kunit *test)
{
	struct sd_transcript *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	struct sd_record rec;

	KUNIT_ASSERT_NOT_NULL(test, t);
	sd_transcript_init(t);
	KUNIT_EXPECT_TRUE(test, sd_transcript_empty(t));
	KUNIT_EXPECT_FALSE(test, sd_transcript_pop(t, &rec));
	sd_transcript_close(t);
}

static void transcript_drops_exactly_what_does_not_fit(struct kunit *test)
{
	struct sd_transcript *t = transcript_of(test);

	for (unsigned int i = 0; i < ROOM; i++)
		step(t, i);
	KUNIT_EXPECT_EQ(test, sd_transcript_take_dropped(t), 0ULL);
	for (unsigned int i = 0; i < 3; i++)
		step(t, i);
	KUNIT_EXPECT_EQ(test, sd_transcript_take_dropped(t), 3ULL);
	KUNIT_EXPECT_EQ(test, sd_transcript_take_dropped(t), 0ULL);
	KUNIT_EXPECT_EQ(test, drain(t), (unsigned int)ROOM);
}

static void transcript_keeps_the_first_and_drops_the_last(struct kunit *test)
{
	struct sd_transcript *t = transcript_of(test);
	struct sd_record rec = { };

	for (unsigned int i = 0; i < ROOM + 10; i++)
		step(t, i);
	for (unsigned int i = 0; i < ROOM; i++) {
		KUNIT_ASSERT_TRUE(test, sd_transcript_pop(t, &rec));
		KUNIT_ASSERT_EQ(test, rec.arg, (s64)i);
	}
	KUNIT_EXPECT_FALSE(test, sd_transcript_pop(t, &rec));
}

/* Full of steps, it takes every mark of the largest plan. */
static void transcript_reserve_holds_every_mark(struct kunit *test)
{
	struct sd_transcript *t = transcript_of(test);
	struct sd_record rec = { };

	for (unsigned int i = 0; i < SD_TRANSCRIPT_SIZE; i++)
		step(t, i);
	sd_transcript_mark(t, SD_REC_HEADER, 0);
	for (unsigned int i = 0; i < SD_PLAN_MAX; i++) {
		sd_transcript_mark(t, SD_REC_BEGIN, i);
		sd_transcript_mark(t, SD_REC_END, i);
	}
	/* The one that did not fit would be the last one. */
	sd_transcript_mark(t, SD_REC_TOTALS, 0);
	KUNIT_ASSERT_EQ(test, drain(t), (unsigned int)SD_TRANSCRIPT_SIZE);
	sd_transcript_mark(t, SD_REC_TOTALS, 0);
	KUNIT_ASSERT_TRUE(test, sd_transcript_pop(t, &rec));
	KUNIT_EXPECT_EQ(test, rec.kind, (u8)SD_REC_TOTALS);
}

static void transcript_takes_steps_again_once_read(struct kunit *test)
{
	struct sd_transcript *t = transcript_of(test);
	struct sd_record rec;

	for (unsigned int i = 0; i < ROOM + 1; i++)
		step(t, i);
	KUNIT_ASSERT_TRUE(test, sd_transcript_pop(t, &rec));
	sd_transcript_take_dropped(t);
	step(t, 1);
	KUNIT_EXPECT_EQ(test, sd_transcript_take_dropped(t), 0ULL);
	step(t, 2);
	KUNIT_EXPECT_EQ(test, sd_transcript_take_dropped(t), 1ULL);
}

static void transcript_opened_again_is_empty(struct kunit *test)
{
	struct sd_transcript *t = transcript_of(test);

	for (unsigned int i = 0; i < ROOM + 5; i++)
		step(t, i);
	KUNIT_EXPECT_NULL(test, sd_transcript_reset(t, NULL));
	KUNIT_EXPECT_TRUE(test, sd_transcript_empty(t));
	KUNIT_EXPECT_EQ(test, sd_transcript_take_dropped(t), 0ULL);
}

#define STEPS_EACH	1000

static int write_steps(struct sd_batch *b, struct sd_worker *w)
{
	for (unsigned int i = 0; i < STEPS_EACH; i++)
		step(b->shared, i);
	return 0;
}

/* While many write and one reads, every step is either read or counted. */
static void transcript_loses_nothing_uncounted(struct kunit *test)
{
	struct sd_transcript *t = transcript_of(test);
	struct sd_batch *b = sd_batch_start(test, sd_kunit_threads, write_steps, t);
	u64 read = 0;

	while (sd_batch_ended(b) < sd_kunit_threads) {
		read += drain(t);
		cond_resched();
	}
	sd_batch_join(test, b);
	read += drain(t);
	KUNIT_EXPECT_EQ(test, read + sd_transcript_take_dropped(t),
			(u64)STEPS_EACH * sd_kunit_threads);
}

static int read_one(struct sd_batch *b, struct sd_worker *w)
{
	struct sd_transcript *t = b->shared;
	struct sd_record rec;

	/* As a reader of the device waits: interruptibly. */
	return wait_event_interruptible(t->wait, sd_transcript_pop(t, &rec));
}

static void transcript_wakes_its_readers(struct kunit *test)
{
	struct sd_transcript *t = transcript_of(test);
	struct sd_batch *b = sd_batch_start(test, 2, read_one, t);

	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_ended(b), 0U);
	step(t, 1);
	sd_transcript_mark(t, SD_REC_END, 0);
	sd_batch_join(test, b);
	KUNIT_EXPECT_TRUE(test, sd_transcript_empty(t));
}

static struct kunit_case transcript_cases[] = {
	KUNIT_CASE(transcript_gives_back_what_it_got_in_order),
	KUNIT_CASE(transcript_says_when_it_is_empty),
	KUNIT_CASE(transcript_never_opened_is_empty),
	KUNIT_CASE(transcript_drops_exactly_what_does_not_fit),
	KUNIT_CASE(transcript_keeps_the_first_and_drops_the_last),
	KUNIT_CASE(transcript_reserve_holds_every_mark),
	KUNIT_CASE(transcript_takes_steps_again_once_read),
	KUNIT_CASE(transcript_opened_again_is_empty),
	KUNIT_CASE(transcript_loses_nothing_uncounted),
	KUNIT_CASE(transcript_wakes_its_readers),
	{ }
};

static struct kunit_suite transcript_suite = {
	.name = "syncdemo_transcript",
	.init = transcript_init,
	.exit = transcript_exit,
	.test_cases = transcript_cases,
};

kunit_test_suite(transcript_suite);
