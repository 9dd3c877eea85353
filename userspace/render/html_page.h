/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The frame of a self-contained HTML page. Called by timeline_html.c and
 * report_html.c. Pure.
 */
#ifndef SYNCDEMO_HTML_PAGE_H
#define SYNCDEMO_HTML_PAGE_H

#include <stdio.h>

/**
 * html_page_begin - write what precedes the contents
 * @out: the stream
 * @title: title of the page
 */
void html_page_begin(FILE *out, const char *title);

/**
 * html_page_end - write what follows the contents
 * @out: the stream
 */
void html_page_end(FILE *out);

#endif
