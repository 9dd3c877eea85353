// SPDX-License-Identifier: GPL-2.0-only
/*
 * The timeline in a page: an image for print and for browsers without scripts, and
 * the data from which web/timeline.js draws the interactive timeline.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/coalesce.h"
#include "render/timeline.h"
#include "base/escape.h"
#include "base/format.h"
#include "render/html_page.h"

/* A browser draws this many without a pause; each takes about 20 bytes. */
#define MAX_SPANS	150000

/* In place of the state of merged spans. */
#define MERGED	NR_SPAN_STATES

#define WAKES_LISTED	100
#define WAKES_OPEN	24	/* a longer list is folded */

/* ---- data ---- */

static long long arg_of(const struct trace *trace, __u32 event)
{
	return event == NO_EVENT ? 0 : trace->events[event].arg;
}

static unsigned int step_of(const struct trace *trace, __u32 event)
{
	return event == NO_EVENT ? SYNCDEMO_STEP_NONE : trace->events[event].step;
}

static unsigned int cpu_of(const struct trace *trace, __u32 event)
{
	return event == NO_EVENT ? 0 : trace->events[event].cpu;
}

/* Objects are numbered from 1 in the data; 0 means none. */
static unsigned int object_of(__u16 object)
{
	return object == NO_OBJECT ? 0 : object + 1U;
}

/* [length, state, object, held, CPU, step that begins, step that ends, its argument] */
static void put_span(FILE *out, const struct trace *trace, const struct span *span)
{
	fprintf(out, "%llu,%u,%u,%u,%u,%u,%u,%lld", span->to - span->from, span->state,
		object_of(span->object), object_of(span->held), cpu_of(trace, span->begin),
		step_of(trace, span->begin), step_of(trace, span->end),
		arg_of(trace, span->end));
}

/* [length, MERGED, spans, events, running, waiting, holding, unknown] */
static void put_sum(FILE *out, const struct coalesced_span *span)
{
	fprintf(out, "%llu,%d,%zu,%zu,%llu,%llu,%llu,%llu", span->to - span->from, MERGED,
		span->nr_spans, span->nr_events, span->ns[SPAN_RUN], span->ns[SPAN_WAIT],
		span->ns[SPAN_HOLD], span->ns[SPAN_UNKNOWN]);
}

static void put_spans(FILE *out, const struct coalesced *coalesced, size_t lane)
{
	const struct coalesced_lane *merged = &coalesced->lanes[lane];

	for (size_t i = 0; i < merged->nr_spans; i++) {
		if (i)
			fputc(',', out);
		if (merged->spans[i].nr_spans == 1)
			put_span(out, coalesced->source->trace,
				 &coalesced->source->lanes[lane].spans[merged->spans[i].first]);
		else
			put_sum(out, &merged->spans[i]);
	}
}

static bool is_point(unsigned int step)
{
	return step == SYNCDEMO_STEP_SIGNAL || step == SYNCDEMO_STEP_LOAD ||
	       step == SYNCDEMO_STEP_STORE || step == SYNCDEMO_STEP_SET ||
	       step == SYNCDEMO_STEP_GET;
}

/* The events of a single span: [time since the previous one, step, object, argument] */
static void put_points(FILE *out, const struct trace *trace, const struct lane *lane,
		       const struct coalesced_span *span, __u64 *before)
{
	for (size_t i = 0; i < span->nr_events; i++) {
		const struct syncdemo_event *event =
			&trace->events[lane->events[span->first_event + i]];

		if (!is_point(event->step))
			continue;
		fprintf(out, "%s%llu,%u,%u,%lld", *before == UINT64_MAX ? "" : ",",
			event->ns - (*before == UINT64_MAX ? 0 : *before), event->step,
			object_of(event->object), event->arg);
		*before = event->ns;
	}
}

