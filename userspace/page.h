/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The frame of a page that stands by itself: nothing in it is fetched from
 * anywhere. Pure.
 */
#ifndef SYNCDEMO_PAGE_H
#define SYNCDEMO_PAGE_H

#include <stdio.h>

/**
 * page_begin - what stands before the contents
 * @out: where to
 * @title: of the page
 */
void page_begin(FILE *out, const char *title);

/**
 * page_end - what stands after them
 * @out: where to
 */
void page_end(FILE *out);

#endif
