/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All there is to show of one run: its lanes, who woke whom and what went wrong.
 * The renderers timeline_*.c draw it. Pure.
 */
#ifndef SYNCDEMO_TIMELINE_H
#define SYNCDEMO_TIMELINE_H

#include <stdio.h>

#include "analyse.h"
#include "columns.h"
#include "lanes.h"
#include "trace.h"

/**
 * struct timeline - one run, worked out
 * @trace: what it was made from
 * @lanes: what each thread did
 * @marks: what went wrong
 * @window: what to show at first
 */
struct timeline {
	const struct trace *trace;
	struct lanes lanes;
	struct marks marks;
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

/**
 * timeline_put_log - a sentence on what the log has and what it left out
 * @out: where to
 * @tl: the timeline
 */
void timeline_put_log(FILE *out, const struct timeline *tl);

/**
 * struct text_style - how to draw for a terminal
 * @width: columns of the terminal
 * @color: whether to use colours
 * @unicode: whether it can show more than ASCII
 */
struct text_style {
	unsigned int width;
	bool color;
	bool unicode;
};

/**
 * timeline_text - draw the window for a terminal
 * @out: where to
 * @tl: the timeline
 * @style: how
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_text(FILE *out, const struct timeline *tl, const struct text_style *style);

/**
 * timeline_svg - draw the window as an SVG image that stands by itself
 * @out: where to
 * @tl: the timeline
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_svg(FILE *out, const struct timeline *tl);

/**
 * timeline_svg_element - the same as an element of a page, without its style
 * @out: where to
 * @tl: the timeline
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_svg_element(FILE *out, const struct timeline *tl);

/**
 * timeline_html - a page that stands by itself, to move about in the timeline
 * @out: where to
 * @tl: the timeline
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_html(FILE *out, const struct timeline *tl);

/**
 * timeline_html_section - the timeline as a part of a page
 * @out: where to
 * @tl: the timeline
 * @id: tells it from others in the page
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_html_section(FILE *out, const struct timeline *tl, unsigned int id);

/**
 * timeline_chrome - all events in the Chrome trace format
 * @out: where to
 * @tl: the timeline
 *
 * For Perfetto's viewer, speedscope and others. Nothing is left out.
 */
void timeline_chrome(FILE *out, const struct timeline *tl);

#endif
