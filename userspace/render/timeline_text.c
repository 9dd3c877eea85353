// SPDX-License-Identifier: GPL-2.0-only
/*
 * The timeline for a terminal: a line for each thread, a character for each bin of
 * time, numbers for wake-ups and letters for findings.
 */
#include <stdlib.h>
#include <string.h>

#include "render/timeline.h"
#include "base/format.h"
#include "base/time_format.h"

#define RED	"\033[1;31m"
#define GREEN	"\033[32m"
#define YELLOW	"\033[33m"
#define CYAN	"\033[36m"
#define DIM	"\033[2m"
#define NORMAL	"\033[0m"

#define NAME_MAX_WIDTH	28
#define LEAST_COLUMNS	20
#define TICK_WIDTH	14	/* columns from one label to the next, at least */
#define WAKES_LISTED	24

/* The least share of the time for which a hold gets a glyph of its own. */
#define PART(ns)	((ns) / 10)

/* What a bin shows. */
enum glyph { BLANK, RUN, WAIT, HOLD, PARTLY, UNKNOWN, NR_GLYPHS };

static const struct {
	const char *unicode;
	const char *ascii;
	const char *color;
	const char *meaning;
} glyphs[NR_GLYPHS] = {
	[BLANK] = { " ", " ", "", NULL },
	[RUN] = { "─", "-", "", "running" },
	[WAIT] = { "░", ".", YELLOW, "waiting" },
	[HOLD] = { "█", "#", GREEN, "holding" },
	[PARTLY] = { "▒", "+", GREEN, "holding in part" },
	[UNKNOWN] = { "╱", "/", DIM, "not recorded" },
};

/**
 * struct drawing - state while the timeline is drawn
 * @out: the stream
 * @tl: the timeline
 * @style: properties of the terminal
 * @bins: the bins of time, a column for each
 * @names: width of the names before the bins
 * @crowded: number of labels for which there was no room
 */
struct drawing {
	FILE *out;
	const struct timeline *tl;
	const struct text_style *style;
	struct bins bins;
	unsigned int names;
	size_t crowded;
};

/* ---- lanes ---- */

static enum glyph pick_glyph(const struct cell *cell)
{
	__u64 hold = cell->ns[SPAN_HOLD], wait = cell->ns[SPAN_WAIT];
	__u64 run = cell->ns[SPAN_RUN], unknown = cell->ns[SPAN_UNKNOWN];
	__u64 all = hold + wait + run + unknown;

	if (!all)
		return BLANK;
	if (unknown > all / 2)
		return UNKNOWN;
	if (hold && hold >= wait && hold >= run)
		return HOLD;
	if (hold && hold >= PART(all))
		return PARTLY;
	return wait >= run ? WAIT : RUN;
}

static const char *glyph_text(const struct drawing *d, enum glyph glyph)
{
	return d->style->unicode ? glyphs[glyph].unicode : glyphs[glyph].ascii;
}

/* Colours change only where the glyph does. */
static void put_lane(const struct drawing *d, size_t lane)
{
	const struct cell *cells = &d->bins.cells[lane * d->bins.nr];
	const char *color = "";

	for (size_t i = 0; i < d->bins.nr; i++) {
		enum glyph glyph = pick_glyph(&cells[i]);

		if (d->style->color && glyphs[glyph].color != color) {
			fprintf(d->out, "%s%s", *color ? NORMAL : "", glyphs[glyph].color);
			color = glyphs[glyph].color;
		}
		fputs(glyph_text(d, glyph), d->out);
	}
	fprintf(d->out, "%s\n", *color ? NORMAL : "");
}

static void put_name(const struct drawing *d, size_t lane)
{
	char name[SYNCDEMO_NAME_SIZE + SYNCDEMO_UNIT_SIZE + 1];

	snprintf(name, sizeof(name), "%s %s", trace_short_name(d->tl->trace, lane),
		 d->tl->trace->res.threads[lane].role);
	fprintf(d->out, "%-*.*s ", d->names, d->names, name);
}

static unsigned int name_width(const struct trace *trace)
{
	size_t widest = 0;

	for (__u32 i = 0; i < trace->res.result.nr_threads; i++) {
		size_t width = strlen(trace_short_name(trace, i)) + 1 +
			       strlen(trace->res.threads[i].role);

		if (width > widest)
			widest = width;
	}
	return widest < NAME_MAX_WIDTH ? widest : NAME_MAX_WIDTH;
}

/* ---- numbers and letters below a lane ---- */

/* The characters beside the label must be free, too, so that numbers stay apart. */
static bool is_free(const struct drawing *d, const char *row, size_t column, size_t len)
{
	size_t from = column ? column - 1 : 0;

	if (column + len > d->bins.nr)
		return false;
	for (size_t i = from; i <= column + len && i < d->bins.nr; i++)
		if (row[i] != ' ')
			return false;
	return true;
}

