// SPDX-License-Identifier: GPL-2.0-only
/*
 * draw DIR: writes pages and traces of the runs in traces.c, for tests/host/browser.test.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/timeline.h"
#include "base/util.h"
#include "render/report_html.h"
#include "sample.h"
#include "traces.h"

static void large_trace(struct trace *trace)
{
	random_trace(trace, 5, 64, 16384, 500);
}

static void dropped_trace(struct trace *trace)
{
	random_trace(trace, 3, 3, 60, 12);
}

static const struct {
	const char *name;
	void (*make)(struct trace *trace);
} runs[] = {
	{ "condition", condition_trace },
	{ "event", event_trace },
	{ "lost-update", lost_update_trace },
	{ "cycle", cycle_trace },
	{ "dropped", dropped_trace },
	{ "great", large_trace },
};

static FILE *open_file(const char *dir, const char *name, const char *ending)
{
	char path[PATH_MAX];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s%s", dir, name, ending);
	out = fopen(path, "w");
	if (!out) {
		perror(path);
		exit(1);
	}
	return out;
}

static int draw_run(const char *dir, size_t i)
{
	struct trace trace;
	struct timeline tl;
	FILE *page = open_file(dir, runs[i].name, ".html");
	FILE *json = open_file(dir, runs[i].name, ".json");
	int ret;

	runs[i].make(&trace);
	ret = timeline_make(&tl, &trace, "tsc") || timeline_html(page, &tl);
	timeline_chrome(json, &tl);
	timeline_free(&tl);
	trace_free(&trace);
	return fclose(page) || fclose(json) || ret;
}

static int draw_report(const char *dir)
{
	static const struct environment env = {
		.release = "6.12.0", .version = "#1 SMP PREEMPT_DYNAMIC", .machine = "x86_64",
		.preemption = "set at boot (PREEMPT_DYNAMIC)", .clocksource = "tsc", .cpus = 2,
	};
	struct trace traces[2];
	struct timeline tls[2];
	struct catalogue cat;
	struct report_page page = {
		.env = &env, .module_version = "9.8.7", .cat = &cat, .n = 2, .runs = tls,
	};
	FILE *out = open_file(dir, "report", ".html");
	int ret;

	sample_catalogue(&cat);
	condition_trace(&traces[0]);
	lost_update_trace(&traces[1]);
	sample_measure(&traces[1].res);
	ret = timeline_make(&tls[0], &traces[0], "tsc") ||
	      timeline_make(&tls[1], &traces[1], "tsc") || report_html(out, &page);
	for (size_t i = 0; i < ARRAY_SIZE(tls); i++) {
		timeline_free(&tls[i]);
		trace_free(&traces[i]);
	}
	catalogue_free(&cat);
	return fclose(out) || ret;
}

int main(int argc, char **argv)
{
	int ret;

	if (argc != 2) {
		fputs("usage: draw DIR\n", stderr);
		return 2;
	}
	ret = draw_report(argv[1]);
	for (size_t i = 0; i < ARRAY_SIZE(runs); i++)
		ret |= draw_run(argv[1], i);
	return ret;
}
