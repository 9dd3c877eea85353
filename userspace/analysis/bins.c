// SPDX-License-Identifier: GPL-2.0-only
/*
 * Puts spans and events into bins. Called by timeline_svg.c and timeline_text.c.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/bins.h"

static __u64 width(const struct bins *bins)
{
	return bins->window.to - bins->window.from;
}

__u64 bin_start(const struct bins *bins, size_t bin)
{
	/* In two parts: the product of all three could overflow. */
	__u64 whole = width(bins) / bins->nr, rest = width(bins) % bins->nr;

	return bins->window.from + whole * bin + rest * bin / bins->nr;
}

/* The last bin that begins at @ns or before; the last bin includes the window's end. */
size_t bin_of(const struct bins *bins, __u64 ns)
{
	size_t low = 0, high = bins->nr;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (bin_start(bins, middle) <= ns)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void add_span(struct bins *bins, struct cell *cells, const struct span *span)
{
	__u64 from = span->from > bins->window.from ? span->from : bins->window.from;
	__u64 to = span->to < bins->window.to ? span->to : bins->window.to;
	size_t bin = bin_of(bins, from);

	cells[bin].spans++;
	while (from < to) {
		__u64 next = bin_start(bins, bin + 1);
		__u64 part = (next < to ? next : to) - from;

		cells[bin].ns[span->state] += part;
		from += part;
		bin++;
	}
}

static void add_lane(struct bins *bins, const struct lane *lane, struct cell *cells,
		     __u64 single_ns)
{
	for (size_t i = 0; i < lane->nr_spans; i++) {
		const struct span *span = &lane->spans[i];

		if (!span_in_window(&bins->window, span))
			continue;
		if (span->to - span->from >= single_ns)
			bins->single++;
		else
			add_span(bins, cells, span);
	}
}

static void add_events(struct bins *bins, const struct lanes *lanes)
{
	const struct trace *trace = lanes->trace;

	for (size_t i = 0; i < trace->nr_events; i++) {
		const struct syncdemo_event *event = &trace->events[i];

		if (in_window(&bins->window, event->ns))
			bins->cells[event->thread * bins->nr +
				       bin_of(bins, event->ns)].events++;
		else
			bins->outside++;
	}
}

int bins_make(struct bins *bins, const struct lanes *lanes, const struct window *window,
	      size_t nr, __u64 single_ns)
{
	memset(bins, 0, sizeof(*bins));
	bins->window = *window;
	bins->nr = nr;
	bins->lanes = lanes->nr_lanes;
	bins->cells = calloc(nr * bins->lanes + 1, sizeof(*bins->cells));
	if (!bins->cells)
		return -1;
	for (size_t i = 0; i < bins->lanes; i++)
		add_lane(bins, &lanes->lanes[i], &bins->cells[i * nr], single_ns);
	add_events(bins, lanes);
	return 0;
}

void bins_free(struct bins *bins)
{
	free(bins->cells);
	memset(bins, 0, sizeof(*bins));
}
