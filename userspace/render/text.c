// SPDX-License-Identifier: GPL-2.0-only
/*
 * Text output. Colours are plain ANSI codes, because a small guest has no terminfo.
 */
#include <string.h>

#include "base/format.h"
#include "device/clocksource.h"
#include "device/param_words.h"
#include "render/text.h"
#include "version.h"

#define RED	"\033[31m"
#define GREEN	"\033[32m"
#define YELLOW	"\033[33m"
#define DIM	"\033[2m"
#define NORMAL	"\033[0m"

void text_error(FILE *out, const struct error *err)
{
	fprintf(out, "syncdemo: %s", err->message);
	if (err->suggestion[0])
		fprintf(out, "; did you mean '%s'?", err->suggestion);
	if (err->expected[0])
		fprintf(out, " (%s%s%s)", err->label ? err->label : "", err->label ? ": " : "",
			err->expected);
	fputc('\n', out);
}

static const char *verdict_color(__u32 verdict)
{
	if (!verdict_expected(verdict))
		return RED;
	return verdict == SYNCDEMO_PASS ? GREEN : YELLOW;
}

static bool begins(const char *line, const char *with)
{
	return !strncmp(line, with, strlen(with));
}

static const char *line_color(const char *line)
{
	if (begins(line, "not ok"))
		return RED;
	if (begins(line, "ok"))
		return strstr(line, "# XFAIL") || strstr(line, "# SKIP") ? YELLOW : GREEN;
	return begins(line, "#") ? DIM : NULL;
}

void text_line(FILE *out, const char *line, bool color)
{
	const char *code = color ? line_color(line) : NULL;

	if (code)
		fprintf(out, "%s%s" NORMAL "\n", code, line);
	else
		fprintf(out, "%s\n", line);
}

/* "lock/mutex", or "lock" for a run that failed before its variant was known. */
static void put_name(FILE *out, const struct syncdemo_result *result)
{
	fprintf(out, "%s%s%s", result->demo, result->variant[0] ? "/" : "", result->variant);
}

void text_verdict_name(FILE *out, __u32 verdict, bool color)
{
	fprintf(out, "%s%s%s", color ? verdict_color(verdict) : "", verdict_name(verdict),
		color ? NORMAL : "");
}

void text_verdict(FILE *out, const struct run_result *res, bool color)
{
	const struct syncdemo_result *result = &res->result;

	put_name(out, result);
	fputs(": ", out);
	text_verdict_name(out, result->verdict, color);
	if (result->verdict == SYNCDEMO_XFAIL)
		fputs(" (as expected)", out);
	if (result->reason[0])
		fprintf(out, ": %s", result->reason);
	if (result->error)
		fprintf(out, " (%s)", strerror(-result->error));
	fputc('\n', out);
}

static void put_metric(FILE *out, const char *name, __u64 value, const char *unit)
{
	char text[64];

	if (!strcmp(unit, "ns"))
		snprintf(text, sizeof(text), "%s", format_ns(value).text);
	else if (!strcmp(unit, "count"))
		snprintf(text, sizeof(text), "%llu", value);
	else
		snprintf(text, sizeof(text), "%llu %s", value, unit);
	fprintf(out, "  %-24s %s\n", name, text);
}

void text_metrics(FILE *out, const struct run_result *res)
{
	put_metric(out, "duration", res->result.duration_ns, "ns");
	for (__u32 i = 0; i < res->result.nr_metrics; i++)
		put_metric(out, res->metrics[i].name, res->metrics[i].value,
			   res->metrics[i].unit);
	if (res->result.dropped)
		put_metric(out, "steps not shown", res->result.dropped, "count");
}

static void put_thread(FILE *out, const struct syncdemo_thread *thread)
{
	fprintf(out, "  %-16s %-10s %10llu %3u %3u %6u %11.6f %11.6f", thread->name,
		thread->role, thread->operations, thread->first_cpu, thread->last_cpu,
		thread->migrations, thread->start_ns / 1e9, thread->end_ns / 1e9);
	if (thread->error)
		fprintf(out, "  %s", strerror(-thread->error));
	fputc('\n', out);
}

void text_threads(FILE *out, const struct run_result *res)
{
	if (!res->result.nr_threads)
		return;
	fprintf(out, "  %-16s %-10s %10s %7s %6s %11s %11s\n", "thread", "role", "operations",
		"cpu", "moves", "first step", "last step");
	for (__u32 i = 0; i < res->result.nr_threads; i++)
		put_thread(out, &res->threads[i]);
}

void text_clock(FILE *out, const char *clocksource)
{
	if (clocksource_is_coarse(clocksource))
		fprintf(out, "  Times are coarse: the clock source '%s' only counts timer ticks.\n",
			clocksource);
}

void text_totals(FILE *out, const struct run_result *results, size_t n)
{
	size_t unexpected = 0;

	fprintf(out, "%zu run%s:", n, plural(n));
	for (__u32 verdict = SYNCDEMO_NONE; verdict <= SYNCDEMO_ERROR; verdict++) {
		size_t count = 0;

		for (size_t i = 0; i < n; i++)
			count += results[i].result.verdict == verdict;
		if (count)
			fprintf(out, " %zu %s,", count, verdict_name(verdict));
	}
	for (size_t i = 0; i < n; i++)
		unexpected += !verdict_expected(results[i].result.verdict);
	if (unexpected)
		fprintf(out, " %zu not as expected\n", unexpected);
	else
		fputs(" all as expected\n", out);
}