static void put_lane(FILE *out, const struct coalesced *coalesced, size_t lane)
{
	const struct trace *trace = coalesced->source->trace;
	const struct coalesced_lane *merged = &coalesced->lanes[lane];
	__u64 before = UINT64_MAX;

	fputs("{\"name\":", out);
	escape_json(out, trace_thread(trace, lane));
	fputs(",\"short\":", out);
	escape_json(out, trace_short_name(trace, lane));
	fputs(",\"role\":", out);
	escape_json(out, trace->res.threads[lane].role);
	fprintf(out, ",\"recorded\":%llu,\"dropped\":%llu,\"from\":%llu,\n\"spans\":[",
		trace->logs[lane].recorded, trace->logs[lane].dropped,
		merged->nr_spans ? merged->spans[0].from : 0);
	put_spans(out, coalesced, lane);
	fputs("],\n\"points\":[", out);
	for (size_t i = 0; i < merged->nr_spans; i++)
		if (merged->spans[i].nr_spans == 1)
			put_points(out, trace, &coalesced->source->lanes[lane], &merged->spans[i],
				   &before);
	fputs("]}", out);
}

/* The names of all objects, by their number in the data, see object_of(). */
static void put_objects(FILE *out, const struct trace *trace)
{
	bool *seen = calloc(UINT16_MAX + 1, sizeof(*seen));
	bool any = false;

	for (size_t i = 0; seen && i < trace->nr_events; i++) {
		const struct syncdemo_event *event = &trace->events[i];
		char name[TRACE_NAME_SIZE];

		if (seen[event->object])
			continue;
		seen[event->object] = true;
		trace_object(trace, event->object, name);
		fprintf(out, "%s\"%u\":", any ? "," : "", event->object + 1);
		escape_json(out, name);
		any = true;
	}
	free(seen);
}

static void put_steps(FILE *out)
{
	for (int i = 0; i < SYNCDEMO_NR_STEPS; i++)
		fprintf(out, "%s\"%s\"", i ? "," : "", step_name(i));
}

/* [time, duration, waker, woken] */
static void put_wakes(FILE *out, const struct lanes *lanes)
{
	for (size_t i = 0; i < lanes->nr_wakes; i++) {
		const struct wake *wake = &lanes->wakes[i];
		__u64 from = wake_from_ns(lanes, wake);

		fprintf(out, "%s%llu,%llu,%u,%u", i ? "," : "", from,
			lanes->trace->events[wake->woken].ns - from, wake->from, wake->to);
	}
}

static void put_findings(FILE *out, const struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		fprintf(out, "%s[%llu,%u,", i ? "," : "", findings->finding[i].ns,
			findings->finding[i].thread);
		escape_json(out, findings->finding[i].text);
		fputc(']', out);
	}
}

static int put_data(FILE *out, const struct timeline *tl)
{
	struct coalesced coalesced;
	int ret = coalesce_spans(&coalesced, &tl->lanes, MAX_SPANS);

	if (!ret) {
		fprintf(out, "<script type=\"application/json\">\n"
			     "{\"end\":%llu,\"from\":%llu,\"to\":%llu,\"least\":%llu,\"steps\":[",
			tl->lanes.end ? tl->lanes.end : 1, tl->window.from, tl->window.to,
			coalesced.min_ns);
		put_steps(out);
		fputs("],\n\"objects\":{", out);
		put_objects(out, tl->trace);
		fputs("},\n\"threads\":[\n", out);
		for (size_t i = 0; i < tl->lanes.nr_lanes; i++) {
			fputs(i ? ",\n" : "", out);
			put_lane(out, &coalesced, i);
		}
		fputs("],\n\"wakes\":[", out);
		put_wakes(out, &tl->lanes);
		fputs("],\n\"findings\":[", out);
		put_findings(out, &tl->findings);
		fputs("]}\n</script>\n", out);
	}
	coalesced_free(&coalesced);
	return ret;
}

/* ---- text ---- */

static void put_legend(FILE *out)
{
	fputs("<p class=\"legend\"><span><i class=\"run\"></i>running</span> <span>\n"
	      "<i class=\"wait\"></i>waiting</span> <span><i class=\"hold\">\n"
	      "</i>holding</span> <span><i class=\"unknown\"></i>not recorded</span> <span>\n"
	      "<i class=\"wake\"></i>wake-up</span></p>\n",
	      out);
}

