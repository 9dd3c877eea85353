/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A report on several runs as one self-contained page, for a student to hand in.
 * Pure.
 */
#ifndef SYNCDEMO_REPORT_HTML_H
#define SYNCDEMO_REPORT_HTML_H

#include <stdio.h>

#include "render/timeline.h"
#include "device/catalogue.h"
#include "device/environment.h"

/**
 * struct report_page - contents of the page; the pointers are not owned
 * @env: the machine on which the demos ran
 * @module_version: version of the module
 * @cat: for names of parameters and summaries of variants
 * @n: number of runs
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
 * @out: the stream
 * @page: the contents
 *
 * Return: 0, or -1 if there is no memory.
 */
int report_html(FILE *out, const struct report_page *page);

#endif
