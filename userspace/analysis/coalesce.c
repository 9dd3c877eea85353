// SPDX-License-Identifier: GPL-2.0-only
/*
 * Merges neighbouring short spans. Called by timeline_html.c.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/coalesce.h"

/* How many spans from @first on are together shorter than @least; at least one. */
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

static size_t count_spans(const struct lanes *lanes, __u64 least)
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

	while (count_spans(lanes, least) > most && least < lanes->end)
		least = least ? 2 * least : lanes->end / most + 1;
	return least;
}

static void make_span(const struct lane *lane, struct coalesced_span *span, size_t first,
		      size_t spans)
{
	*span = (struct coalesced_span) {
		.first = first, .nr_spans = spans, .from = lane->spans[first].from,
		.to = lane->spans[first + spans - 1].to,
	};
	for (size_t i = first; i < first + spans; i++)
		span->ns[lane->spans[i].state] += lane->spans[i].to - lane->spans[i].from;
}

/* An event belongs to the span that it begins or falls into. */
static void share_out_events(const struct lane *lane, struct coalesced_lane *merged)
{
	size_t at = 0;

	for (size_t i = 0; i < merged->nr_spans; i++) {
		bool last = i + 1 == merged->nr_spans;
		__u32 end = last ? NO_EVENT : lane->spans[merged->spans[i + 1].first].begin;

		merged->spans[i].first_event = at;
		while (at < lane->nr_events && (last || lane->events[at] < end))
			at++;
		merged->spans[i].nr_events = at - merged->spans[i].first_event;
	}
}

static int make_lane(const struct lane *lane, struct coalesced_lane *merged, __u64 least)
{
	size_t spans;

	merged->spans = calloc(lane->nr_spans + 1, sizeof(*merged->spans));
	if (!merged->spans)
		return -1;
	for (size_t at = 0; at < lane->nr_spans; at += spans) {
		spans = spans_together(lane, at, least);
		make_span(lane, &merged->spans[merged->nr_spans++], at, spans);
	}
	share_out_events(lane, merged);
	return 0;
}

int coalesce_spans(struct coalesced *coalesced, const struct lanes *lanes, size_t most)
{
	memset(coalesced, 0, sizeof(*coalesced));
	coalesced->source = lanes;
	coalesced->min_ns = find_least(lanes, most);
	coalesced->lanes = calloc(lanes->nr_lanes + 1, sizeof(*coalesced->lanes));
	if (!coalesced->lanes)
		return -1;
	for (size_t i = 0; i < lanes->nr_lanes; i++)
		if (make_lane(&lanes->lanes[i], &coalesced->lanes[i], coalesced->min_ns))
			return -1;
	return 0;
}

void coalesced_free(struct coalesced *coalesced)
{
	for (size_t i = 0; coalesced->lanes && i < coalesced->source->nr_lanes; i++)
		free(coalesced->lanes[i].spans);
	free(coalesced->lanes);
	memset(coalesced, 0, sizeof(*coalesced));
}
