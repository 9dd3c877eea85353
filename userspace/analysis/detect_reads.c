// SPDX-License-Identifier: GPL-2.0-only
/*
 * Torn reads: within one look a thread loads a thing twice and finds two values. A
 * rule of analyse.c.
 *
 * A reader that finds out and looks again is none the worse for it. So a run that
 * passed has no findings: it has watched what was made of each look. Of a queue each load
 * is a look of its own.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/detect.h"

/**
 * struct look - what a thread has loaded since it acquired something
 * @loaded: whether it has
 * @object: what it loaded last
 * @value: what it found
 */
struct look {
	bool loaded;
	__u16 object;
	__s64 value;
};

static char *sentence(const struct trace *trace, const struct syncdemo_event *event,
		      const struct look *look)
{
	char object[TRACE_NAME_SIZE], *text;

	trace_object(trace, event->object, object);
	if (asprintf(&text, "%s finds %lld and then %lld in %s within one look",
		     trace_thread(trace, event->thread), look->value, event->arg, object) < 0)
		return NULL;
	return text;
}

static int load(const struct trace *trace, struct look *look, __u32 index, struct findings *findings)
{
	const struct syncdemo_event *event = &trace->events[index];
	struct finding finding = { .kind = FINDING_TORN_READ, .weight = 1, .event = index };
	bool torn = look->loaded && look->object == event->object &&
		    look->value != event->arg && !trace_is_queue(trace, event->object);

	if (torn && findings_count(findings, finding.kind, finding.weight)) {
		finding.text = sentence(trace, event, look);
		if (findings_add(findings, trace, &finding))
			return -1;
	}
	*look = (struct look) { true, event->object, event->arg };
	return 0;
}

int find_torn_reads(const struct trace *trace, struct findings *findings)
{
	struct look *looks;
	int ret = 0;

	if (trace->res.result.verdict == SYNCDEMO_PASS)
		return 0;
	looks = calloc(trace->res.result.nr_threads + 1, sizeof(*looks));
	if (!looks)
		return -1;
	for (size_t i = 0; !ret && i < trace->nr_events; i++) {
		struct look *look = &looks[trace->events[i].thread];

		if (trace->events[i].step == SYNCDEMO_STEP_LOAD)
			ret = load(trace, look, i, findings);
		else
			look->loaded = false;
	}
	free(looks);
	return ret;
}
