// SPDX-License-Identifier: GPL-2.0-only
/*
 * Thread-local values that are shared: a thread reads a value that another thread has
 * set, or not the value that it has set itself. A rule of detect.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/detect.h"

#define KINDS	(SYNCDEMO_OBJECT_KIND(UINT16_MAX) + 1)

/**
 * struct own - the value that a thread has set last
 * @set: whether it has set one
 * @value: the value
 */
struct own {
	bool set;
	__s64 value;
};

/* The first other thread whose last set value is the one read; nr_threads if none. */
static size_t find_setter(const struct trace *trace, const struct own *own, size_t kind,
			  const struct syncdemo_event *get)
{
	size_t i = 0;

	for (; i < trace->res.result.nr_threads; i++)
		if (i != get->thread && own[i * KINDS + kind].set &&
		    own[i * KINDS + kind].value == get->arg)
			break;
	return i;
}

static char *foreign_sentence(const struct trace *trace, const struct syncdemo_event *get,
			      const struct own *own, size_t other)
{
	const char *thread = trace_thread(trace, get->thread);
	const char *setter = trace_thread(trace, other);
	char object[TRACE_NAME_SIZE], *text;
	int len;

	trace_object(trace, get->object, object);
	if (own->set)
		len = asprintf(&text, "%s set %lld as its own %s, but finds %lld, which %s has set",
			       thread, own->value, object, get->arg, setter);
	else
		len = asprintf(&text, "%s set no %s of its own, but finds %lld, which %s has set",
			       thread, object, get->arg, setter);
	return len < 0 ? NULL : text;
}

static char *lost_sentence(const struct trace *trace, const struct syncdemo_event *get,
			   const struct own *own)
{
	char object[TRACE_NAME_SIZE], found[32], *text;

	trace_object(trace, get->object, object);
	snprintf(found, sizeof(found), "%lld", get->arg);
	if (asprintf(&text, "%s set %lld as its own %s, but finds %s",
		     trace_thread(trace, get->thread), own->value, object,
		     get->arg == -ENODATA ? "none" : found) < 0)
		return NULL;
	return text;
}

static int add_foreign(const struct trace *trace, const struct own *own, __u32 index,
		       size_t other, struct findings *findings)
{
	if (!findings_count(findings, FINDING_FOREIGN_VALUE, 1))
		return 0;
	return findings_add(findings, trace, &(struct finding) {
		.kind = FINDING_FOREIGN_VALUE, .weight = 1, .event = index,
		.text = foreign_sentence(trace, &trace->events[index], own, other),
	});
}

static int add_lost(const struct trace *trace, const struct own *own, __u32 index,
		    struct findings *findings)
{
	if (!findings_count(findings, FINDING_LOST_VALUE, 1))
		return 0;
	return findings_add(findings, trace, &(struct finding) {
		.kind = FINDING_LOST_VALUE, .weight = 1, .event = index,
		.text = lost_sentence(trace, &trace->events[index], own),
	});
}

/* -EXDEV is not a value: the demo could not read it. */
static int check(const struct trace *trace, const struct own *all, __u32 index,
		 struct findings *findings)
{
	const struct syncdemo_event *get = &trace->events[index];
	size_t kind = SYNCDEMO_OBJECT_KIND(get->object);
	const struct own *own = &all[get->thread * KINDS + kind];
	size_t other;

	if ((own->set && own->value == get->arg) || get->arg == -EXDEV)
		return 0;
	other = find_setter(trace, all, kind, get);
	if (other < trace->res.result.nr_threads)
		return add_foreign(trace, own, index, other, findings);
	return own->set ? add_lost(trace, own, index, findings) : 0;
}

int find_wrong_values(const struct trace *trace, struct findings *findings)
{
	struct own *own = calloc(trace->res.result.nr_threads * KINDS + 1, sizeof(*own));
	int ret = own ? 0 : -1;

	for (size_t i = 0; !ret && i < trace->nr_events; i++) {
		const struct syncdemo_event *event = &trace->events[i];
		size_t kind = SYNCDEMO_OBJECT_KIND(event->object);

		if (event->step == SYNCDEMO_STEP_SET)
			own[event->thread * KINDS + kind] = (struct own) { true, event->arg };
		else if (event->step == SYNCDEMO_STEP_GET)
			ret = check(trace, own, i, findings);
	}
	free(own);
	return ret;
}
