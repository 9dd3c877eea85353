// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of "syncdemo compare": one line for each variant, the fastest first.
 * Speeds are relative to the first, because absolute ones hold for one machine only.
 */
#include <string.h>

#include "analysis/times.h"
#include "base/format.h"
#include "base/wrap.h"
#include "device/clocksource.h"
#include "device/param_words.h"
#include "render/text.h"
#include "render/text_compare.h"

#define WIDTH		80
#define BAR_WIDTH	7

/* Follows the name of a variant whose run was mostly serial. */
#define MARK_SERIAL	"*"

/**
 * struct layout - the columns of the table
 * @name: width of the variant's name
 * @bar: width of the bar behind the speed
 * @time: width of a time
 * @share: width of a share
 * @wait: title of the first time
 * @contended: title of the first share
 * @handoffs: title of the second one
 */
struct layout {
	int name;
	int bar;
	int time;
	int share;
	const char *wait;
	const char *contended;
	const char *handoffs;
};

/* Variants that passed or failed are in the table, the others in lists of their own. */
static bool in_table(const struct compared *row)
{
	return compared_kind(row) < COMPARED_SKIPPED;
}

static int name_width(const struct comparison *comparison, bool of_table)
{
	size_t width = strlen("variant");

	for (size_t i = 0; i < comparison->nr_rows; i++) {
		const struct compared *row = &comparison->rows[i];
		size_t len = strlen(row->variant->info.name) + strlen(MARK_SERIAL);

		if (in_table(row) == of_table && len > width)
			width = len;
	}
	return width;
}

static size_t count_kind(const struct comparison *comparison, enum compared_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < comparison->nr_rows; i++)
		n += compared_kind(&comparison->rows[i]) == kind;
	return n;
}

/*
 * Not shown: parameters that are off (0), the time budget and the statistics level,
 * which hardly affect the result, and iterations if a duration is set.
 */
static bool worth_naming(__u32 id, const struct syncdemo_result *result)
{
	if (id >= SYNCDEMO_PARAM_SLOTS || !(result->param_mask & (1ULL << id)) ||
	    !result->param[id])
		return false;
	if (id == SYNCDEMO_PARAM_ITERATIONS)
		return !result->param[SYNCDEMO_PARAM_DURATION_MS];
	return id != SYNCDEMO_PARAM_TIMEOUT_MS && id != SYNCDEMO_PARAM_STATS;
}

static void put_head(FILE *out, const struct comparison *comparison)
{
	const struct variant *variant = &comparison->plan->demo->variants[0];
	const struct syncdemo_result *result = &comparison->results[0].result;
	char value[32];

	fprintf(out, "%s:", comparison->plan->demo->info.name);
	for (size_t i = 0; i < variant->nr_params; i++) {
		const struct syncdemo_param_info *param = &variant->params[i];

		if (worth_naming(param->id, result))
			fprintf(out, " %s=%s", param->name,
				value_text(param, result->param[param->id], value,
					   sizeof(value)));
	}
	if (comparison->rounds > 1)
		fprintf(out, ", %u rounds", comparison->rounds);
	fputs("\n\n", out);
}

static struct formatted bound(const struct comparison *comparison, const struct compared *row,
			      __u64 ns)
{
	if (!row->stats.all.wait.count || !clocksource_is_exact(comparison->clocksource))
		return (struct formatted) { FORMAT_NOTHING };
	return format_short_ns(ns);
}

static void put_speed(FILE *out, double ratio, int bar)
{
	if (isnan(ratio))
		fprintf(out, " %4s %-*s", FORMAT_NOTHING, bar, "");
	else
		fprintf(out, " %4.2f %-*s", ratio, bar, format_bar(ratio, bar).text);
}

static void put_fairness(FILE *out, double fairness)
{
	if (isnan(fairness))
		fprintf(out, " %4s", FORMAT_NOTHING);
	else
		fprintf(out, " %4.2f", fairness);
}

