/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A whole run of demos on one page that stands by itself: what a student hands
 * in. Pure.
 */
#ifndef SYNCDEMO_REPORT_HTML_H
#define SYNCDEMO_REPORT_HTML_H

#include <stdio.h>

#include "render/timeline.h"
#include "device/catalogue.h"
#include "device/environment.h"

/**
 * struct report_page - what stands on the page
 * @env: where the demos ran
 * @module_version: of the module
 * @cat: for the names of the parameters and what the demos are about
 * @n: how many runs
 * @runs: the runs
 */
struct report_page {
	const struct environment *env;
	const char *module_version;
	const struct catalogue *cat;
	size_t n;
	const struct timeline *runs;
};

/**
 * report_html - write the page
 * @out: where to
 * @page: what stands on it
 *
 * Return: 0, or -1 if there is no memory.
 */
int report_html(FILE *out, const struct report_page *page);

#endif
