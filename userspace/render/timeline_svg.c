// SPDX-License-Identifier: GPL-2.0-only
/*
 * The timeline as an SVG image. Wide spans are drawn one by one, with a tooltip;
 * narrow ones are added up in bins of one point and drawn as shares of the bin.
 */
#include <stdlib.h>
#include <string.h>

#include "render/timeline.h"
#include "base/escape.h"
#include "base/format.h"
#include "base/time_format.h"
#include "render/web.h"

#define WIDTH		1200
#define LEFT		180	/* room for names */
#define RIGHT		40
#define PLOT		(WIDTH - LEFT - RIGHT)
#define LANE		42	/* from one lane to the next */
#define BAR		22	/* height of a hold */
#define AXIS		34
#define LINE		18	/* of text */
#define WRAP		160	/* characters in a line of text */
#define TICKS		10
#define SINGLE_PX	2	/* narrower spans are added up */
#define LABEL_PX	8	/* upper bound of a letter's width */
#define ARROW_PX	3	/* closer arrows between the same threads become one */
#define ARROWS		300	/* more arrows would hide everything */

/**
 * struct image - state while the image is drawn
 * @out: the stream
 * @tl: the timeline
 * @top: y of the axis
 * @bins: the spans that are too narrow to be drawn one by one
 * @spacing: arrows of the same threads that are closer become one
 * @arrows: number of arrows drawn
 * @wakes: number of wake-ups that they stand for
 */
struct image {
	FILE *out;
	const struct timeline *tl;
	unsigned int top;
	struct bins bins;
	double spacing;
	size_t arrows;
	size_t wakes;
};

static double x_of(const struct image *image, __u64 ns)
{
	const struct window *window = &image->tl->window;
	double part;

	if (ns <= window->from)
		return LEFT;
	part = (double)(ns - window->from) / (window->to - window->from);
	return LEFT + PLOT * (part < 1 ? part : 1);
}

static unsigned int y_of(const struct image *image, size_t lane)
{
	return image->top + AXIS + lane * LANE;
}

/* Each state has its own height, since print may lose the colours. */
static const struct shape {
	const char *class;
	unsigned int above;
	unsigned int height;
} shapes[NR_SPAN_STATES] = {
	[SPAN_RUN] = { "run", BAR / 2 - 1, 3 },
	[SPAN_WAIT] = { "wait", BAR / 2 - 5, 11 },
	[SPAN_HOLD] = { "hold", 0, BAR },
	[SPAN_UNKNOWN] = { "unknown", 0, BAR },
};

/* Opens a rectangle; the caller adds a tooltip, if any, and "</rect>". */
static void open_rect(FILE *out, const char *class, double x, unsigned int y, double width,
		      unsigned int height)
{
	fprintf(out, "<rect class=\"%s\" x=\"%.2f\" y=\"%u\" width=\"%.2f\" height=\"%u\">",
		class, x, y, width, height);
}

static void put_rect(FILE *out, const char *class, double x, unsigned int y, double width,
		     unsigned int height)
{
	open_rect(out, class, x, y, width, height);
	fputs("</rect>\n", out);
}

/* ---- spans ---- */

static void put_tooltip(const struct image *image, size_t lane, const struct span *span)
{
	char object[TRACE_NAME_SIZE] = "";
	FILE *out = image->out;

	if (span->object != NO_OBJECT)
		trace_object(image->tl->trace, span->object, object);
	fputs("<title>", out);
	escape_markup(out, trace_thread(image->tl->trace, lane));
	fprintf(out, ": %s ", span_name(span->state));
	escape_markup(out, object);
	fprintf(out, "%sfor %s, from %s", *object ? " " : "",
		format_ns(span->to - span->from).text, format_ns(span->from).text);
	if (span->held != NO_OBJECT) {
		trace_object(image->tl->trace, span->held, object);
		fputs(", while holding ", out);
		escape_markup(out, object);
	}
	fputs("</title>", out);
}

static void put_inside(const struct image *image, const struct span *span, double x,
		       double width, unsigned int y)
{
	char object[TRACE_NAME_SIZE];

	if (span->state != SPAN_HOLD || span->object == NO_OBJECT)
		return;
	trace_object(image->tl->trace, span->object, object);
	if (width < LABEL_PX * (strlen(object) + 1))
		return;
	fprintf(image->out, "<text class=\"inside\" x=\"%.1f\" y=\"%u\">", x + 4, y + 15);
	escape_markup(image->out, object);
	fputs("</text>\n", image->out);
}

