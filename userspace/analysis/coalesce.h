/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Limits the number of spans in a page: if a run has too many, short neighbours
 * are merged into one coalesced span. Pure.
 */
#ifndef SYNCDEMO_COALESCE_H
#define SYNCDEMO_COALESCE_H

#include "analysis/lanes.h"

/**
 * struct coalesced_span - one span, or several merged ones
 * @first: index of the (first) span in the lane
 * @nr_spans: number of spans
 * @from: start (ns)
 * @to: end (ns)
 * @ns: by enum span_state, time spent in that state
 * @first_event: index of the first event in the lane
 * @nr_events: number of events
 */
struct coalesced_span {
	size_t first;
	size_t nr_spans;
	__u64 from;
	__u64 to;
	__u64 ns[NR_SPAN_STATES];
	size_t first_event;
	size_t nr_events;
};

/**
 * struct coalesced_lane - the coalesced spans of a thread
 * @nr_spans: number of coalesced spans
 * @spans: the spans; each begins where the previous one ends
 */
struct coalesced_lane {
	size_t nr_spans;
	struct coalesced_span *spans;
};

/**
 * struct coalesced - the coalesced spans of all threads
 * @source: the lanes that they were made from; not owned
 * @lanes: by thread
 * @min_ns: spans shorter than this were merged; 0 if none were
 */
struct coalesced {
	const struct lanes *source;
	struct coalesced_lane *lanes;
	__u64 min_ns;
};

/**
 * coalesce_spans - merge as few spans as needed
 * @coalesced: (out) free with coalesced_free(), even after an error
 * @lanes: the spans; must outlive @coalesced
 * @most: maximum number of coalesced spans, at least four for each thread
 *
 * Return: 0, or -1 if there is no memory.
 */
int coalesce_spans(struct coalesced *coalesced, const struct lanes *lanes, size_t most);

/**
 * coalesced_free - release what coalesce_spans() allocated
 * @coalesced: empty afterwards
 */
void coalesced_free(struct coalesced *coalesced);

#endif
