// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sentence about the logs of a run, which every format but Chrome's shows.
 */
#include "base/format.h"
#include "device/clocksource.h"
#include "render/timeline.h"

static size_t full_logs(const struct trace *trace)
{
	size_t n = 0;

	for (__u32 i = 0; i < trace->res.result.nr_threads; i++)
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
	if (clocksource_is_coarse(tl->clocksource))
		fprintf(out, ", timed in timer ticks only (clock source '%s')", tl->clocksource);
}
