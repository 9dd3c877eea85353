// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the timeline of a run for the renderers. Called by cmd_timeline.c and
 * cmd_report.c.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/timeline.h"

int timeline_make(struct timeline *tl, const struct trace *trace, const char *clocksource)
{
	memset(tl, 0, sizeof(*tl));
	tl->trace = trace;
	tl->clocksource = clocksource;
	if (lanes_make(&tl->lanes, trace) || detect(trace, &tl->findings))
		return -1;
	tl->window.to = lanes_recorded_until(&tl->lanes);
	if (!tl->window.to)
		tl->window.to = 1;
	return 0;
}

void timeline_free(struct timeline *tl)
{
	lanes_free(&tl->lanes);
	findings_free(&tl->findings);
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
