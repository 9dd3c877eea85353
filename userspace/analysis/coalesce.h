/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The spans of a run in a number that a page can hold: if there are too many,
 * neighbours that are short are summed up to one piece. Pure.
 */
#ifndef SYNCDEMO_COALESCE_H
#define SYNCDEMO_COALESCE_H

#include "analysis/lanes.h"

/**
 * struct piece - a span, or several that were summed up
 * @first: the span, or the first of them; an index into the lane's spans
 * @spans: how many spans
 * @from: when it begins (ns)
 * @to: when it ends
 * @ns: by enum span_state, how long it was so
 * @first_event: the first of its events; an index into the lane's events
 * @events: how many events
 */
struct piece {
	size_t first;
	size_t spans;
	__u64 from;
	__u64 to;
	__u64 ns[NR_SPAN_STATES];
	size_t first_event;
	size_t events;
};

/**
 * struct row - the pieces of a thread
 * @n: how many
 * @pieces: the pieces, each beginning where the one before ends
 */
struct row {
	size_t n;
	struct piece *pieces;
};

/**
 * struct coalesced - those of all threads
 * @lanes: what they were made from
 * @rows: by thread
 * @least_ns: spans shorter than this were summed up; 0: none were
 */
struct coalesced {
	const struct lanes *lanes;
	struct row *rows;
	__u64 least_ns;
};

/**
 * coalesce_spans - sum up as little as it takes
 * @pieces: (out) coalesced_free() it, even after an error
 * @lanes: what happened; must live as long
 * @most: how many pieces there may be; not less than four for each thread
 *
 * Return: 0, or -1 if there is no memory.
 */
int coalesce_spans(struct coalesced *pieces, const struct lanes *lanes, size_t most);

/**
 * coalesced_free - release what coalesce_spans() allocated
 * @pieces: empty afterwards
 */
void coalesced_free(struct coalesced *pieces);

#endif