static void put_label(struct drawing *d, char *row, __u64 ns, const char *label)
{
	size_t column, len = strlen(label);

	if (!in_window(&d->bins.window, ns))
		return;
	column = bin_of(&d->bins, ns);
	if (is_free(d, row, column, len)) {
		memcpy(&row[column], label, len);
		return;
	}
	d->crowded++;
	if (row[column] == ' ')
		row[column] = '*';
}

static char letter(size_t finding)
{
	return 'A' + finding % 26;
}

static void label_findings(struct drawing *d, size_t lane, char *row)
{
	for (size_t i = 0; i < d->tl->findings.n; i++) {
		char label[2] = { letter(i) };

		if (d->tl->findings.finding[i].thread == lane)
			put_label(d, row, d->tl->findings.finding[i].ns, label);
	}
}

static bool wake_shown(const struct drawing *d, const struct wake *wake)
{
	const struct window *window = &d->bins.window;

	return in_window(window, wake_from_ns(&d->tl->lanes, wake)) ||
	       in_window(window, d->tl->trace->events[wake->woken].ns);
}

static void label_wakes(struct drawing *d, size_t lane, char *row)
{
	const struct lanes *lanes = &d->tl->lanes;
	unsigned int number = 0;

	for (size_t i = 0; i < lanes->nr_wakes; i++) {
		const struct wake *wake = &lanes->wakes[i];
		char label[16];

		if (!wake_shown(d, wake))
			continue;
		snprintf(label, sizeof(label), "%u", ++number);
		if (wake->from == lane)
			put_label(d, row, wake_from_ns(lanes, wake), label);
		if (wake->to == lane)
			put_label(d, row, d->tl->trace->events[wake->woken].ns, label);
	}
}

static void put_row(const struct drawing *d, const char *row)
{
	size_t len = strlen(row);

	while (len && row[len - 1] == ' ')
		len--;
	if (!len)
		return;
	fprintf(d->out, "%*s ", d->names, "");
	for (size_t i = 0; i < len; i++) {
		bool finding = row[i] >= 'A' && row[i] <= 'Z';

		if (d->style->color && row[i] != ' ')
			fprintf(d->out, "%s%c" NORMAL, finding ? RED : CYAN, row[i]);
		else
			fputc(row[i], d->out);
	}
	fputc('\n', d->out);
}

static int put_lanes(struct drawing *d)
{
	char *row = malloc(d->bins.nr + 1);

	if (!row)
		return -1;
	for (size_t i = 0; i < d->bins.lanes; i++) {
		put_name(d, i);
		put_lane(d, i);
		memset(row, ' ', d->bins.nr);
		row[d->bins.nr] = '\0';
		label_findings(d, i, row);
		label_wakes(d, i, row);
		put_row(d, row);
	}
	free(row);
	return 0;
}

/* ---- axis ---- */

/* @strokes: draw the line with a stroke below the start of each label */
static void put_axis(const struct drawing *d, bool strokes)
{
	const struct window *window = &d->bins.window;
	__u64 step = time_step(window->to - window->from, d->bins.nr / TICK_WIDTH);
	__u64 tick = (window->from + step - 1) / step * step;
	size_t at = 0;

	fprintf(d->out, "%*s ", d->names, "");
	for (; tick <= window->to; tick += step) {
		size_t column = bin_of(&d->bins, tick);
		char label[TIME_LABEL_SIZE] = "|";

		if (!strokes)
			time_tick(tick, step, window->to, label);
		if (column < at || column + strlen(label) > d->bins.nr)
			continue;
		fprintf(d->out, "%*s%s", (int)(column - at), "", label);
		at = column + strlen(label);
	}
	fputc('\n', d->out);
}

/* ---- text below ---- */

static void put_legend(const struct drawing *d)
{
	fprintf(d->out, "\n%*s ", d->names, "");
	for (size_t i = RUN; i < NR_GLYPHS; i++) {
		const char *color = d->style->color ? glyphs[i].color : "";

		fprintf(d->out, "%s%s%s%s %s", i == RUN ? "" : "   ", color, glyph_text(d, i),
			*color ? NORMAL : "", glyphs[i].meaning);
	}
	fputc('\n', d->out);
}

