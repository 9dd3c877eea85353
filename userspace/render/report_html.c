// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report: a summary, the machine, and a section for each run with its timeline,
 * metrics, threads and statistics. Called by cmd_report.c.
 */
#include <math.h>
#include <string.h>

#include "analysis/summary.h"
#include "analysis/times.h"
#include "base/escape.h"
#include "base/format.h"
#include "device/clocksource.h"
#include "device/param_words.h"
#include "render/html_page.h"
#include "render/report_html.h"
#include "version.h"

/* Bars of a histogram (px). */
#define BAR_HEIGHT	70
#define BAR_WIDTH	18

static void put_text(FILE *out, const char *before, const char *text, const char *after)
{
	fputs(before, out);
	escape_markup(out, text);
	fputs(after, out);
}

static void put_verdict(FILE *out, __u32 verdict)
{
	fprintf(out, "<span class=\"verdict %s\">%s</span>",
		verdict_expected(verdict) ? "good" : "bad", verdict_name(verdict));
}

static void put_name(FILE *out, const struct syncdemo_result *result)
{
	escape_markup(out, result->demo);
	fputc('/', out);
	escape_markup(out, result->variant);
}

/* ---- summary ---- */

static size_t count_expected(const struct report_page *page)
{
	size_t n = 0;

	for (size_t i = 0; i < page->n; i++)
		n += verdict_expected(page->runs[i].trace->res.result.verdict);
	return n;
}

static void put_summary_row(FILE *out, const struct syncdemo_result *result, size_t i)
{
	fprintf(out, "<tr><td><a href=\"#run-%zu\">", i);
	put_name(out, result);
	fputs("</a></td><td>", out);
	put_verdict(out, result->verdict);
	put_text(out, "</td><td>", result->reason, "</td>");
	fprintf(out, "<td class=\"n\">%s</td></tr>\n", format_ns(result->duration_ns).text);
}

static void put_summary(FILE *out, const struct report_page *page)
{
	size_t expected = count_expected(page);

	fprintf(out, "<p>%zu run%s, %s.", page->n, plural(page->n),
		expected == page->n ? "all as expected" : "not all as expected");
	fputs(" XFAIL is expected of a variant that is broken on purpose: it showed its bug.</p>\n"
	      "<div class=\"scroll\"><table class=\"summary\"><thead><tr><th>run</th>\n"
	      "<th>verdict</th><th>reason</th><th class=\"n\">duration</th></tr></thead><tbody>\n",
	      out);
	for (size_t i = 0; i < page->n; i++)
		put_summary_row(out, &page->runs[i].trace->res.result, i);
	fputs("</tbody></table></div>\n", out);
}

/* ---- the machine ---- */

static void put_fact(FILE *out, const char *what, const char *value)
{
	fprintf(out, "<tr><th>%s</th><td>", what);
	escape_markup(out, *value ? value : "unknown");
	fputs("</td></tr>\n", out);
}

static void put_clocksource(FILE *out, const char *name)
{
	const char *note = "; slow to read, so short times are too long";
	char text[ENVIRONMENT_SIZE + 80];

	if (!*name || clocksource_is_exact(name))
		note = "";
	else if (clocksource_is_coarse(name))
		note = "; only counts timer ticks, so times are coarse";
	snprintf(text, sizeof(text), "%s%s", name, note);
	put_fact(out, "clock source", text);
}

static void put_environment(FILE *out, const struct report_page *page)
{
	const struct environment *env = page->env;
	char cpus[32];

	snprintf(cpus, sizeof(cpus), "%ld", env->cpus);
	fputs("<h2>Where it ran</h2>\n<div class=\"scroll\"><table class=\"environment\">\n"
	      "<tbody>\n", out);
	put_fact(out, "kernel", env->release);
	put_fact(out, "built as", env->version);
	put_fact(out, "preemption", env->preemption);
	put_fact(out, "architecture", env->machine);
	put_fact(out, "CPUs", cpus);
	put_clocksource(out, env->clocksource);
	put_fact(out, "module", page->module_version);
	put_fact(out, "tool", SYNCDEMO_VERSION);
	put_fact(out, "date", env->when);
	fputs("</tbody></table></div>\n", out);
}

/* ---- a run ---- */

