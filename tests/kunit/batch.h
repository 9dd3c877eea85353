/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Threads under the control of a test case. Used by every suite that needs
 * more than the case's own thread; implemented on the module's crew, which has
 * a suite of its own.
 *
 * How a case orders things: threads wait for completions that the case
 * completes, and the case waits until the threads have settled, that is, until
 * each has ended or sleeps and is off its run queue. Who sleeps then goes on
 * sleeping until someone wakes it, so "none came through" is a fact and not a
 * matter of having waited long enough.
 *
 * Worker threads do not use KUNIT_ASSERT, which ends the calling thread: they
 * return an error or count, and the case checks.
 */
#ifndef _SD_KUNIT_BATCH_H
#define _SD_KUNIT_BATCH_H

#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/list.h>

#include "compat.h"
#include "engine/crew.h"
#include "engine/run.h"
#include "engine/stall.h"

/* More than any case has; a case that needs so long has failed. */
#define SD_PATIENCE	(10 * HZ)

#define SD_BATCH_MAX	128
#define SD_NR_GATES	4

/* How many threads contend or wait in a case, unless it says otherwise. */
extern unsigned int sd_kunit_threads;
/* How long a timeout is that is meant to run out (ms). */
extern unsigned int sd_kunit_timeout_ms;

struct sd_batch;

typedef int (*sd_batch_fn)(struct sd_batch *b, struct sd_worker *w);

/**
 * struct sd_batch - threads that a case has started
 * @run: holds the crew, and makes it look like that of a run
 * @node: in the case's list
 * @fn: what each thread does
 * @shared: what they share with the case
 * @stop: the crew's stop flag; never set
 * @start: gates in @fn that the case opens
 * @through: counts for @fn and the case
 * @ended: threads whose @fn has returned
 */
struct sd_batch {
	struct sd_run run;
	struct list_head node;
	sd_batch_fn fn;
	void *shared;
	bool stop;
	struct completion start[SD_NR_GATES];
	atomic_t through[SD_NR_GATES];
	bool ended[SD_BATCH_MAX];
};

/**
 * struct sd_case - what test->priv leads to in a suite that uses batches
 * @batches: those of the case
 * @fixture: the suite's own
 */
struct sd_case {
	struct list_head batches;
	void *fixture;
};

static inline struct sd_case *sd_case(struct kunit *test)
{
	return test->priv;
}

/* For struct kunit_suite. The exit ends what a failed case left running. */
int sd_batch_suite_init(struct kunit *test);
void *sd_batch_fixture(struct kunit *test, size_t size);
void sd_batch_suite_exit(struct kunit *test);

/* For the case. A batch ends with the case at the latest. */
struct sd_batch *sd_batch_new(struct kunit *test, unsigned int nr, sd_batch_fn fn,
			      void *shared);
void sd_batch_go(struct kunit *test, struct sd_batch *b);
struct sd_batch *sd_batch_start(struct kunit *test, unsigned int nr, sd_batch_fn fn,
				void *shared);
void sd_batch_settle(struct kunit *test, struct sd_batch *b);
unsigned int sd_batch_ended(const struct sd_batch *b);
void sd_batch_open(struct sd_batch *b, unsigned int gate);
void sd_batch_join(struct kunit *test, struct sd_batch *b);
void sd_batch_cancel(struct sd_batch *b);
bool sd_batch_until(bool (*done)(void *arg), void *arg);

/*
 * For the case as well, where the threads share its fixture and count who has come
 * through in the first of their counters.
 */
struct sd_batch *sd_batch_start_bound(struct kunit *test, unsigned int nr, sd_batch_fn fn);
struct sd_batch *sd_batch_blocked(struct kunit *test, unsigned int nr, sd_batch_fn fn);
void sd_batch_join_through(struct kunit *test, struct sd_batch *b);
unsigned int sd_batch_by_another(struct kunit *test, sd_batch_fn fn);

/* For what one thread got of a wait that was meant to run out. */
void sd_batch_timed_out(struct kunit *test, int err, s64 took_ms);

/* For the threads. */
int sd_batch_await(struct sd_batch *b, unsigned int gate);

static inline void sd_batch_pass(struct sd_batch *b, unsigned int gate)
{
	atomic_inc(&b->through[gate]);
}

static inline unsigned int sd_batch_through(struct sd_batch *b, unsigned int gate)
{
	return atomic_read(&b->through[gate]);
}

static inline struct sd_worker *sd_batch_worker(struct sd_batch *b, unsigned int index)
{
	return &b->run.crew.workers[index];
}

/*
 * What has passed since @start in jiffies, in which timeouts are counted. Not the
 * clock: it goes on while a virtual machine stands still, and jiffies catch up
 * in a leap, which ends a timeout of 200 ms after 103.
 */
static inline s64 sd_ms_since(unsigned long start)
{
	return jiffies_to_msecs(jiffies - start);
}

/* Is @took_ms what a timeout of @ms may take? The factors are CPython's own. */
static inline bool sd_about(s64 took_ms, unsigned int ms)
{
	return took_ms * 10 >= ms * 6 && took_ms <= ms * 10;
}

#endif /* _SD_KUNIT_BATCH_H */
