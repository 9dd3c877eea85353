// SPDX-License-Identifier: GPL-2.0-only
/*
 * The timeline in a page: an image for print and for browsers without scripts,
 * and the data from which web/timeline.js draws what one can move about in.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/coalesce.h"
#include "render/timeline.h"
#include "base/escape.h"
#include "base/format.h"
#include "render/html_page.h"

/* About 20 bytes each; and what a browser draws without a pause. */
#define PIECES_MOST	150000

/* What stands in for a state where several spans were summed up. */
#define SUMMED_UP	NR_SPAN_STATES

#define WAKES_LISTED	100
#define WAKES_OPEN	24	/* so few are shown at once */

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

/* Objects are one more than they are, so that 0 is none. */
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

/* [length, SUMMED_UP, spans, events, running, waiting, holding, unknown] */
static void put_sum(FILE *out, const struct piece *piece)
{
	fprintf(out, "%llu,%d,%zu,%zu,%llu,%llu,%llu,%llu", piece->to - piece->from, SUMMED_UP,
		piece->spans, piece->events, piece->ns[SPAN_RUN], piece->ns[SPAN_WAIT],
		piece->ns[SPAN_HOLD], piece->ns[SPAN_UNKNOWN]);
}

static void put_spans(FILE *out, const struct coalesced *pieces, size_t lane)
{
	const struct row *row = &pieces->rows[lane];

	for (size_t i = 0; i < row->n; i++) {
		if (i)
			fputc(',', out);
		if (row->pieces[i].spans == 1)
			put_span(out, pieces->lanes->trace,
				 &pieces->lanes->lanes[lane].spans[row->pieces[i].first]);
		else
			put_sum(out, &row->pieces[i]);
	}
}

static bool is_point(unsigned int step)
{
	return step == SYNCDEMO_STEP_SIGNAL || step == SYNCDEMO_STEP_LOAD ||
	       step == SYNCDEMO_STEP_STORE || step == SYNCDEMO_STEP_SET ||
	       step == SYNCDEMO_STEP_GET;
}

/* Those of a piece that is a span: [time since the one before, step, object, argument] */
static void put_points(FILE *out, const struct trace *trace, const struct lane *lane,
		       const struct piece *piece, __u64 *before)
{
	for (size_t i = 0; i < piece->events; i++) {
		const struct syncdemo_event *event =
			&trace->events[lane->events[piece->first_event + i]];

		if (!is_point(event->step))
			continue;
		fprintf(out, "%s%llu,%u,%u,%lld", *before == UINT64_MAX ? "" : ",",
			event->ns - (*before == UINT64_MAX ? 0 : *before), event->step,
			object_of(event->object), event->arg);
		*before = event->ns;
	}
}

static void put_lane(FILE *out, const struct coalesced *pieces, size_t lane)
{
	const struct trace *trace = pieces->lanes->trace;
	const struct row *row = &pieces->rows[lane];
	__u64 before = UINT64_MAX;

	fputs("{\"name\":", out);
	escape_json(out, trace_thread(trace, lane));
	fputs(",\"short\":", out);
	escape_json(out, trace_short_name(trace, lane));
	fputs(",\"role\":", out);
	escape_json(out, trace->res.threads[lane].role);
	fprintf(out, ",\"recorded\":%llu,\"dropped\":%llu,\"from\":%llu,\n\"spans\":[",
		trace->logs[lane].recorded, trace->logs[lane].dropped,
		row->n ? row->pieces[0].from : 0);
	put_spans(out, pieces, lane);
	fputs("],\n\"points\":[", out);
	for (size_t i = 0; i < row->n; i++)
		if (row->pieces[i].spans == 1)
			put_points(out, trace, &pieces->lanes->lanes[lane], &row->pieces[i],
				   &before);
	fputs("]}", out);
}

/* The names of all objects that there are, by their number plus one. */
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

/* [when, how long it took, who, whom] */
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
	struct coalesced pieces;
	int ret = coalesce_spans(&pieces, &tl->lanes, PIECES_MOST);

	if (!ret) {
		fprintf(out, "<script type=\"application/json\">\n"
			     "{\"end\":%llu,\"from\":%llu,\"to\":%llu,\"least\":%llu,\"steps\":[",
			tl->lanes.end ? tl->lanes.end : 1, tl->window.from, tl->window.to,
			pieces.least_ns);
		put_steps(out);
		fputs("],\n\"objects\":{", out);
		put_objects(out, tl->trace);
		fputs("},\n\"threads\":[\n", out);
		for (size_t i = 0; i < tl->lanes.nr_lanes; i++) {
			fputs(i ? ",\n" : "", out);
			put_lane(out, &pieces, i);
		}
		fputs("],\n\"wakes\":[", out);
		put_wakes(out, &tl->lanes);
		fputs("],\n\"findings\":[", out);
		put_findings(out, &tl->findings);
		fputs("]}\n</script>\n", out);
	}
	coalesced_free(&pieces);
	return ret;
}

/* ---- words ---- */

static void put_legend(FILE *out)
{
	fputs("<p class=\"legend\"><span><i class=\"run\"></i>running</span> <span>\n"
	      "<i class=\"wait\"></i>waiting</span> <span><i class=\"hold\">\n"
	      "</i>holding</span> <span><i class=\"unknown\"></i>not recorded</span> <span>\n"
	      "<i class=\"wake\"></i>who woke whom</span></p>\n",
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
	fprintf(out, "<details%s><summary>Who woke whom: %zu time%s</summary>\n<table><thead><tr>\n"
		     "<th>when</th><th>who</th><th>whom</th><th>by</th>\n"
		     "<th>which went on after</th></tr></thead><tbody>\n",
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