static void put_params(FILE *out, const struct report_page *page,
		       const struct syncdemo_result *result)
{
	const struct variant *variant = find_variant(find_demo(page->cat, result->demo),
						     result->variant);

	if (!variant)
		return;
	put_text(out, "<p class=\"muted\">", variant->info.summary, "</p>\n<p class=\"muted\">");
	for (size_t i = 0; i < variant->nr_params; i++) {
		const struct syncdemo_param_info *param = &variant->params[i];
		char word[32];

		if (param->id < SYNCDEMO_PARAM_SLOTS && result->param_mask & (1ULL << param->id))
			fprintf(out, "%s%s=%s", i ? " " : "", param->name,
				value_text(param, result->param[param->id], word,
					   sizeof(word)));
	}
	fputs("</p>\n", out);
}

static void put_metrics(FILE *out, const struct run_result *res)
{
	if (!res->result.nr_metrics)
		return;
	fputs("<h3>Metrics</h3>\n<table class=\"metrics\"><tbody>\n", out);
	for (__u32 i = 0; i < res->result.nr_metrics; i++) {
		const struct syncdemo_metric *metric = &res->metrics[i];

		put_text(out, "<tr><th>", metric->name, "</th>");
		if (!strcmp(metric->unit, "ns"))
			fprintf(out, "<td class=\"n\">%s</td></tr>\n",
				format_ns(metric->value).text);
		else
			fprintf(out, "<td class=\"n\">%llu</td></tr>\n", metric->value);
	}
	fputs("</tbody></table>\n", out);
}

static void put_thread_stats(FILE *out, const struct syncdemo_stats *stats)
{
	fprintf(out, "<td class=\"n\">%llu</td><td class=\"n\">%s</td><td class=\"n\">%s</td>\n"
		     "<td class=\"n\">%s</td><td class=\"n\">%s</td>",
		stats->acquisitions,
		format_share(summary_share(stats->contended, stats->acquisitions)).text,
		stats->wait.count ? format_short_ns(times_percentile(&stats->wait, 500)).text :
		FORMAT_NOTHING,
		stats->wait.count ? format_short_ns(stats->wait.max_ns).text : FORMAT_NOTHING,
		stats->hold.count ? format_short_ns(times_percentile(&stats->hold, 500)).text :
		FORMAT_NOTHING);
}

static void put_thread(FILE *out, const struct run_result *res, __u32 i)
{
	const struct syncdemo_thread *thread = &res->threads[i];

	put_text(out, "<tr><td>", thread->name, "</td>");
	put_text(out, "<td>", thread->role, "</td>");
	fprintf(out, "<td class=\"n\">%llu</td><td class=\"n\">%u</td><td class=\"n\">%u</td>\n"
		     "<td class=\"n\">%u</td>",
		thread->operations, thread->first_cpu, thread->last_cpu, thread->migrations);
	if (res->stats)
		put_thread_stats(out, &res->stats[i]);
	fputs("</tr>\n", out);
}

static void put_threads(FILE *out, const struct run_result *res)
{
	if (!res->result.nr_threads)
		return;
	fputs("<h3>Threads</h3>\n<div class=\"scroll\"><table class=\"threads\"><thead><tr>\n"
	      "<th>thread</th><th>role</th><th class=\"n\">operations</th>\n"
	      "<th class=\"n\">first CPU</th><th class=\"n\">last CPU</th>\n"
	      "<th class=\"n\">moves</th>",
	      out);
	if (res->stats)
		fputs("<th class=\"n\">acquired</th><th class=\"n\">contended</th>\n"
		      "<th class=\"n\">median wait</th><th class=\"n\">longest wait</th>\n"
		      "<th class=\"n\">median hold</th>",
		      out);
	fputs("</tr></thead><tbody>\n", out);
	for (__u32 i = 0; i < res->result.nr_threads; i++)
		put_thread(out, res, i);
	fputs("</tbody></table></div>\n", out);
}

/* ---- statistics ---- */

static void put_share(FILE *out, const char *what, const char *value)
{
	fprintf(out, "<tr><th>%s</th><td class=\"n\">%s</td></tr>\n", what, value);
}

