/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The files of web/ as strings, made by embed.mk.
 */
#ifndef SYNCDEMO_WEB_H
#define SYNCDEMO_WEB_H

/* Style of a timeline, in an image and in a page. */
extern const char timeline_css[];

/* Style of everything else in a page. */
extern const char page_css[];

/* Makes the timelines of a page interactive. */
extern const char timeline_js[];

#endif
