/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The files of web/, as strings; embed.mk makes them.
 */
#ifndef SYNCDEMO_WEB_H
#define SYNCDEMO_WEB_H

/* Colours and shapes of a timeline, in an image and in a page. */
extern const char timeline_css[];

/* All else in a page. */
extern const char page_css[];

/* What makes the timelines of a page move. */
extern const char timeline_js[];

#endif
