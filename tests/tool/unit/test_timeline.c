// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timelines compared with golden files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "render/timeline.h"
#include "base/util.h"
#include "golden.h"
#include "traces.h"

enum form { TEXT, ASCII, NARROW, COLOR, SVG, SECTION, CHROME };

static int draw(FILE *out, const struct timeline *tl, enum form form)
{
	const struct text_style style = {
		.width = form == NARROW ? 64 : 100, .color = form == COLOR,
		.unicode = form != ASCII,
	};

	switch (form) {
	case SVG:
		return timeline_svg_element(out, tl);
	case SECTION:
		return timeline_html_section(out, tl, 7);
	case CHROME:
		timeline_chrome(out, tl);
		return 0;
	default:
		return timeline_text(out, tl, &style);
	}
}

static char *drawn(const struct timeline *tl, enum form form)
{
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_int_equal(draw(out, tl, form), 0);
	fclose(out);
	return text;
}

static void dropped_trace(struct trace *trace)
{
	random_trace(trace, 3, 3, 60, 12);
}

static void hostile_trace(struct trace *trace)
{
	static const struct step steps[] = {
		{ 10, 0, START, 0, 0 }, { 20, 0, LOAD, OBJECT(COUNTER), -7 },
		{ 30, 0, EXIT, 0, 1 },
	};

	make_trace(trace, "lock/none", SYNCDEMO_XFAIL, "</script><b>\"&\\", 1, steps,
		   ARRAY_SIZE(steps));
	strcpy(trace->kinds[COUNTER].name, "</script>");
	strcpy(trace->res.threads[0].name, "<\"\\>");
}

static void golden_files(void **state)
{
	static const struct {
		const char *name;
		void (*make)(struct trace *trace);
		enum form form;
		__u64 from, to;
	} table[] = {
		{ "condition.txt", condition_trace, TEXT, 0, 0 },
		{ "condition-ascii.txt", condition_trace, ASCII, 0, 0 },
		{ "condition-narrow.txt", condition_trace, NARROW, 0, 0 },
		{ "condition-color.txt", condition_trace, COLOR, 0, 0 },
		{ "condition-zoom.txt", condition_trace, TEXT, 100000, 200000 },
		{ "condition.svg", condition_trace, SVG, 0, 0 },
		{ "condition.json", condition_trace, CHROME, 0, 0 },
		{ "event.txt", event_trace, TEXT, 0, 0 },
		{ "event.svg", event_trace, SVG, 0, 0 },
		{ "event.json", event_trace, CHROME, 0, 0 },
		{ "lost-update.txt", lost_update_trace, TEXT, 0, 0 },
		{ "lost-update.svg", lost_update_trace, SVG, 0, 0 },
		{ "cycle.txt", cycle_trace, TEXT, 0, 0 },
		{ "cycle.html", cycle_trace, SECTION, 0, 0 },
		{ "dropped.txt", dropped_trace, TEXT, 0, 0 },
		{ "dropped.html", dropped_trace, SECTION, 0, 0 },
		{ "hostile.html", hostile_trace, SECTION, 0, 0 },
		{ "hostile.json", hostile_trace, CHROME, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct trace trace;
		struct timeline tl;
		char *text;

		table[i].make(&trace);
		assert_int_equal(timeline_make(&tl, &trace, "tsc"), 0);
		if (table[i].to)
			tl.window = (struct window) { table[i].from, table[i].to };
		text = drawn(&tl, table[i].form);
		assert_golden(table[i].name, text);
		free(text);
		timeline_free(&tl);
		trace_free(&trace);
	}
}

/* A run without events is drawn in every format. */
static void empty_runs(void **state)
{
	static const unsigned int threads[] = { 0, 1, 64 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(threads); i++)
		for (enum form form = TEXT; form <= CHROME; form++) {
			struct trace trace;
			struct timeline tl;

			make_trace(&trace, "lock/mutex", SYNCDEMO_CANCELLED, "", threads[i],
				   NULL, 0);
			assert_int_equal(timeline_make(&tl, &trace, "tsc"), 0);
			free(drawn(&tl, form));
			timeline_free(&tl);
			trace_free(&trace);
		}
}

/* Images and pages are self-contained: they fetch nothing. */
static void nothing_is_fetched(void **state)
{
	static const char * const forbidden[] = {
		"src=", "@import", "url(http", "rel=\"style",
	};
	struct trace trace;
	struct timeline tl;
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	(void)state;
	condition_trace(&trace);
	assert_int_equal(timeline_make(&tl, &trace, "tsc"), 0);
	assert_int_equal(timeline_svg(out, &tl), 0);
	assert_int_equal(timeline_html(out, &tl), 0);
	fclose(out);
	for (size_t i = 0; i < ARRAY_SIZE(forbidden); i++)
		assert_null(strstr(text, forbidden[i]));
	assert_non_null(strstr(text, "prefers-color-scheme"));
	free(text);
	timeline_free(&tl);
	trace_free(&trace);
}

/* 64 threads with a million events: the page stays small enough for a browser. */
static void great_runs(void **state)
{
	struct trace trace;
	struct timeline tl;
	char *text;

	(void)state;
	random_trace(&trace, 11, 64, 16384, 100);
	assert_int_equal(timeline_make(&tl, &trace, "tsc"), 0);
	text = drawn(&tl, SECTION);
	assert_true(strlen(text) < 16 << 20);
	free(text);
	text = drawn(&tl, TEXT);
	assert_non_null(strstr(text, "1042176 events recorded, and 6400 newer ones left out"));
	free(text);
	timeline_free(&tl);
	trace_free(&trace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_files),
		cmocka_unit_test(empty_runs),
		cmocka_unit_test(nothing_is_fetched),
		cmocka_unit_test(great_runs),
	};

	return cmocka_run_group_tests_name("timeline", tests, NULL, NULL);
}
