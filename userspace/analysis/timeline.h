/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All there is to show of one run: its lanes, who woke whom and what went wrong.
 * The renderers render/timeline_*.c draw it. Pure.
 */
#ifndef SYNCDEMO_TIMELINE_H
#define SYNCDEMO_TIMELINE_H

#include <stddef.h>

#include "analysis/bins.h"
#include "analysis/findings.h"
#include "analysis/lanes.h"
#include "device/trace.h"

/**
 * struct timeline - one run, worked out
 * @trace: what it was made from
 * @lanes: what each thread did
 * @findings: what went wrong
 * @window: what to show at first
 */
struct timeline {
	const struct trace *trace;
	struct lanes lanes;
	struct findings findings;
	struct window window;
};

/**
 * timeline_make - work out what to show
 * @tl: (out) the timeline; timeline_free() it, even after an error
 * @trace: sorted; must live as long
 *
 * The window is the whole run; but if logs were full, what comes after the last
 * recorded event is left out of it, since nothing is known of that.
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_make(struct timeline *tl, const struct trace *trace);

/**
 * timeline_free - release what timeline_make() allocated
 * @tl: empty afterwards
 */
void timeline_free(struct timeline *tl);

/**
 * struct pair - how often one thread woke another
 * @from: the one that woke
 * @to: the one that was woken
 * @times: how often
 */
struct pair {
	__u16 from;
	__u16 to;
	__u64 times;
};

/**
 * timeline_pairs - add up who woke whom
 * @tl: the timeline
 * @n: (out) how many pairs there are
 *
 * Return: the pairs, by thread; free() them. NULL if there is no memory.
 */
struct pair *timeline_pairs(const struct timeline *tl, size_t *n);

#endif