static void put_together(FILE *out, const struct run_result *res, const struct run_summary *run)
{
	fputs("<table class=\"together\"><tbody>\n", out);
	put_share(out, "operations per second", format_rate(run->throughput).text);
	put_share(out, "contended acquisitions", format_share(run->contended_share).text);
	put_share(out, "handed over by another thread", format_share(run->handoff_share).text);
	put_share(out, "fairness (Jain; 1 is even)", format_ratio(run->fairness).text);
	put_share(out, "time in which all threads ran", format_share(run->overlap_share).text);
	fputs("</tbody></table>\n", out);
	if (run->mostly_serial && !verdict_is_of_broken(res->result.verdict))
		fputs("<p>Mostly serial: all threads ran together for less than half of the time,\n"
		      "so contention and speed are those of fewer threads.</p>\n", out);
}

static void put_bar(FILE *out, const struct syncdemo_times *times, unsigned int i, __u64 most,
		    unsigned int x, const char *state)
{
	double height = (double)times->bucket[i] / most * BAR_HEIGHT;

	if (times->bucket[i] && height < 1)
		height = 1;
	fprintf(out, "<rect class=\"%s\" x=\"%u\" y=\"%.1f\" width=\"%d\" height=\"%.1f\">\n"
		     "<title>%s to %s: %llu time%s</title></rect>",
		state, x, BAR_HEIGHT - height, BAR_WIDTH - 2, height,
		format_short_ns(bucket_from_ns(i)).text,
		format_short_ns(bucket_to_ns(i, times)).text, times->bucket[i],
		plural(times->bucket[i]));
}

static void put_bars(FILE *out, const struct syncdemo_times *times, const char *state)
{
	unsigned int first, last, width;
	__u64 most = times_buckets(times, &first, &last);

	width = (last - first + 1) * BAR_WIDTH;
	fprintf(out, "<svg class=\"timeline\" width=\"%u\" height=\"%d\" role=\"img\">",
		width > 160 ? width : 160, BAR_HEIGHT + 18);
	for (unsigned int i = first; i <= last; i++)
		put_bar(out, times, i, most, (i - first) * BAR_WIDTH, state);
	fprintf(out, "<text class=\"muted\" x=\"0\" y=\"%d\">%s to %s</text></svg>\n",
		BAR_HEIGHT + 14, format_short_ns(bucket_from_ns(first)).text,
		format_short_ns(bucket_to_ns(last, times)).text);
}

static void put_times(FILE *out, const char *what, const struct syncdemo_times *times,
		      const char *state)
{
	if (!times->count)
		return;
	fprintf(out, "<div class=\"times\"><b>%s</b> %llu time%s<br>\n", what, times->count,
		plural(times->count));
	put_bars(out, times, state);
	fprintf(out, "<br>\n"
		     "<span class=\"muted\">half within %s, 90 %% within %s, 99 %% within %s, longest %s</span></div>\n",
		format_short_ns(times_percentile(times, 500)).text,
		format_short_ns(times_percentile(times, 900)).text,
		format_short_ns(times_percentile(times, 990)).text,
		format_ns(times->max_ns).text);
}

static void put_stats(FILE *out, const struct run_result *res)
{
	struct run_summary run;

	if (!res->stats)
		return;
	summary_of_run(res->stats, res->result.nr_threads, &run);
	fputs("<h3>Measured</h3>\n<div class=\"keep measured\">\n", out);
	put_together(out, res, &run);
	put_times(out, "waited", &run.all.wait, "wait");
	put_times(out, "held", &run.all.hold, "hold");
	fputs("</div>\n", out);
}

static int put_run(FILE *out, const struct report_page *page, size_t i)
{
	const struct run_result *res = &page->runs[i].trace->res;
	int ret;

	fprintf(out, "<section id=\"run-%zu\">\n<h2>", i);
	put_name(out, &res->result);
	fputc(' ', out);
	put_verdict(out, res->result.verdict);
	put_text(out, "</h2>\n<p>", res->result.reason, "</p>\n");
	put_params(out, page, &res->result);
	ret = timeline_html_section(out, &page->runs[i], i);
	put_metrics(out, res);
	put_threads(out, res);
	put_stats(out, res);
	fputs("</section>\n", out);
	return ret;
}

int report_html(FILE *out, const struct report_page *page)
{
	int ret = 0;

	html_page_begin(out, "syncdemo report");
	fputs("<h1>Thread synchronisation in the kernel</h1>\n", out);
	put_summary(out, page);
	put_environment(out, page);
	for (size_t i = 0; i < page->n && !ret; i++)
		ret = put_run(out, page, i);
	html_page_end(out);
	return ret;
}
