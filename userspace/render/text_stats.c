// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of metrics, with a line for each thread and one for all, and histograms.
 * At most 80 columns wide. Called by the commands.
 */
#include <math.h>
#include <string.h>

#include "analysis/times.h"
#include "base/format.h"
#include "device/clocksource.h"
#include "render/text.h"
#include "render/text_stats.h"

#define BAR_WIDTH	30

const char *thread_label(const struct syncdemo_thread *thread)
{
	const char *slash = strchr(thread->name, '/');

	return slash ? slash + 1 : thread->name;
}

static void put_counts(FILE *out, const char *label, const struct syncdemo_stats *stats)
{
	fprintf(out, "  %-14s %10llu %9s %9s %11llu %8llu %9llu\n", label, stats->operations,
		format_share(summary_share(stats->contended, stats->acquisitions)).text,
		format_share(summary_share(stats->handoffs, stats->acquisitions)).text,
		stats->longest_run, stats->voluntary, stats->involuntary);
}

static void counts_table(FILE *out, const struct run_result *res, const struct run_summary *run)
{
	fprintf(out, "\n  %-14s %10s %9s %9s %11s %8s %9s\n", "thread", "operations",
		"contended", "hand-offs", "longest run", "slept", "preempted");
	for (size_t i = 0; i < run->nr_threads; i++)
		put_counts(out, thread_label(&res->threads[i]), &res->stats[i]);
	put_counts(out, "all", &run->all);
}

static void put_time(FILE *out, const struct syncdemo_times *times, __u64 ns)
{
	fprintf(out, " %9s", times->count ? format_short_ns(ns).text : FORMAT_NOTHING);
}

static void put_percentiles(FILE *out, const struct syncdemo_times *times)
{
	put_time(out, times, times_percentile(times, 500));
	put_time(out, times, times_percentile(times, 990));
	put_time(out, times, times->max_ns);
}

static void put_times(FILE *out, const char *label, const struct syncdemo_stats *stats)
{
	fprintf(out, "  %-14s", label);
	put_percentiles(out, &stats->wait);
	put_percentiles(out, &stats->hold);
	fputc('\n', out);
}

static void put_clock(FILE *out, const char *clocksource)
{
	if (clocksource_is_exact(clocksource))
		return;
	fputc('\n', out);
	if (!*clocksource)
		fputs("  The clock source of this kernel is not known:\n"
		      "  these times may be coarse or too long.\n", out);
	else if (clocksource_is_coarse(clocksource))
		text_clock(out, clocksource);
	else
		fprintf(out, "  The clock source of this kernel is '%s', not 'tsc':\n"
		"  reading it may take as long as what it measures, so these times are too long.\n",
			clocksource);
}

static void times_table(FILE *out, const struct run_result *res, const struct run_summary *run,
			const char *clocksource)
{
	fprintf(out, "\n  %-14s %9s %9s %9s %9s %9s %9s\n", "thread", "wait: 50%", "99%",
		"longest", "hold: 50%", "99%", "longest");
	for (size_t i = 0; i < run->nr_threads; i++)
		put_times(out, thread_label(&res->threads[i]), &res->stats[i]);
	put_times(out, "all", &run->all);
	put_clock(out, clocksource);
}

/* The ordering rules of a broken variant make its threads take turns anyway. */
static void put_serial(FILE *out, const struct run_result *res, const struct run_summary *run)
{
	if (!run->mostly_serial || verdict_is_of_broken(res->result.verdict))
		return;
	fprintf(out, "  mostly serial: all %zu threads ran together for only %s of the time;\n"
		"  contention and speed are those of fewer threads. Give them more to do\n"
		"  (iterations, duration_ms).\n", run->nr_threads,
		format_share(run->overlap_share).text);
}

void text_serial(FILE *out, const struct run_result *res)
{
	struct run_summary run;

	if (!res->stats)
		return;
	summary_of_run(res->stats, res->result.nr_threads, &run);
	put_serial(out, res, &run);
}

static void put_summary(FILE *out, const struct run_result *res, const struct run_summary *run)
{
	if (isnan(run->throughput)) {
		/* On a coarse clock many operations may take 0 ns. */
		fprintf(out, "\n  too %s for speed, fairness and overlap\n",
			run->all.operations < SUMMARY_ENOUGH * run->nr_threads ?
			"few operations" : "short a time on this clock");
		return;
	}
	fprintf(out, "\n  %-14s %s operations per second\n", "speed",
		format_rate(run->throughput).text);
	if (run->nr_threads < 2)
		return;
	fprintf(out, "  %-14s %s of the time; the last began %s after the first\n",
		"all ran", format_share(run->overlap_share).text,
		format_short_ns(run->start_skew_ns).text);
	fprintf(out, "  %-14s %s (Jain, while all ran; 1 is even, %s one thread alone)\n",
		"fairness", format_ratio(run->fairness).text,
		format_ratio(1.0 / run->nr_threads).text);
	put_serial(out, res, run);
}

static void put_bucket(FILE *out, const struct syncdemo_times *times, unsigned int bucket,
		       __u64 most)
{
	__u64 count = times->bucket[bucket];

	fprintf(out, "  %9s to %9s %10llu%s%s\n", format_short_ns(bucket_from_ns(bucket)).text,
		format_short_ns(bucket_to_ns(bucket, times)).text, count, count ? " " : "",
		format_bar((double)count / most, BAR_WIDTH).text);
}

/* Empty buckets between others are shown too, so that the scale has no gaps. */
static void put_bars(FILE *out, const struct syncdemo_times *times)
{
	unsigned int first, last;
	__u64 most = times_buckets(times, &first, &last);

	for (unsigned int i = first; i <= last; i++)
		put_bucket(out, times, i, most);
}

static void histogram(FILE *out, const char *name, const struct syncdemo_times *times)
{
	if (!times->count)
		return;
	fprintf(out, "\n  %s, %llu time%s: 50%% within %s, 90%% within %s, 99%% within %s\n", name,
		times->count, plural(times->count),
		format_short_ns(times_percentile(times, 500)).text,
		format_short_ns(times_percentile(times, 900)).text,
		format_short_ns(times_percentile(times, 990)).text);
	put_bars(out, times);
}

static void histograms(FILE *out, const struct run_summary *run)
{
	histogram(out, "wait", &run->all.wait);
	histogram(out, "hold", &run->all.hold);
}

void text_stats(FILE *out, const struct run_result *res, const char *clocksource)
{
	struct run_summary run;

	if (!res->stats) {
		fputs("\n  nothing was measured\n", out);
		return;
	}
	summary_of_run(res->stats, res->result.nr_threads, &run);
	counts_table(out, res, &run);
	if (run.all.level >= SYNCDEMO_STATS_FULL)
		times_table(out, res, &run, clocksource);
	else
		fputs("\n  Wait and hold times were not measured; stats=full does.\n", out);
	put_summary(out, res, &run);
	histograms(out, &run);
}
