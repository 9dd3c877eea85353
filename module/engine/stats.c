// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is measured of a run, from the steps of its workers. step.c feeds it, run.c
 * closes it and checks that its sums agree; what the numbers mean to people
 * (percentiles, fairness) is worked out by the tool.
 */
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/sched.h>

#include "engine/crew.h"
#include "engine/run.h"
#include "engine/stats.h"

/* Pure: one more time of @ns. See struct syncdemo_times for the buckets. */
void sd_times_add(struct syncdemo_times *times, u64 ns)
{
	unsigned int bucket = ns ? ilog2(ns) : 0;

	times->count++;
	times->sum_ns += ns;
	times->max_ns = max(times->max_ns, ns);
	times->bucket[min_t(unsigned int, bucket, SYNCDEMO_BUCKETS - 1)]++;
}

static bool sd_stats_full(const struct sd_worker *w)
{
	return w->run->stats == SYNCDEMO_STATS_FULL;
}

/* The worker is inside of what it has acquired; the place was noted already. */
static void sd_stats_sequence(struct sd_worker *w, struct syncdemo_event *ev)
{
	struct sd_run_stats *all = &w->run->run_stats;
	struct sd_worker_stats *st = &w->stats;
	unsigned int last;

	ev->seq = atomic64_inc_return(&all->seq);
	last = atomic_xchg(&all->last, w->index + 1);
	if (last != w->index + 1) {
		st->row = 0;
		st->out.handoffs += last != 0;
	}
	st->row++;
	st->out.longest_run = max(st->out.longest_run, st->row);
}

static void sd_stats_acquired(struct sd_worker *w, struct syncdemo_event *ev)
{
	struct sd_worker_stats *st = &w->stats;
	unsigned int held = w->wait_state.nr_held;

	st->out.acquisitions++;
	st->out.contended += ev->arg > 0;
	if (!SYNCDEMO_OBJECT_KIND(ev->object))
		sd_stats_sequence(w, ev);
	if (sd_stats_full(w))
		sd_times_add(&st->out.wait, ev->ns - w->wait_state.since_ns);
	if (held)
		w->wait_state.held[held - 1].seq = ev->seq;
}

static void sd_stats_released(struct sd_worker *w, struct syncdemo_event *ev)
{
	const struct sd_held *dropped = &w->wait_state.released;

	if (dropped->object == SD_NO_OBJECT)
		return;
	ev->seq = dropped->seq;
	if (sd_stats_full(w))
		sd_times_add(&w->stats.out.hold, ev->ns - dropped->ns);
}

static void sd_stats_inside(const struct sd_worker *w, struct syncdemo_event *ev)
{
	unsigned int held = w->wait_state.nr_held;

	if (held)
		ev->seq = w->wait_state.held[held - 1].seq;
}

static void sd_stats_start(struct sd_worker *w)
{
	w->stats.out.voluntary = READ_ONCE(current->nvcsw);
	w->stats.out.involuntary = READ_ONCE(current->nivcsw);
}

/* The first to end closes the time in which all ran, and takes everyone's count. */
static void sd_stats_exit(struct sd_worker *w)
{
	struct sd_run *run = w->run;
	struct sd_run_stats *all = &run->run_stats;

	w->stats.out.voluntary = READ_ONCE(current->nvcsw) - w->stats.out.voluntary;
	w->stats.out.involuntary = READ_ONCE(current->nivcsw) - w->stats.out.involuntary;
	/* Pairs with the release in sd_stats_begun(): every base is known. */
	if (atomic_inc_return(&all->ended) != 1 || !smp_load_acquire(&all->overlapping))
		return;
	all->overlap_to_ns = sd_run_now(run);
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		struct sd_worker *each = &run->crew.workers[i];

		each->stats.out.overlap_operations = READ_ONCE(each->operations) -
						     each->stats.base;
	}
}

/**
 * sd_stats_begun - a worker has done its first operation
 * @w: the calling worker
 *
 * The last one to come opens the time in which all ran, and takes everyone's count.
 */
