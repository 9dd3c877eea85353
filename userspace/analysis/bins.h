/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Divides a window of a timeline into equal bins and adds up what each thread did
 * in each bin. Spans too short to be drawn one by one are shown that way. Pure.
 */
#ifndef SYNCDEMO_BINS_H
#define SYNCDEMO_BINS_H

#include "analysis/lanes.h"

/**
 * struct window - the part of a run that is shown
 * @from: start (ns)
 * @to: end (ns); later than @from
 */
struct window {
	__u64 from;
	__u64 to;
};

/**
 * struct cell - one thread in one bin
 * @ns: by enum span_state, time spent in that state
 * @spans: number of spans that begin here, or before the first bin and reach into it
 * @events: number of events
 */
struct cell {
	__u64 ns[NR_SPAN_STATES];
	__u64 spans;
	__u64 events;
};

/**
 * struct bins - all threads in all bins
 * @window: the time that the bins cover
 * @nr: number of bins
 * @lanes: number of threads
 * @cells: by thread, then by bin
 * @outside: number of events outside the window
 * @single: number of spans in the window that are drawn one by one
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
 * bins_make - add up what happened in each bin
 * @bins: (out) free with bins_free(), even after an error
 * @lanes: the spans and events
 * @window: the time to cover
 * @nr: number of bins
 * @single_ns: spans at least this long are not added, the caller draws them;
 *	UINT64_MAX adds all
 *
 * Return: 0, or -1 if there is no memory.
 */
int bins_make(struct bins *bins, const struct lanes *lanes, const struct window *window,
	      size_t nr, __u64 single_ns);

/**
 * bins_free - release what bins_make() allocated
 * @bins: empty afterwards
 */
void bins_free(struct bins *bins);

/**
 * bin_of - the bin of a time
 * @bins: the bins
 * @ns: the time; in the window
 */
size_t bin_of(const struct bins *bins, __u64 ns);

/**
 * bin_start - where a bin begins
 * @bins: the bins
 * @bin: its index; the number of bins gives the end of the window
 *
 * Return: the time (ns).
 */
__u64 bin_start(const struct bins *bins, size_t bin);

/**
 * in_window - whether a time is in the window, both ends included
 * @window: the window
 * @ns: the time
 */
static inline bool in_window(const struct window *window, __u64 ns)
{
	return ns >= window->from && ns <= window->to;
}

/**
 * span_in_window - whether a span overlaps the window
 * @window: the window
 * @span: the span
 */
static inline bool span_in_window(const struct window *window, const struct span *span)
{
	return span->from <= window->to && span->to >= window->from;
}

#endif
