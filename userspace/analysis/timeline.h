/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that is shown of one run: lanes, wake-ups and findings. The renderers
 * render/timeline_*.c draw it. Pure.
 */
#ifndef SYNCDEMO_TIMELINE_H
#define SYNCDEMO_TIMELINE_H

#include <stddef.h>

#include "analysis/bins.h"
#include "analysis/findings.h"
#include "analysis/lanes.h"
#include "device/trace.h"

/**
 * struct timeline - one run, ready to be drawn
 * @trace: the run; not owned
 * @clocksource: the kernel's clock source, see clocksource.h; not owned
 * @lanes: what each thread did
 * @findings: what went wrong
 * @window: what to show at first
 */
struct timeline {
	const struct trace *trace;
	const char *clocksource;
	struct lanes lanes;
	struct findings findings;
	struct window window;
};

/**
 * timeline_make - make the timeline of a run
 * @tl: (out) the timeline; free with timeline_free(), even after an error
 * @trace: sorted; must outlive @tl
 * @clocksource: from clocksource_name(); must outlive @tl
 *
 * The window is the whole run; if logs were full, it ends at the last recorded event,
 * since nothing is known of the time after it.
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_make(struct timeline *tl, const struct trace *trace, const char *clocksource);

/**
 * timeline_free - release what timeline_make() allocated
 * @tl: empty afterwards
 */
void timeline_free(struct timeline *tl);

/**
 * struct pair - how often one thread woke another
 * @from: the waker
 * @to: the thread that was woken
 * @times: number of wake-ups
 */
struct pair {
	__u16 from;
	__u16 to;
	__u64 times;
};

/**
 * timeline_pairs - count wake-ups by pair of threads
 * @tl: the timeline
 * @n: (out) number of pairs
 *
 * Return: the pairs, by thread; free() them. NULL if there is no memory.
 */
struct pair *timeline_pairs(const struct timeline *tl, size_t *n);

#endif