static void put_span(const struct image *image, size_t lane, const struct span *span)
{
	const struct shape *shape = &shapes[span->state];
	double x = x_of(image, span->from), width = x_of(image, span->to) - x;
	unsigned int y = y_of(image, lane);

	open_rect(image->out, shape->class, x, y + shape->above, width, shape->height);
	put_tooltip(image, lane, span);
	fputs("</rect>\n", image->out);
	if (span->held != NO_OBJECT)
		put_rect(image->out, "hold", x, y + BAR - 3, width, 3);
	put_inside(image, span, x, width, y);
}

/* A bin has its share of holds at the bottom and that of waits above it. */
static void put_shares(const struct image *image, size_t lane, enum span_state state)
{
	const struct cell *cells = &image->bins.cells[lane * image->bins.nr];
	bool any = false;

	for (size_t i = 0; i < image->bins.nr; i++) {
		__u64 width = bin_start(&image->bins, i + 1) -
			       bin_start(&image->bins, i);
		double below = state == SPAN_HOLD ? 0 :
			       (double)cells[i].ns[SPAN_HOLD] / width * BAR;
		double height = (double)cells[i].ns[state] / width * BAR;

		if (!cells[i].ns[state])
			continue;
		fprintf(image->out, "%sM%zu %.1fv-%.1fh1v%.1fz", any ? "" : "<path d=\"",
			LEFT + i, y_of(image, lane) + BAR - below, height, height);
		any = true;
	}
	if (any)
		fprintf(image->out, "\" class=\"%s\"/>\n", shapes[state].class);
}

static void put_running(const struct image *image, size_t lane)
{
	const struct cell *cells = &image->bins.cells[lane * image->bins.nr];
	unsigned int y = y_of(image, lane) + shapes[SPAN_RUN].above;
	size_t from;

	for (size_t i = 0; i < image->bins.nr; i++) {
		if (!cells[i].spans && !cells[i].ns[SPAN_RUN])
			continue;
		for (from = i; i + 1 < image->bins.nr && cells[i + 1].ns[SPAN_RUN];)
			i++;
		put_rect(image->out, "run", LEFT + from, y, i + 1 - from, 3);
	}
}

static __u64 single_ns(const struct image *image)
{
	const struct window *window = &image->tl->window;

	return (window->to - window->from) / PLOT * SINGLE_PX + 1;
}

static void put_name(const struct image *image, size_t lane)
{
	const struct syncdemo_thread *thread = &image->tl->trace->res.threads[lane];
	unsigned int y = y_of(image, lane);

	fprintf(image->out, "<text x=\"8\" y=\"%u\">", y + 9);
	escape_markup(image->out, trace_short_name(image->tl->trace, lane));
	fprintf(image->out, "</text><text class=\"muted\" x=\"8\" y=\"%u\">", y + 23);
	escape_markup(image->out, thread->role);
	fputs("</text>\n", image->out);
}

static void put_lane(const struct image *image, size_t lane)
{
	const struct lane *spans = &image->tl->lanes.lanes[lane];
	__u64 least = single_ns(image);

	put_rect(image->out, "track", LEFT, y_of(image, lane), PLOT, BAR);
	put_name(image, lane);
	put_running(image, lane);
	put_shares(image, lane, SPAN_HOLD);
	put_shares(image, lane, SPAN_WAIT);
	for (size_t i = 0; i < spans->nr_spans; i++) {
		const struct span *span = &spans->spans[i];

		if (span->to - span->from >= least &&
		    span_in_window(&image->tl->window, span))
			put_span(image, lane, span);
	}
}

/* ---- wake-ups ---- */

static void put_arrow(const struct image *image, const struct wake *wake, double from, double to)
{
	const struct trace *trace = image->tl->trace;
	bool down = wake->to > wake->from;
	unsigned int y1 = y_of(image, wake->from) + (down ? BAR : 0);
	unsigned int y2 = y_of(image, wake->to) + (down ? 0 : BAR);
	int bend = down ? 8 : -8;

	fputs("<path class=\"wake\" marker-end=\"url(#head)\" d=\"", image->out);
	fprintf(image->out, "M%.1f %uC%.1f %u %.1f %u %.1f %u\"><title>", from, y1, from,
		y1 + bend, to, y2 - bend, to, y2);
	escape_markup(image->out, trace_thread(trace, wake->from));
	fputs(" woke ", image->out);
	escape_markup(image->out, trace_thread(trace, wake->to));
	fputs("</title></path>\n", image->out);
}

/*
 * Each pair of threads gets one arrow in each stretch of @spacing. The stretches of
 * different pairs are offset, so that arrows do not pile up. @last: by pair, the
 * stretch of its last arrow.
 */
static bool has_room(const struct image *image, const struct wake *wake, long *last)
{
	size_t pair = wake->from * image->tl->lanes.nr_lanes + wake->to;
	double x = x_of(image, wake_from_ns(&image->tl->lanes, wake));
	long stretch = x / image->spacing + pair * 0.618;

	if (last[pair] == stretch)
		return false;
	last[pair] = stretch;
	return true;
}

