// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts and times, computed from the steps of the workers.
 */
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/sched.h>

#include "engine/crew.h"
#include "engine/stats.h"
#include "engine/step.h"

/**
 * sd_times_add - add a time to a histogram
 * @times: the histogram; struct syncdemo_times describes the buckets
 * @ns: the time (ns)
 */
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
	return w->stats.shared->level == SYNCDEMO_STATS_FULL;
}

/* The caller holds the object, so the numbers follow the order of the acquisitions. */
static void sd_stats_sequence(struct sd_worker *w, struct syncdemo_event *ev)
{
	struct sd_run_stats *shared = w->stats.shared;
	struct sd_worker_stats *st = &w->stats;
	unsigned int last;

	ev->seq = atomic64_inc_return(&shared->seq);
	last = atomic_xchg(&shared->last_owner, w->index + 1);
	if (last != w->index + 1) {
		st->streak = 0;
		st->out.handoffs += last != 0;
	}
	st->streak++;
	st->out.longest_run = max(st->out.longest_run, st->streak);
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
	const struct sd_held *released = &w->wait_state.released;

	if (released->object == SD_NO_OBJECT)
		return;
	ev->seq = released->seq;
	if (sd_stats_full(w))
		sd_times_add(&w->stats.out.hold, ev->ns - released->ns);
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

/* The first worker that exits ends the overlap and reads the operations of all. */
static void sd_stats_exit(struct sd_worker *w)
{
	struct sd_run_stats *shared = w->stats.shared;
	struct sd_crew *crew = w->crew;

	w->stats.out.voluntary = READ_ONCE(current->nvcsw) - w->stats.out.voluntary;
	w->stats.out.involuntary = READ_ONCE(current->nivcsw) - w->stats.out.involuntary;
	/* Pairs with the release in sd_stats_first_operation(): each overlap_base is valid. */
	if (atomic_inc_return(&shared->nr_exited) != 1 || !smp_load_acquire(&shared->overlapping))
		return;
	shared->overlap_to_ns = sd_crew_now(crew);
	for (unsigned int i = 0; i < crew->nr; i++) {
		struct sd_worker *each = &crew->workers[i];

		each->stats.out.overlap_operations = READ_ONCE(each->operations) -
						     each->stats.overlap_base;
	}
}

/**
 * sd_stats_first_operation - note that a worker has completed its first operation
 * @w: the calling worker
 *
 * The last worker that calls it starts the overlap and reads the operations of all.
 *
 * Context: any.
 */
void sd_stats_first_operation(struct sd_worker *w)
{
	struct sd_run_stats *shared = w->stats.shared;
	struct sd_crew *crew = w->crew;

	if (!shared->level)
		return;
	w->stats.out.first_ns = sd_crew_now(crew);
	if (atomic_inc_return(&shared->nr_operated) != crew->nr || atomic_read(&shared->nr_exited))
		return;
	for (unsigned int i = 0; i < crew->nr; i++) {
		struct sd_worker *each = &crew->workers[i];

		each->stats.overlap_base = READ_ONCE(each->operations);
	}
	shared->overlap_from_ns = sd_crew_now(crew);
	/* Pairs with the acquire in sd_stats_exit(). */
	smp_store_release(&shared->overlapping, true);
}

/**
 * sd_stats_step - measure a step
 * @w: the calling worker; its wait state has the step already
 * @ev: the step; its @seq is filled in. Its time is used with SYNCDEMO_STATS_FULL only
 *
 * Context: any.
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

/**
 * sd_stats_finish - complete the statistics of a worker
 * @w: the worker; all workers of the crew are joined
 */
void sd_stats_finish(struct sd_worker *w)
{
	const struct sd_run_stats *shared = w->stats.shared;
	struct syncdemo_stats *out = &w->stats.out;

	if (!shared->level)
		return;
	out->level = shared->level;
	out->operations = w->operations;
	out->last_ns = w->operations ? w->end_ns : 0;
	/* Without an end of the overlap the workers never all ran at once. */
	if (shared->overlap_to_ns) {
		out->overlap_from_ns = shared->overlap_from_ns;
		out->overlap_to_ns = shared->overlap_to_ns;
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
 * @shared: the statistics of the run
 * @crew: its workers, all joined; each came to the end of its body
 * @reason: filled with a sentence if they do not agree
 *
 * Each wait ended in an acquisition or by a signal, each acquired object was released, and
 * the numbers of acquisitions do not exceed the acquisitions.
 *
 * Return: true if they agree, or if nothing was measured.
 */
bool sd_stats_consistent(const struct sd_run_stats *shared, const struct sd_crew *crew,
			 char *reason)
{
	u64 handoffs = 0, acquisitions = 0;

	for (unsigned int i = 0; shared->level && i < crew->nr; i++) {
		const struct sd_worker *w = &crew->workers[i];

		handoffs += w->stats.out.handoffs;
		acquisitions += w->stats.out.acquisitions;
		if (sd_worker_consistent(w))
			continue;
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "the statistics of thread %u do not add up: %llu acquired, %llu waited, %llu timed, %llu held",
			 i, w->stats.out.acquisitions, w->stats.out.waits,
			 w->stats.out.wait.count, w->stats.out.hold.count);
		return false;
	}
	if (handoffs > acquisitions || atomic64_read(&shared->seq) > acquisitions) {
		snprintf(reason, SYNCDEMO_TEXT_SIZE,
			 "the statistics do not add up: %llu acquired, %llu handed on, %lld numbered",
			 acquisitions, handoffs, atomic64_read(&shared->seq));
		return false;
	}
	return true;
}