static void put_wake(const struct drawing *d, const struct wake *wake, unsigned int number)
{
	const struct trace *trace = d->tl->trace;
	__u64 from = wake_from_ns(&d->tl->lanes, wake);
	__u64 to = trace->events[wake->woken].ns;
	char object[TRACE_NAME_SIZE];

	trace_object(trace, trace->events[wake->woken].object, object);
	fprintf(d->out, "  %3u  %s, at %s: %s woke %s, which went on %s later\n", number, object,
		format_ns(from).text, trace_short_name(trace, wake->from),
		trace_short_name(trace, wake->to), format_ns(to - from).text);
}

static int put_pairs(const struct drawing *d)
{
	const struct trace *trace = d->tl->trace;
	size_t n;
	struct pair *pairs = timeline_pairs(d->tl, &n);

	if (!pairs)
		return -1;
	fputs("  in the whole run:", d->out);
	for (size_t i = 0; i < n; i++)
		fprintf(d->out, "%s %s woke %s %llu time%s", i ? "," : "",
			trace_short_name(trace, pairs[i].from),
			trace_short_name(trace, pairs[i].to), pairs[i].times,
			plural(pairs[i].times));
	fputc('\n', d->out);
	free(pairs);
	return 0;
}

static int put_wakes(const struct drawing *d)
{
	const struct lanes *lanes = &d->tl->lanes;
	unsigned int number = 0;

	if (!lanes->nr_wakes)
		return 0;
	fputs("\nwho woke whom:\n", d->out);
	for (size_t i = 0; i < lanes->nr_wakes; i++)
		if (wake_shown(d, &lanes->wakes[i]) && ++number <= WAKES_LISTED)
			put_wake(d, &lanes->wakes[i], number);
	if (number > WAKES_LISTED)
		fprintf(d->out, "  and %u more in this window\n", number - WAKES_LISTED);
	return put_pairs(d);
}

static void put_finding(const struct drawing *d, size_t i)
{
	const struct finding *finding = &d->tl->findings.finding[i];
	bool color = d->style->color;

	fprintf(d->out, "  %s%c%s  %s, at %s: %s%s\n", color ? RED : "", letter(i),
		color ? NORMAL : "", finding_name(finding->kind), format_ns(finding->ns).text,
		finding->text,
		in_window(&d->bins.window, finding->ns) ? "" : " (outside the window)");
}

static void put_findings(const struct drawing *d)
{
	const struct findings *findings = &d->tl->findings;

	if (!findings->n)
		return;
	fputs("\nwhat went wrong:\n", d->out);
	for (size_t i = 0; i < findings->n; i++)
		put_finding(d, i);
	for (int kind = 0; kind < NR_FINDING_KINDS; kind++)
		if (findings_left_out(findings, kind))
			fprintf(d->out, "  and %llu more of: %s\n",
				findings_left_out(findings, kind), finding_name(kind));
}

static __u64 events_drawn(const struct drawing *d)
{
	__u64 sum = 0;

	for (size_t i = 0; i < d->bins.nr * d->bins.lanes; i++)
		sum += d->bins.cells[i].events;
	return sum;
}

static const char *is_or_are(__u64 n)
{
	return n == 1 ? "is" : "are";
}

static void put_notes(const struct drawing *d)
{
	const struct window *window = &d->bins.window;
	__u64 drawn = events_drawn(d);

	fputc('\n', d->out);
	timeline_put_log(d->out, d->tl);
	fprintf(d->out, "; %llu %s shown here", drawn, is_or_are(drawn));
	if (d->bins.outside)
		fprintf(d->out, ", %llu %s before or after", d->bins.outside,
			is_or_are(d->bins.outside));
	fprintf(d->out, ".\nA column is %s; it shows the state that took most of that time.\n",
		format_ns((window->to - window->from) / d->bins.nr).text);
	if (d->crowded)
		fprintf(d->out, "%zu number%s or letter%s had no room (*); --from and --to help.\n",
			d->crowded, plural(d->crowded), plural(d->crowded));
	if (window->to < d->tl->lanes.end)
		fprintf(d->out, "The run went on for %s more.\n",
			format_ns(d->tl->lanes.end - window->to).text);
}

int timeline_text(FILE *out, const struct timeline *tl, const struct text_style *style)
{
	struct drawing d = { .out = out, .tl = tl, .style = style };
	size_t columns = LEAST_COLUMNS;
	int ret;

	d.names = name_width(tl->trace);
	if (style->width > d.names + 1 + LEAST_COLUMNS)
		columns = style->width - d.names - 1;
	ret = bins_make(&d.bins, &tl->lanes, &tl->window, columns, UINT64_MAX);
	if (!ret) {
		put_axis(&d, false);
		put_axis(&d, true);
		ret = put_lanes(&d);
	}
	if (!ret) {
		put_legend(&d);
		ret = put_wakes(&d);
		put_findings(&d);
		put_notes(&d);
	}
	bins_free(&d.bins);
	return ret;
}
