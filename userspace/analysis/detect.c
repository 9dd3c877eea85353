// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs the rules of detect_*.c and keeps the most severe findings.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/detect.h"

const char *finding_name(enum finding_kind kind)
{
	static const char * const names[NR_FINDING_KINDS] = {
		[FINDING_LOST_UPDATE] = "lost update",
		[FINDING_LOST_WAKEUP] = "lost wakeup",
		[FINDING_CYCLE] = "deadlock",
		[FINDING_TWO_HOLDERS] = "two holders",
		[FINDING_FOREIGN_VALUE] = "value of another thread",
		[FINDING_LOST_VALUE] = "own value gone",
		[FINDING_TORN_READ] = "torn read",
		[FINDING_NO_SUCH_ITEM] = "no such item",
	};

	return kind < NR_FINDING_KINDS ? names[kind] : "?";
}

static size_t count_kind(const struct findings *findings, enum finding_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < findings->n; i++)
		n += findings->finding[i].kind == kind;
	return n;
}

/* The least severe of its kind, the last among equals; NULL if there is none. */
static struct finding *least_severe(struct findings *findings, enum finding_kind kind)
{
	struct finding *found = NULL;

	for (size_t i = 0; i < findings->n; i++) {
		struct finding *finding = &findings->finding[i];

		if (finding->kind != kind)
			continue;
		if (!found || finding->weight < found->weight ||
		    (finding->weight == found->weight && finding->event > found->event))
			found = finding;
	}
	return found;
}

bool findings_count(struct findings *findings, enum finding_kind kind, __u64 weight)
{
	findings->found[kind]++;
	return count_kind(findings, kind) < FINDINGS_PER_KIND ||
	       weight > least_severe(findings, kind)->weight;
}

int findings_add(struct findings *findings, const struct trace *trace,
		 const struct finding *finding)
{
	const struct syncdemo_event *event = &trace->events[finding->event];
	struct finding *slot;

	if (!finding->text)
		return -1;
	if (count_kind(findings, finding->kind) < FINDINGS_PER_KIND) {
		slot = &findings->finding[findings->n++];
	} else {
		slot = least_severe(findings, finding->kind);
		free(slot->text);
	}
	*slot = *finding;
	slot->ns = event->ns;
	slot->thread = event->thread;
	return 0;
}

static int by_time(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;

	if (a->event != b->event)
		return a->event < b->event ? -1 : 1;
	return (int)a->kind - (int)b->kind;
}

int detect(const struct trace *trace, struct findings *findings)
{
	static int (*const rules[])(const struct trace *trace, struct findings *findings) = {
		find_lost_updates, find_lost_wakeups, find_cycles, find_two_holders,
		find_wrong_values, find_torn_reads, find_wrong_items,
	};

	memset(findings, 0, sizeof(*findings));
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++)
		if (rules[i](trace, findings))
			return -1;
	qsort(findings->finding, findings->n, sizeof(findings->finding[0]), by_time);
	return 0;
}

void findings_free(struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++)
		free(findings->finding[i].text);
	memset(findings, 0, sizeof(*findings));
}

__u64 findings_left_out(const struct findings *findings, enum finding_kind kind)
{
	return findings->found[kind] - count_kind(findings, kind);
}
