// SPDX-License-Identifier: GPL-2.0-only
/*
 * Torn reads: within one read section a thread loads an object twice and gets two
 * values. A rule of detect.c.
 *
 * A reader may detect this and retry, as with a seqlock. So a run that passed has no
 * findings: the demo has checked the outcome of each read section. Each load from a
 * queue is a read section of its own.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/detect.h"

/**
 * struct read_section - the last load of a thread in its current read section
 * @loaded: whether there was one
 * @object: the object
 * @value: the value
 */
struct read_section {
	bool loaded;
	__u16 object;
	__s64 value;
};

static char *sentence(const struct trace *trace, const struct syncdemo_event *event,
		      const struct read_section *section)
{
	char object[TRACE_NAME_SIZE], *text;

	trace_object(trace, event->object, object);
	if (asprintf(&text, "%s finds %lld and then %lld in %s within one read section",
		     trace_thread(trace, event->thread), section->value, event->arg, object) < 0)
		return NULL;
	return text;
}

static int load(const struct trace *trace, struct read_section *section, __u32 index,
		struct findings *findings)
{
	const struct syncdemo_event *event = &trace->events[index];
	struct finding finding = { .kind = FINDING_TORN_READ, .weight = 1, .event = index };
	bool torn = section->loaded && section->object == event->object &&
		    section->value != event->arg && !trace_is_queue(trace, event->object);

	if (torn && findings_count(findings, finding.kind, finding.weight)) {
		finding.text = sentence(trace, event, section);
		if (findings_add(findings, trace, &finding))
			return -1;
	}
	*section = (struct read_section) { true, event->object, event->arg };
	return 0;
}

int find_torn_reads(const struct trace *trace, struct findings *findings)
{
	struct read_section *sections;
	int ret = 0;

	if (trace->res.result.verdict == SYNCDEMO_PASS)
		return 0;
	sections = calloc(trace->res.result.nr_threads + 1, sizeof(*sections));
	if (!sections)
		return -1;
	for (size_t i = 0; !ret && i < trace->nr_events; i++) {
		struct read_section *section = &sections[trace->events[i].thread];

		if (trace->events[i].step == SYNCDEMO_STEP_LOAD)
			ret = load(trace, section, i, findings);
		else
			section->loaded = false;
	}
	free(sections);
	return ret;
}
