// SPDX-License-Identifier: GPL-2.0-only
/*
 * Spans and events into columns. Called by what draws.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/bins.h"

static __u64 width(const struct bins *columns)
{
	return columns->window.to - columns->window.from;
}

__u64 bin_start(const struct bins *columns, size_t column)
{
	/* In two parts, for the product of all three may not fit. */
	__u64 whole = width(columns) / columns->nr, rest = width(columns) % columns->nr;

	return columns->window.from + whole * column + rest * column / columns->nr;
}

/* The last one that does not begin later; it has the end of the window, too. */
size_t bin_of(const struct bins *columns, __u64 ns)
{
	size_t low = 0, high = columns->nr;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (bin_start(columns, middle) <= ns)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void add_span(struct bins *columns, struct cell *cells, const struct span *span)
{
	__u64 from = span->from > columns->window.from ? span->from : columns->window.from;
	__u64 to = span->to < columns->window.to ? span->to : columns->window.to;
	size_t column = bin_of(columns, from);

	cells[column].spans++;
	while (from < to) {
		__u64 next = bin_start(columns, column + 1);
		__u64 part = (next < to ? next : to) - from;

		cells[column].ns[span->state] += part;
		from += part;
		column++;
	}
}

static void add_lane(struct bins *columns, const struct lane *lane, struct cell *cells,
		     __u64 single_ns)
{
	for (size_t i = 0; i < lane->nr_spans; i++) {
		const struct span *span = &lane->spans[i];

		if (!span_in_window(&columns->window, span))
			continue;
		if (span->to - span->from >= single_ns)
			columns->single++;
		else
			add_span(columns, cells, span);
	}
}

static void add_events(struct bins *columns, const struct lanes *lanes)
{
	const struct trace *trace = lanes->trace;

	for (size_t i = 0; i < trace->nr_events; i++) {
		const struct syncdemo_event *event = &trace->events[i];

		if (in_window(&columns->window, event->ns))
			columns->cells[event->thread * columns->nr +
				       bin_of(columns, event->ns)].events++;
		else
			columns->outside++;
	}
}

int bins_make(struct bins *columns, const struct lanes *lanes,
		 const struct window *window, size_t nr, __u64 single_ns)
{
	memset(columns, 0, sizeof(*columns));
	columns->window = *window;
	columns->nr = nr;
	columns->lanes = lanes->nr_lanes;
	columns->cells = calloc(nr * columns->lanes + 1, sizeof(*columns->cells));
	if (!columns->cells)
		return -1;
	for (size_t i = 0; i < columns->lanes; i++)
		add_lane(columns, &lanes->lanes[i], &columns->cells[i * nr], single_ns);
	add_events(columns, lanes);
	return 0;
}

void bins_free(struct bins *columns)
{
	free(columns->cells);
	memset(columns, 0, sizeof(*columns));
}
