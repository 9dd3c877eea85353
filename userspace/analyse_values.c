// SPDX-License-Identifier: GPL-2.0-only
/*
 * Thread-local values that are none: a thread finds what another one has set.
 * A rule of analyse.c.
 */
#include <stdio.h>
#include <stdlib.h>

#include "marks.h"

#define KINDS	(SYNCDEMO_OBJECT_KIND(UINT16_MAX) + 1)

/**
 * struct own - what a thread has set last
 * @set: whether it has set anything
 * @value: the value
 */
struct own {
	bool set;
	__s64 value;
};

/* Which other thread has set @value last; the number of threads if none has. */
static size_t who_set(const struct trace *trace, const struct own *own, size_t kind,
		      const struct syncdemo_event *get)
{
	size_t i = 0;

	for (; i < trace->report.result.nr_threads; i++)
		if (i != get->thread && own[i * KINDS + kind].set &&
		    own[i * KINDS + kind].value == get->arg)
			break;
	return i;
}

static char *sentence(const struct trace *trace, const struct syncdemo_event *get,
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

static int check(const struct trace *trace, const struct own *all, __u32 index,
		 struct marks *marks)
{
	const struct syncdemo_event *get = &trace->events[index];
	size_t kind = SYNCDEMO_OBJECT_KIND(get->object);
	const struct own *own = &all[get->thread * KINDS + kind];
	size_t other;

	if (own->set && own->value == get->arg)
		return 0;
	other = who_set(trace, all, kind, get);
	if (other == trace->report.result.nr_threads ||
	    !marks_count(marks, MARK_FOREIGN_VALUE, 1))
		return 0;
	return marks_add(marks, trace, &(struct mark) {
		.kind = MARK_FOREIGN_VALUE, .weight = 1, .event = index,
		.text = sentence(trace, get, own, other),
	});
}

int find_foreign_values(const struct trace *trace, struct marks *marks)
{
	struct own *own = calloc(trace->report.result.nr_threads * KINDS + 1, sizeof(*own));
	int ret = own ? 0 : -1;

	for (size_t i = 0; !ret && i < trace->nr_events; i++) {
		const struct syncdemo_event *event = &trace->events[i];
		size_t kind = SYNCDEMO_OBJECT_KIND(event->object);

		if (event->step == SYNCDEMO_STEP_SET)
			own[event->thread * KINDS + kind] = (struct own) { true, event->arg };
		else if (event->step == SYNCDEMO_STEP_GET)
			ret = check(trace, own, i, marks);
	}
	free(own);
	return ret;
}
