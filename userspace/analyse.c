// SPDX-License-Identifier: GPL-2.0-only
/*
 * Asks each rule, and keeps the gravest of what they find.
 */
#include <stdlib.h>
#include <string.h>

#include "marks.h"

const char *mark_name(enum mark_kind kind)
{
	static const char * const names[NR_MARK_KINDS] = {
		[MARK_LOST_UPDATE] = "lost update",
		[MARK_LOST_WAKEUP] = "lost wakeup",
		[MARK_CYCLE] = "deadlock",
		[MARK_TWO_HOLDERS] = "two holders",
		[MARK_FOREIGN_VALUE] = "value of another thread",
		[MARK_LOST_VALUE] = "own value gone",
		[MARK_TORN_READ] = "torn read",
		[MARK_NO_SUCH_ITEM] = "no such item",
	};

	return kind < NR_MARK_KINDS ? names[kind] : "?";
}

static size_t count_kind(const struct marks *marks, enum mark_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < marks->n; i++)
		n += marks->mark[i].kind == kind;
	return n;
}

/* The least grave of its kind, the last of them; NULL if there is none. */
static struct mark *least(struct marks *marks, enum mark_kind kind)
{
	struct mark *found = NULL;

	for (size_t i = 0; i < marks->n; i++) {
		struct mark *mark = &marks->mark[i];

		if (mark->kind != kind)
			continue;
		if (!found || mark->weight < found->weight ||
		    (mark->weight == found->weight && mark->event > found->event))
			found = mark;
	}
	return found;
}

bool marks_count(struct marks *marks, enum mark_kind kind, __u64 weight)
{
	marks->found[kind]++;
	return count_kind(marks, kind) < MARKS_PER_KIND || weight > least(marks, kind)->weight;
}

int marks_add(struct marks *marks, const struct trace *trace, const struct mark *mark)
{
	const struct syncdemo_event *event = &trace->events[mark->event];
	struct mark *slot;

	if (!mark->text)
		return -1;
	if (count_kind(marks, mark->kind) < MARKS_PER_KIND) {
		slot = &marks->mark[marks->n++];
	} else {
		slot = least(marks, mark->kind);
		free(slot->text);
	}
	*slot = *mark;
	slot->ns = event->ns;
	slot->thread = event->thread;
	return 0;
}

static int by_time(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;

	if (a->event != b->event)
		return a->event < b->event ? -1 : 1;
	return (int)a->kind - (int)b->kind;
}

int analyse(const struct trace *trace, struct marks *marks)
{
	static int (*const rules[])(const struct trace *trace, struct marks *marks) = {
		find_lost_updates, find_lost_wakeups, find_cycles, find_two_holders,
		find_wrong_values, find_torn_reads, find_wrong_items,
	};

	memset(marks, 0, sizeof(*marks));
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++)
		if (rules[i](trace, marks))
			return -1;
	qsort(marks->mark, marks->n, sizeof(marks->mark[0]), by_time);
	return 0;
}

void marks_free(struct marks *marks)
{
	for (size_t i = 0; i < marks->n; i++)
		free(marks->mark[i].text);
	memset(marks, 0, sizeof(*marks));
}

__u64 marks_left_out(const struct marks *marks, enum mark_kind kind)
{
	__u64 kept = 0;

	for (size_t i = 0; i < marks->n; i++)
		kept += marks->mark[i].kind == kind;
	return marks->found[kind] - kept;
}
