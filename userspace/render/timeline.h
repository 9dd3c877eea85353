/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Draws a timeline: timeline_*.c, a file for each format. Called by the commands and
 * report_html.c. Pure.
 */
#ifndef SYNCDEMO_RENDER_TIMELINE_H
#define SYNCDEMO_RENDER_TIMELINE_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/timeline.h"

/**
 * timeline_put_log - write how many events were recorded and dropped
 * @out: the stream
 * @tl: the timeline
 */
void timeline_put_log(FILE *out, const struct timeline *tl);

/**
 * struct text_style - properties of the terminal
 * @width: number of columns
 * @color: whether to use colours
 * @unicode: whether it shows more than ASCII
 */
struct text_style {
	unsigned int width;
	bool color;
	bool unicode;
};

/**
 * timeline_text - draw the window for a terminal
 * @out: the stream
 * @tl: the timeline
 * @style: properties of the terminal
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_text(FILE *out, const struct timeline *tl, const struct text_style *style);

/**
 * timeline_svg - draw the window as a self-contained SVG image
 * @out: the stream
 * @tl: the timeline
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_svg(FILE *out, const struct timeline *tl);

/**
 * timeline_svg_element - draw the window as an element of a page, without style
 * @out: the stream
 * @tl: the timeline
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_svg_element(FILE *out, const struct timeline *tl);

/**
 * timeline_html - write a self-contained page with an interactive timeline
 * @out: the stream
 * @tl: the timeline
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_html(FILE *out, const struct timeline *tl);

/**
 * timeline_html_section - write an interactive timeline as a part of a page
 * @out: the stream
 * @tl: the timeline
 * @id: unique in the page
 *
 * Return: 0, or -1 if there is no memory.
 */
int timeline_html_section(FILE *out, const struct timeline *tl, unsigned int id);

/**
 * timeline_chrome - write all events in the Chrome trace format
 * @out: the stream
 * @tl: the timeline
 *
 * Perfetto's viewer, speedscope and others read it.
 */
void timeline_chrome(FILE *out, const struct timeline *tl);

#endif
