// SPDX-License-Identifier: GPL-2.0-only
/*
 * Works out what to show of a run, for the renderers.
 */
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "timeline.h"

int timeline_make(struct timeline *tl, const struct trace *trace)
{
	memset(tl, 0, sizeof(*tl));
	tl->trace = trace;
	if (lanes_make(&tl->lanes, trace) || analyse(trace, &tl->marks))
		return -1;
	tl->window.to = lanes_recorded_until(&tl->lanes);
	if (!tl->window.to)
		tl->window.to = 1;
	return 0;
}

void timeline_free(struct timeline *tl)
{
	lanes_free(&tl->lanes);
	marks_free(&tl->marks);
	memset(tl, 0, sizeof(*tl));
}

struct pair *timeline_pairs(const struct timeline *tl, size_t *n)
{
	size_t threads = tl->lanes.nr_lanes;
	struct pair *pairs = calloc(threads * threads + 1, sizeof(*pairs));

	*n = 0;
	if (!pairs)
		return NULL;
	for (size_t i = 0; i < tl->lanes.nr_wakes; i++) {
		const struct wake *wake = &tl->lanes.wakes[i];

		pairs[wake->from * threads + wake->to].times++;
	}
	for (size_t i = 0; i < threads * threads; i++)
		if (pairs[i].times)
			pairs[(*n)++] = (struct pair) {
				.from = i / threads, .to = i % threads, .times = pairs[i].times,
			};
	return pairs;
}

static size_t full_logs(const struct trace *trace)
{
	size_t n = 0;

	for (__u32 i = 0; i < trace->report.result.nr_threads; i++)
		n += trace->logs[i].dropped > 0;
	return n;
}

void timeline_put_log(FILE *out, const struct timeline *tl)
{
	__u64 recorded = trace_recorded(tl->trace), dropped = trace_dropped(tl->trace);
	size_t full = full_logs(tl->trace);

	fprintf(out, "%llu event%s recorded", recorded, plural(recorded));
	if (dropped)
		fprintf(out, ", and %llu newer one%s left out: the log%s of %zu thread%s %s full",
			dropped, plural(dropped), plural(full), full, plural(full),
			full == 1 ? "was" : "were");
	else
		fputs(", none left out", out);
}