static void put_finding_list(FILE *out, const struct findings *findings)
{
	if (!findings->n)
		return;
	fputs("<ol class=\"findings\">\n", out);
	for (size_t i = 0; i < findings->n; i++) {
		fprintf(out, "<li><b>%s</b> at %s: ", finding_name(findings->finding[i].kind),
			format_ns(findings->finding[i].ns).text);
		escape_markup(out, findings->finding[i].text);
		fputs("</li>\n", out);
	}
	fputs("</ol>\n", out);
	for (int kind = 0; kind < NR_FINDING_KINDS; kind++)
		if (findings_left_out(findings, kind))
			fprintf(out, "<p>And %llu more of: %s.</p>\n",
				findings_left_out(findings, kind), finding_name(kind));
}

static void put_wake_row(FILE *out, const struct timeline *tl, const struct wake *wake)
{
	const struct trace *trace = tl->trace;
	__u64 from = wake_from_ns(&tl->lanes, wake);
	char object[TRACE_NAME_SIZE];

	trace_object(trace, trace->events[wake->woken].object, object);
	fprintf(out, "<tr><td>%s</td><td>", format_ns(from).text);
	escape_markup(out, trace_short_name(trace, wake->from));
	fputs("</td><td>", out);
	escape_markup(out, trace_short_name(trace, wake->to));
	fputs("</td><td>", out);
	escape_markup(out, object);
	fprintf(out, "</td><td>%s</td></tr>\n",
		format_ns(trace->events[wake->woken].ns - from).text);
}

static void put_wake_list(FILE *out, const struct timeline *tl)
{
	size_t n = tl->lanes.nr_wakes;

	if (!n)
		return;
	fprintf(out, "<details%s><summary>%zu wake-up%s</summary>\n<table><thead><tr>\n"
		     "<th>time</th><th>waker</th><th>woken</th><th>object</th>\n"
		     "<th>delay</th></tr></thead><tbody>\n",
		n <= WAKES_OPEN ? " open" : "", n, plural(n));
	for (size_t i = 0; i < n && i < WAKES_LISTED; i++)
		put_wake_row(out, tl, &tl->lanes.wakes[i]);
	fputs("</tbody></table>\n", out);
	if (n > WAKES_LISTED)
		fprintf(out, "<p>And %zu more.</p>\n", n - WAKES_LISTED);
	fputs("</details>\n", out);
}

int timeline_html_section(FILE *out, const struct timeline *tl, unsigned int id)
{
	int ret;

	fprintf(out, "<figure class=\"view\" id=\"timeline-%u\">\n<div class=\"still\">\n", id);
	ret = timeline_svg_element(out, tl);
	fputs("</div>\n", out);
	if (!ret)
		ret = put_data(out, tl);
	fputs("<figcaption>\n", out);
	put_legend(out);
	put_finding_list(out, &tl->findings);
	fputs("<p class=\"log\">", out);
	timeline_put_log(out, tl);
	fputs(".</p>\n", out);
	put_wake_list(out, tl);
	fputs("</figcaption>\n</figure>\n", out);
	return ret;
}

int timeline_html(FILE *out, const struct timeline *tl)
{
	const struct syncdemo_result *result = &tl->trace->res.result;
	char title[3 * SYNCDEMO_NAME_SIZE];
	int ret;

	snprintf(title, sizeof(title), "%s/%s", result->demo, result->variant);
	html_page_begin(out, title);
	fprintf(out, "<h1>%s <span class=\"verdict %s\">%s</span></h1>\n<p>", title,
		verdict_expected(result->verdict) ? "good" : "bad",
		verdict_name(result->verdict));
	escape_markup(out, result->reason);
	fputs("</p>\n", out);
	ret = timeline_html_section(out, tl, 0);
	html_page_end(out);
	return ret;
}