static double find_spacing(const struct timeline *tl)
{
	size_t pairs;

	free(timeline_pairs(tl, &pairs));
	if (tl->lanes.nr_wakes <= ARROWS)
		return ARROW_PX;
	return ARROW_PX + (double)PLOT * pairs / ARROWS;
}

static int put_wakes(struct image *image)
{
	const struct lanes *lanes = &image->tl->lanes;
	long *last = calloc(lanes->nr_lanes * lanes->nr_lanes + 1, sizeof(*last));

	if (!last)
		return -1;
	image->spacing = find_spacing(image->tl);
	for (size_t i = 0; i < lanes->nr_wakes; i++) {
		const struct wake *wake = &lanes->wakes[i];
		__u64 woken = lanes->trace->events[wake->woken].ns;

		if (!in_window(&image->tl->window, woken))
			continue;
		image->wakes++;
		if (!has_room(image, wake, last))
			continue;
		image->arrows++;
		put_arrow(image, wake, x_of(image, wake_from_ns(lanes, wake)),
			  x_of(image, woken));
	}
	free(last);
	return 0;
}

/* ---- findings ---- */

static void put_flag(const struct image *image, const struct finding *finding, char letter)
{
	double x = x_of(image, finding->ns);
	unsigned int y = y_of(image, finding->thread);

	fprintf(image->out, "<g><title>");
	escape_markup(image->out, finding->text);
	fprintf(image->out, "</title><path class=\"wrong\" d=\"M%.1f %uV%u\"/>", x, image->top + 20,
		y_of(image, image->tl->lanes.nr_lanes) - 10);
	fprintf(image->out, "<circle class=\"flag\" cx=\"%.1f\" cy=\"%u\" r=\"8\"/>\n"
			    "<text class=\"letter\" x=\"%.1f\" y=\"%u\">%c</text></g>\n",
		x, y + BAR / 2, x, y + BAR / 2 + 4, letter);
}

static void put_flags(const struct image *image)
{
	const struct findings *findings = &image->tl->findings;

	for (size_t i = 0; i < findings->n; i++)
		if (in_window(&image->tl->window, findings->finding[i].ns))
			put_flag(image, &findings->finding[i], 'A' + i % 26);
}

/* ---- frame ---- */

static void put_axis(const struct image *image)
{
	const struct window *window = &image->tl->window;
	__u64 step = time_step(window->to - window->from, TICKS);
	unsigned int bottom = y_of(image, image->tl->lanes.nr_lanes) - 10;
	__u64 tick = (window->from + step - 1) / step * step;

	for (; tick <= window->to; tick += step) {
		char label[TIME_LABEL_SIZE];
		double x = x_of(image, tick);

		time_tick(tick, step, window->to, label);
		fprintf(image->out, "<path class=\"grid\" d=\"M%.1f %uV%u\"/>\n"
				    "<text class=\"muted\" x=\"%.1f\" y=\"%u\">%s</text>\n",
			x, image->top + 20, bottom, x - 4, image->top + 14, label);
	}
}

static void put_defs(const struct image *image)
{
	fputs("<defs>\n"
	      "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\n"
	      "<path class=\"hatch\" d=\"M0 6L6 0\"/></pattern>\n"
	      "<marker id=\"head\" viewBox=\"0 0 6 6\" refX=\"5\" refY=\"3\" orient=\"auto\"\n"
	      "markerWidth=\"6\" markerHeight=\"6\"><path class=\"head\" d=\"M0 0L6 3L0 6z\"/></marker></defs>\n",
	      image->out);
}

static void put_begin(const struct image *image, unsigned int height)
{
	const struct syncdemo_result *result = &image->tl->trace->res.result;

	fprintf(image->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"timeline\" viewBox=\"0 0 %d %u\" role=\"img\"><title>",
		WIDTH, height);
	escape_markup(image->out, result->demo);
	fputc('/', image->out);
	escape_markup(image->out, result->variant);
	fputs("</title>\n", image->out);
}

static int put_plot(struct image *image)
{
	if (bins_make(&image->bins, &image->tl->lanes, &image->tl->window, PLOT,
		      single_ns(image))) {
		bins_free(&image->bins);
		return -1;
	}
	put_defs(image);
	put_axis(image);
	for (size_t i = 0; i < image->tl->lanes.nr_lanes; i++)
		put_lane(image, i);
	bins_free(&image->bins);
	if (put_wakes(image))
		return -1;
	put_flags(image);
	return 0;
}