static void put_numbers(FILE *out, const struct syncdemo_param_info *param)
{
	bool counted = !strcmp(param->unit, "count");

	fprintf(out, "%llu to %llu%s%s", param->min, param->max, counted ? "" : " ",
		counted ? "" : param->unit);
}

/* "1 to 64 threads, default 5", or "off, counts, full, default counts" */
static void put_range(FILE *out, const struct syncdemo_param_info *param)
{
	struct value_words list;
	char def[32];

	value_words(param, &list);
	for (size_t i = 0; i < list.words.n; i++)
		fprintf(out, "%s%s", i ? ", " : "", list.words.word[i]);
	if (!list.words.n)
		put_numbers(out, param);
	fprintf(out, ", default %s", value_text(param, param->def, def, sizeof(def)));
}

/* Variants whose range of the parameter differs from that of the default variant. */
static void put_exceptions(FILE *out, const struct demo *demo,
			   const struct syncdemo_param_info *param)
{
	for (size_t i = 1; i < demo->nr_variants; i++) {
		const struct variant *variant = &demo->variants[i];
		const struct syncdemo_param_info *other = find_param_id(variant, param->id);

		if (!other || same_range(param, other))
			continue;
		fprintf(out, "      %-12s with %s: ", "", variant->info.name);
		put_range(out, other);
		fputc('\n', out);
	}
}

static void put_param(FILE *out, const struct demo *demo, const struct syncdemo_param_info *param)
{
	fprintf(out, "      %-12s ", param->name);
	put_range(out, param);
	fprintf(out, ": %s\n", param->summary);
	put_exceptions(out, demo, param);
}

/* Width of the longest variant name, which aligns the summaries. */
static int name_width(const struct demo *demo)
{
	size_t width = 12;

	for (size_t i = 0; i < demo->nr_variants; i++)
		if (strlen(demo->variants[i].info.name) > width)
			width = strlen(demo->variants[i].info.name);
	return width;
}

static void put_variant(FILE *out, int width, const struct variant *variant)
{
	fprintf(out, "      %-*s %s", width, variant->info.name, variant->info.summary);
	if (!variant->info.index)
		fputs(" (default)", out);
	if (variant->info.flags & SYNCDEMO_VARIANT_BROKEN)
		fputs(" (broken on purpose: XFAIL is right)", out);
	if (variant->info.flags & SYNCDEMO_VARIANT_LOCKDEP)
		fputs(" (where the kernel has lockdep, lockdep is off afterwards)", out);
	fputc('\n', out);
}

void text_demo(FILE *out, const struct demo *demo)
{
	fprintf(out, "%s: %s\n", demo->info.name, demo->info.summary);
	fputs("   variants\n", out);
	for (size_t i = 0; i < demo->nr_variants; i++)
		put_variant(out, name_width(demo), &demo->variants[i]);
	if (!demo->nr_variants || !demo->variants[0].nr_params)
		return;
	fputs("   parameters\n", out);
	for (size_t i = 0; i < demo->variants[0].nr_params; i++)
		put_param(out, demo, &demo->variants[0].params[i]);
}

static void put_module(FILE *out, const struct status *status)
{
	fputs("module   ", out);
	if (status->module == MODULE_UNKNOWN)
		fputs("unknown: there is no /sys/module\n", out);
	else if (status->module == MODULE_ABSENT)
		fputs("not loaded\n", out);
	else if (!status->module_version[0])
		fputs("loaded, version unknown\n", out);
	else
		fprintf(out, "loaded, version %s%s\n", status->module_version,
			strcmp(status->module_version, SYNCDEMO_VERSION) ?
			": not the version of the tool" : "");
	if (status->info.size)
		fprintf(out, "         ABI %u%s\n", status->info.abi_version,
			status->info.abi_version == SYNCDEMO_ABI_VERSION ?
			"" : ": not the ABI of the tool");
}

static void put_active(FILE *out, const struct syncdemo_active *active)
{
	fprintf(out, "  pid %u: %s/%s, %u thread%s, for %.1f s\n", active->pid,
		active->demo, active->variant, active->threads, plural(active->threads),
		active->elapsed_ns / 1e9);
}

void text_status(FILE *out, const struct status *status)
{
	put_module(out, status);
	fprintf(out, "tool     version %s\n         ABI %d\n", SYNCDEMO_VERSION,
		SYNCDEMO_ABI_VERSION);
	fprintf(out, "device   %s, %s\n", status->device,
		status->reachable ? "answers" : "not accessible");
	if (!status->info.size)
		return;
	fprintf(out, "runs     %u of %u\n", status->info.runs, status->info.max_runs);
	fprintf(out, "threads  %u of %u\n", status->info.threads, status->info.max_threads);
	for (size_t i = 0; i < status->nr_active; i++)
		put_active(out, &status->active[i]);
}
