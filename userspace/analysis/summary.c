// SPDX-License-Identifier: GPL-2.0-only
/*
 * Computes the metrics of a run: sums, shares, overlap. Pure.
 */
#include <string.h>

#include "analysis/fairness.h"
#include "analysis/summary.h"
#include "analysis/times.h"
#include "base/util.h"

static void add_counts(struct syncdemo_stats *all, const struct syncdemo_stats *thread)
{
	all->operations += thread->operations;
	all->acquisitions += thread->acquisitions;
	all->contended += thread->contended;
	all->handoffs += thread->handoffs;
	all->longest_run = greater(all->longest_run, thread->longest_run);
	all->waits += thread->waits;
	all->signals += thread->signals;
	all->voluntary += thread->voluntary;
	all->involuntary += thread->involuntary;
	all->overlap_operations += thread->overlap_operations;
}

/* Call it before add_counts(): @all->operations must not include @thread yet. */
static void add_range(struct syncdemo_stats *all, const struct syncdemo_stats *thread)
{
	if (!thread->operations)
		return;
	all->first_ns = all->operations ? smaller(all->first_ns, thread->first_ns) :
					  thread->first_ns;
	all->last_ns = greater(all->last_ns, thread->last_ns);
}

void summary_merge(const struct syncdemo_stats *threads, size_t n, struct syncdemo_stats *all)
{
	memset(all, 0, sizeof(*all));
	for (size_t i = 0; i < n; i++) {
		add_range(all, &threads[i]);
		add_counts(all, &threads[i]);
		times_add(&all->wait, &threads[i].wait);
		times_add(&all->hold, &threads[i].hold);
	}
	if (!n)
		return;
	all->request = threads[0].request;
	all->level = threads[0].level;
	all->overlap_from_ns = threads[0].overlap_from_ns;
	all->overlap_to_ns = threads[0].overlap_to_ns;
}

static __u64 start_skew(const struct syncdemo_stats *threads, size_t n, __u64 first_ns)
{
	__u64 skew = 0;

	for (size_t i = 0; i < n; i++)
		if (threads[i].operations)
			skew = greater(skew, threads[i].first_ns - first_ns);
	return skew;
}

static double overlap_share(const struct syncdemo_stats *all, __u64 span_ns)
{
	if (all->overlap_to_ns <= all->overlap_from_ns)
		return summary_share(0, span_ns);
	return summary_share(smaller(all->overlap_to_ns - all->overlap_from_ns, span_ns), span_ns);
}

void summary_of_run(const struct syncdemo_stats *threads, size_t n, struct run_summary *run)
{
	struct syncdemo_stats *all = &run->all;
	bool enough;

	memset(run, 0, sizeof(*run));
	summary_merge(threads, n, all);
	enough = all->operations >= SUMMARY_ENOUGH * n;
	run->nr_threads = n;
	run->start_skew_ns = start_skew(threads, n, all->first_ns);
	run->span_ns = all->last_ns - all->first_ns;
	run->overlap_share = enough ? overlap_share(all, run->span_ns) : NAN;
	run->fairness = fairness_index(threads, n);
	run->throughput = enough ? 1e9 * summary_share(all->operations, run->span_ns) : NAN;
	run->contended_share = summary_share(all->contended, all->acquisitions);
	run->handoff_share = summary_share(all->handoffs, all->acquisitions);
	run->mostly_serial = n > 1 && enough && run->overlap_share < SUMMARY_SERIAL_BELOW;
}
