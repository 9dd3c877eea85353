/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Draws a timeline: a file for each form, timeline_*.c. The commands and report_html.c
 * call them. Pure.
 */
#ifndef SYNCDEMO_RENDER_TIMELINE_H
#define SYNCDEMO_RENDER_TIMELINE_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/timeline.h"

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