static void put_row(FILE *out, const struct comparison *comparison, const struct compared *row,
		    const struct layout *layout, bool color)
{
	const struct syncdemo_times *wait = &row->stats.all.wait;
	char name[SYNCDEMO_NAME_SIZE + sizeof(MARK_SERIAL)];

	snprintf(name, sizeof(name), "%s%s", row->variant->info.name,
		 row->stats.mostly_serial ? MARK_SERIAL : "");
	fprintf(out, "  %-*s", layout->name, name);
	put_speed(out, row->ratio, layout->bar);
	put_fairness(out, row->stats.fairness);
	fprintf(out, " %*s", layout->time,
		bound(comparison, row, times_percentile(wait, 990)).text);
	fprintf(out, " %*s", layout->time, bound(comparison, row, wait->max_ns).text);
	fprintf(out, " %*s", layout->share, format_share(row->stats.contended_share).text);
	fprintf(out, " %*s  ", layout->share, format_share(row->stats.handoff_share).text);
	text_verdict_name(out, row->judged->result.verdict, color);
	fputc('\n', out);
}

static int verdict_width(const struct comparison *comparison, enum compared_kind kind)
{
	size_t width = 0;

	for (size_t i = 0; i < comparison->nr_rows; i++) {
		const struct compared *row = &comparison->rows[i];
		size_t len = strlen(verdict_name(row->judged->result.verdict));

		if (compared_kind(row) == kind && len > width)
			width = len;
	}
	return width;
}

/* The room left for the bar; negative if the rest alone is too wide. */
static int bar_width(const struct layout *layout, int verdict)
{
	int rest = 2 + layout->name + strlen(" 1.00 ") + strlen(" fair") +
		   2 * (1 + layout->time) + 2 * (1 + layout->share) + 2 + verdict;

	return WIDTH - rest < BAR_WIDTH ? WIDTH - rest : BAR_WIDTH;
}

/* Shorter titles and a shorter bar make room for long names. */
static struct layout make_layout(const struct comparison *comparison)
{
	struct layout layout = {
		.name = name_width(comparison, true), .time = 8, .share = 9,
		.wait = "wait 99%", .contended = "contended", .handoffs = "hand-offs",
	};
	int passed = verdict_width(comparison, COMPARED_PASSED);
	int failed = verdict_width(comparison, COMPARED_FAILED);
	int verdict = strlen("verdict");

	if (failed > verdict)
		verdict = failed;
	if (passed > verdict)
		verdict = passed;
	if (bar_width(&layout, verdict) < BAR_WIDTH) {
		layout.time = 7;
		layout.share = 7;
		layout.wait = "wait99%";
		layout.contended = "contend";
		layout.handoffs = "handoff";
	}
	layout.bar = bar_width(&layout, verdict);
	if (layout.bar < 0)
		layout.bar = 0;
	return layout;
}

static void put_titles(FILE *out, const struct layout *layout)
{
	fprintf(out, "  %-*s %-*s fair", layout->name, "variant", layout->bar + 5, "speed");
	fprintf(out, " %*s %*s", layout->time, layout->wait, layout->time, "longest");
	fprintf(out, " %*s %*s  verdict\n", layout->share, layout->contended, layout->share,
		layout->handoffs);
}

static void put_table(FILE *out, const struct comparison *comparison, bool color)
{
	struct layout layout = make_layout(comparison);

	if (!count_kind(comparison, COMPARED_PASSED) && !count_kind(comparison, COMPARED_FAILED))
		return;
	put_titles(out, &layout);
	for (size_t i = 0; i < comparison->nr_rows; i++)
		if (in_table(&comparison->rows[i]))
			put_row(out, comparison, &comparison->rows[i], &layout, color);
}

static void reason_text(const struct compared *row, char *text, size_t size)
{
	const struct syncdemo_result *result = &row->judged->result;
	char rounds[64] = "";

	if (row->same_verdict < row->runs)
		snprintf(rounds, sizeof(rounds), "%zu of %zu rounds%s", row->same_verdict,
			 row->runs, result->reason[0] ? ": " : "");
	snprintf(text, size, "%s%s%s%s%s", rounds, result->reason, result->error ? " (" : "",
		 result->error ? strerror(-result->error) : "", result->error ? ")" : "");
}

/* A reason may be longer than a line. */
static void put_reason(FILE *out, const struct compared *row, int width, int verdict_width,
		       bool color)
{
	__u32 verdict = row->judged->result.verdict;
	int pad = verdict_width - (int)strlen(verdict_name(verdict));
	char reason[2 * SYNCDEMO_TEXT_SIZE];

	fprintf(out, "  %-*s ", width, row->variant->info.name);
	text_verdict_name(out, verdict, color);
	fprintf(out, "%*s", pad + 2, "");
	reason_text(row, reason, sizeof(reason));
	wrap_text(out, reason, 2 + width + 1 + verdict_width + 2, WIDTH);
}

