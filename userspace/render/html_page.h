/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The frame of a page that stands by itself: nothing in it is fetched from
 * anywhere. Pure.
 */
#ifndef SYNCDEMO_HTML_PAGE_H
#define SYNCDEMO_HTML_PAGE_H

#include <stdio.h>

/**
 * html_page_begin - what stands before the contents
 * @out: where to
 * @title: of the page
 */
void html_page_begin(FILE *out, const char *title);

/**
 * html_page_end - what stands after them
 * @out: where to
 */
void html_page_end(FILE *out);

#endif
