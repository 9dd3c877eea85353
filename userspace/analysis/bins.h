/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A timeline in columns, as of a screen: what each thread did in the time of
 * each column. What is too short to be drawn by itself is added up here, so that
 * nothing is left out. Pure.
 */
#ifndef SYNCDEMO_BINS_H
#define SYNCDEMO_BINS_H

#include "analysis/lanes.h"

/**
 * struct window - the part of a run that is looked at
 * @from: its beginning (ns)
 * @to: its end; later than @from
 */
struct window {
	__u64 from;
	__u64 to;
};

/**
 * struct cell - one thread in the time of one column
 * @ns: by enum span_state, how long it was so
 * @spans: how many spans begin here (or in front of the first column and last)
 * @events: how many events are here
 */
struct cell {
	__u64 ns[NR_SPAN_STATES];
	__u64 spans;
	__u64 events;
};

/**
 * struct bins - all threads in all columns
 * @window: what they show
 * @nr: how many columns
 * @lanes: how many threads
 * @cells: by thread, then by column
 * @outside: events that are not in the window
 * @single: spans in the window that were left to be drawn by themselves
 */
struct bins {
	struct window window;
	size_t nr;
	size_t lanes;
	struct cell *cells;
	__u64 outside;
	__u64 single;
};

/**
 * bins_make - add up what happened in each column
 * @columns: (out) bins_free() it, even after an error
 * @lanes: what happened
 * @window: what to look at
 * @nr: how many columns
 * @single_ns: spans at least as long are left to be drawn by themselves;
 *	UINT64_MAX adds up all
 *
 * Return: 0, or -1 if there is no memory.
 */
int bins_make(struct bins *columns, const struct lanes *lanes,
		 const struct window *window, size_t nr, __u64 single_ns);

/**
 * bins_free - release what bins_make() allocated
 * @columns: empty afterwards
 */
void bins_free(struct bins *columns);

/**
 * bin_of - in which column a time is
 * @columns: the columns
 * @ns: the time; in the window
 */
size_t bin_of(const struct bins *columns, __u64 ns);

/**
 * bin_start - where a column begins
 * @columns: the columns
 * @column: which one; their number gives the end of the window
 *
 * Return: the time (ns).
 */
__u64 bin_start(const struct bins *columns, size_t column);

/**
 * in_window - whether a time is in the window, its ends included
 * @window: the window
 * @ns: the time
 */
static inline bool in_window(const struct window *window, __u64 ns)
{
	return ns >= window->from && ns <= window->to;
}

/**
 * span_in_window - whether any of a span is in the window
 * @window: the window
 * @span: the span
 */
static inline bool span_in_window(const struct window *window, const struct span *span)
{
	return span->from <= window->to && span->to >= window->from;
}

#endif