int timeline_svg_element(FILE *out, const struct timeline *tl)
{
	struct image image = { .out = out, .tl = tl };
	int ret;

	put_begin(&image, y_of(&image, tl->lanes.nr_lanes));
	ret = put_plot(&image);
	fputs("</svg>\n", out);
	return ret;
}

/* ---- text above and below, in an image of its own ---- */

/* Wraps text at blanks and returns the number of lines; with @out NULL it only counts. */
static unsigned int put_wrapped(FILE *out, const char *text, unsigned int y)
{
	unsigned int lines = 0;

	while (*text) {
		size_t len = strlen(text), part = len < WRAP ? len : WRAP;
		char line[WRAP + 1];

		while (part < len && part > WRAP / 2 && text[part] != ' ')
			part--;
		snprintf(line, sizeof(line), "%.*s", (int)part, text);
		if (out) {
			fprintf(out, "<text x=\"8\" y=\"%u\">", y + lines * LINE);
			escape_markup(out, line);
			fputs("</text>\n", out);
		}
		text += part;
		text += strspn(text, " ");
		lines++;
	}
	return lines;
}

static void put_head(const struct image *image)
{
	const struct syncdemo_result *result = &image->tl->trace->res.result;

	fputs("<text class=\"head-line\" x=\"8\" y=\"22\">", image->out);
	escape_markup(image->out, result->demo);
	fputc('/', image->out);
	escape_markup(image->out, result->variant);
	fprintf(image->out, ": %s</text>\n", verdict_name(result->verdict));
	put_wrapped(image->out, result->reason, 42);
}

static void put_legend(FILE *out, unsigned int y)
{
	unsigned int x = LEFT;

	for (int state = 0; state < NR_SPAN_STATES; state++) {
		fprintf(out, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"30\" height=\"%u\"/>\n"
			     "<text x=\"%u\" y=\"%u\">%s</text>\n",
			shapes[state].class, x, y + shapes[state].above, shapes[state].height,
			x + 38, y + 15, span_name(state));
		x += 140;
	}
	fprintf(out, "<path class=\"wake\" marker-end=\"url(#head)\" d=\"M%u %uH%u\"/>\n"
		     "<text x=\"%u\" y=\"%u\">wake-up</text>\n",
		x, y + 11, x + 30, x + 38, y + 15);
}

/* The text below the lanes, a paragraph on each line. NULL if there is no memory. */
static char *below(const struct image *image)
{
	const struct findings *findings = &image->tl->findings;
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	for (size_t i = 0; i < findings->n; i++)
		fprintf(out, "%c  %s: %s\n", 'A' + (int)(i % 26),
			finding_name(findings->finding[i].kind), findings->finding[i].text);
	for (int kind = 0; kind < NR_FINDING_KINDS; kind++)
		if (findings_left_out(findings, kind))
			fprintf(out, "and %llu more of: %s\n", findings_left_out(findings, kind),
				finding_name(kind));
	timeline_put_log(out, image->tl);
	fprintf(out, "; spans narrower than %d points are drawn as shares of the time\n",
		SINGLE_PX);
	if (image->wakes > image->arrows)
		fprintf(out, "%zu wake-ups are drawn as %zu arrow%s\n", image->wakes,
			image->arrows, plural(image->arrows));
	fclose(out);
	return text;
}

static unsigned int put_below(FILE *out, const char *text, unsigned int y)
{
	char *copy = strdup(text), *save, *line;

	if (!copy)
		return y;
	for (line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		y += put_wrapped(out, line, y) * LINE;
	free(copy);
	return y;
}

/* The SVG header contains the height, which is known only at the end. */
static int put_image(struct image *image, char **text)
{
	size_t len;
	FILE *out = image->out, *memory = open_memstream(text, &len);
	unsigned int y;
	char *words;
	int ret;

	if (!memory)
		return -1;
	image->out = memory;
	put_head(image);
	ret = put_plot(image);
	y = y_of(image, image->tl->lanes.nr_lanes);
	put_legend(memory, y);
	words = below(image);
	y = put_below(memory, words ? words : "", y + 3 * LINE);
	free(words);
	fclose(memory);
	image->out = out;
	put_begin(image, y);
	return words ? ret : -1;
}

int timeline_svg(FILE *out, const struct timeline *tl)
{
	struct image image = {
		.out = out, .tl = tl,
		.top = 42 + LINE * put_wrapped(NULL, tl->trace->res.result.reason, 0),
	};
	char *text = NULL;
	int ret = put_image(&image, &text);

	fprintf(out, "<style>\n%s</style>\n"
		     "<rect class=\"ground\" width=\"100%%\" height=\"100%%\"/>\n%s</svg>\n",
		timeline_css, text ? text : "");
	free(text);
	return ret;
}
