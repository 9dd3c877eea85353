// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sums up short spans. Called by timeline_html.c.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/coalesce.h"

/* Of spans that are short themselves, as many as are short together. */
static size_t spans_together(const struct lane *lane, size_t first, __u64 least)
{
	__u64 from = lane->spans[first].from;
	size_t next = first + 1;

	if (lane->spans[first].to - from >= least)
		return 1;
	while (next < lane->nr_spans && lane->spans[next].to - from < least)
		next++;
	return next - first;
}

static size_t count_pieces(const struct lanes *lanes, __u64 least)
{
	size_t n = 0;

	for (size_t i = 0; i < lanes->nr_lanes; i++)
		for (size_t at = 0; at < lanes->lanes[i].nr_spans; n++)
			at += spans_together(&lanes->lanes[i], at, least);
	return n;
}

static __u64 find_least(const struct lanes *lanes, size_t most)
{
	__u64 least = 0;

	while (count_pieces(lanes, least) > most && least < lanes->end)
		least = least ? 2 * least : lanes->end / most + 1;
	return least;
}

static void make_piece(const struct lane *lane, struct piece *piece, size_t first, size_t spans)
{
	*piece = (struct piece) {
		.first = first, .spans = spans, .from = lane->spans[first].from,
		.to = lane->spans[first + spans - 1].to,
	};
	for (size_t i = first; i < first + spans; i++)
		piece->ns[lane->spans[i].state] += lane->spans[i].to - lane->spans[i].from;
}

/* An event is in the piece that it begins, or in which it happens. */
static void share_out_events(const struct lane *lane, struct row *row)
{
	size_t at = 0;

	for (size_t i = 0; i < row->n; i++) {
		bool last = i + 1 == row->n;
		__u32 end = last ? NO_EVENT : lane->spans[row->pieces[i + 1].first].begin;

		row->pieces[i].first_event = at;
		while (at < lane->nr_events && (last || lane->events[at] < end))
			at++;
		row->pieces[i].events = at - row->pieces[i].first_event;
	}
}

static int make_row(const struct lane *lane, struct row *row, __u64 least)
{
	size_t spans;

	row->pieces = calloc(lane->nr_spans + 1, sizeof(*row->pieces));
	if (!row->pieces)
		return -1;
	for (size_t at = 0; at < lane->nr_spans; at += spans) {
		spans = spans_together(lane, at, least);
		make_piece(lane, &row->pieces[row->n++], at, spans);
	}
	share_out_events(lane, row);
	return 0;
}

int coalesce_spans(struct coalesced *pieces, const struct lanes *lanes, size_t most)
{
	memset(pieces, 0, sizeof(*pieces));
	pieces->lanes = lanes;
	pieces->least_ns = find_least(lanes, most);
	pieces->rows = calloc(lanes->nr_lanes + 1, sizeof(*pieces->rows));
	if (!pieces->rows)
		return -1;
	for (size_t i = 0; i < lanes->nr_lanes; i++)
		if (make_row(&lanes->lanes[i], &pieces->rows[i], pieces->least_ns))
			return -1;
	return 0;
}

void coalesced_free(struct coalesced *pieces)
{
	for (size_t i = 0; pieces->rows && i < pieces->lanes->nr_lanes; i++)
		free(pieces->rows[i].pieces);
	free(pieces->rows);
	memset(pieces, 0, sizeof(*pieces));
}