static void put_reasons(FILE *out, const struct comparison *comparison,
			enum compared_kind kind, const char *head, int width, bool color)
{
	if (!count_kind(comparison, kind))
		return;
	fprintf(out, "\n  %s\n", head);
	for (size_t i = 0; i < comparison->nr_rows; i++)
		if (compared_kind(&comparison->rows[i]) == kind)
			put_reason(out, &comparison->rows[i], width,
				   verdict_width(comparison, kind), color);
}

static void put_adjustment(FILE *out, const struct adjustment *adjustment)
{
	char asked[32], used[32];

	fprintf(out, "  %s ran with %s=%s: it does not take %s.\n",
		adjustment->variant->info.name, adjustment->param->name,
		value_text(adjustment->param, adjustment->used, used, sizeof(used)),
		value_text(adjustment->param, adjustment->asked, asked, sizeof(asked)));
}

static bool was_adjusted(const struct plan *plan, const struct variant *variant, __u32 id)
{
	for (size_t i = 0; i < plan->nr_adjusted; i++)
		if (plan->adjusted[i].variant == variant && plan->adjusted[i].param->id == id)
			return true;
	return false;
}

/* A variant may have a default of its own, such as a larger minimum of threads. */
static void put_own_defaults(FILE *out, const struct comparison *comparison,
			     const struct compared *row)
{
	const struct syncdemo_result *head = &comparison->results[0].result;
	const struct syncdemo_result *result = &row->res->result;
	char value[32];

	for (size_t i = 0; i < row->variant->nr_params; i++) {
		const struct syncdemo_param_info *param = &row->variant->params[i];

		if (!worth_naming(param->id, result) ||
		    result->param[param->id] == head->param[param->id] ||
		    was_adjusted(comparison->plan, row->variant, param->id))
			continue;
		fprintf(out, "  %s ran with %s=%s, its minimum.\n", row->variant->info.name,
			param->name,
			value_text(param, result->param[param->id], value, sizeof(value)));
	}
}

static bool any_serial(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->nr_rows; i++)
		if (in_table(&comparison->rows[i]) && comparison->rows[i].stats.mostly_serial)
			return true;
	return false;
}

/* How one line represents several runs. */
static void put_rounds(FILE *out, const struct comparison *comparison)
{
	size_t wanted = comparison_runs(comparison);

	if (comparison->rounds > 1)
		fputs("  Variants run in turns. A line has the metrics of the median run by speed\n"
		      "  (of an even number the slower middle one) and the worst verdict.\n",
		      out);
	if (comparison->n < wanted)
		fprintf(out, "  Ended early: after %zu of %zu runs.\n", comparison->n, wanted);
}

static void put_notes(FILE *out, const struct comparison *comparison)
{
	fputs("\n  speed: operations per second, relative to the first. fair: 1 if all threads\n"
	      "  had equally many turns. wait 99%: 99 of 100 waits took no longer.\n", out);
	put_rounds(out, comparison);
	if (any_serial(comparison))
		fputs("  " MARK_SERIAL " mostly serial: all threads ran together for less than\n"
		      "    half of the time. Give them more to do: these are metrics of fewer threads.\n",
		      out);
	if (!*comparison->clocksource)
		fputs("  No times: the clock source of this kernel is not known.\n", out);
	else if (!clocksource_is_exact(comparison->clocksource))
		fprintf(out, "  No times: the clock source of this kernel is '%s', not 'tsc'.\n",
			comparison->clocksource);
	for (size_t i = 0; i < comparison->plan->nr_adjusted; i++)
		put_adjustment(out, &comparison->plan->adjusted[i]);
	for (size_t i = 0; i < comparison->nr_rows; i++)
		put_own_defaults(out, comparison, &comparison->rows[i]);
	fprintf(out, "  More about each variant: syncdemo explain %s\n",
		comparison->plan->demo->info.name);
}

void text_compare(FILE *out, const struct comparison *comparison, bool color)
{
	int width = name_width(comparison, false);

	if (!comparison->n)
		return;
	put_head(out, comparison);
	put_table(out, comparison, color);
	put_reasons(out, comparison, COMPARED_FAILED, "failed", width, color);
	put_reasons(out, comparison, COMPARED_SKIPPED, "skipped", width, color);
	put_reasons(out, comparison, COMPARED_BROKEN,
		    "broken on purpose (XFAIL: the bug showed, as it must)", width, color);
	put_notes(out, comparison);
}