void sd_stats_begun(struct sd_worker *w)
{
	struct sd_run *run = w->run;
	struct sd_run_stats *all = &run->run_stats;

	if (!run->stats)
		return;
	w->stats.out.first_ns = sd_run_now(run);
	if (atomic_inc_return(&all->begun) != run->crew.nr || atomic_read(&all->ended))
		return;
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		struct sd_worker *each = &run->crew.workers[i];

		each->stats.base = READ_ONCE(each->operations);
	}
	all->overlap_from_ns = sd_run_now(run);
	/* Pairs with the acquire in sd_stats_exit(). */
	smp_store_release(&all->overlapping, true);
}

/**
 * sd_stats_step - measure a step
 * @w: the calling worker; where it stands was noted already
 * @ev: the step; gets its @seq. Its time counts with SYNCDEMO_STATS_FULL only
 *
 * Any context.
 */
void sd_stats_step(struct sd_worker *w, struct syncdemo_event *ev)
{
	struct sd_worker_stats *st = &w->stats;

	switch (ev->step) {
	case SD_START:
		sd_stats_start(w);
		break;
	case SD_ACQUIRED:
		sd_stats_acquired(w, ev);
		break;
	case SD_RELEASED:
		sd_stats_released(w, ev);
		break;
	case SD_WAIT:
		st->out.waits++;
		break;
	case SD_WOKEN:
		if (sd_stats_full(w))
			sd_times_add(&st->out.wait, ev->ns - w->wait_state.since_ns);
		break;
	case SD_SIGNAL:
		st->out.signals++;
		break;
	case SD_LOAD:
	case SD_STORE:
		sd_stats_inside(w, ev);
		break;
	case SD_EXIT:
		sd_stats_exit(w);
		break;
	default:
		break;
	}
}

/* Fills in what is known only when all were joined. */
void sd_stats_finish(const struct sd_run *run, struct sd_worker *w)
{
	struct syncdemo_stats *out = &w->stats.out;

	if (!run->stats)
		return;
	out->level = run->stats;
	out->operations = w->operations;
	out->last_ns = w->operations ? w->end_ns : 0;
	/* If nobody ended the time in which all ran, they never all ran. */
	if (run->run_stats.overlap_to_ns) {
		out->overlap_from_ns = run->run_stats.overlap_from_ns;
		out->overlap_to_ns = run->run_stats.overlap_to_ns;
	}
}

static u64 sd_times_sum(const struct syncdemo_times *times)
{
	u64 sum = 0;

	for (unsigned int i = 0; i < SYNCDEMO_BUCKETS; i++)
		sum += times->bucket[i];
	return sum;
}

static bool sd_worker_consistent(const struct sd_worker *w)
{
	const struct syncdemo_stats *out = &w->stats.out;

	if (sd_times_sum(&out->wait) != out->wait.count ||
	    sd_times_sum(&out->hold) != out->hold.count ||
	    out->contended > out->acquisitions || out->handoffs > out->acquisitions)
		return false;
	if (out->level < SYNCDEMO_STATS_FULL)
		return !out->wait.count && !out->hold.count;
	return out->wait.count == out->acquisitions + out->waits &&
	       out->hold.count == out->acquisitions;
}

/**
 * sd_stats_consistent - do the sums of a run agree with each other?
 * @run: all workers joined, none of them ended in the middle
 * @reason: gets a sentence if they do not
 *
 * What was waited for was acquired or signalled, what was acquired was released, and
 * the acquisitions of all workers are as many as were numbered.
 */
bool sd_stats_consistent(const struct sd_run *run, char *reason)
{
	u64 handoffs = 0, acquisitions = 0;

	for (unsigned int i = 0; run->stats && i < run->crew.nr; i++) {
		const struct sd_worker *w = &run->crew.workers[i];

		handoffs += w->stats.out.handoffs;
		acquisitions += w->stats.out.acquisitions;
		if (sd_worker_consistent(w))
			continue;
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "the figures of thread %u do not add up: %llu acquired, %llu waited, %llu timed, %llu held",
			 i, w->stats.out.acquisitions, w->stats.out.waits,
			 w->stats.out.wait.count, w->stats.out.hold.count);
		return false;
	}
	if (handoffs > acquisitions || atomic64_read(&run->run_stats.seq) > acquisitions) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "the figures do not add up: %llu acquired, %llu handed on, %lld numbered",
			 acquisitions, handoffs, atomic64_read(&run->run_stats.seq));
		return false;
	}
	return true;
}
