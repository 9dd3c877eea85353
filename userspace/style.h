/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The style sheets of web/, as strings.
 */
#ifndef SYNCDEMO_STYLE_H
#define SYNCDEMO_STYLE_H

/* Colours and shapes of a timeline, in an image and in a page. */
extern const char timeline_css[];

/* All else in a page. */
extern const char page_css[];

#endif
