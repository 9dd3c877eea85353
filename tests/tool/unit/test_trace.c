// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events into order, lanes and names; times as text and back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "analysis/lanes.h"
#include "base/time_format.h"
#include "base/util.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "device/environment.h"
#include "traces.h"

static void order(void **state)
{
	static const struct step steps[] = {
		{ 50, 1, START, 0, 0 }, { 50, 1, LOAD, OBJECT(COUNTER), 1 },
		{ 50, 0, START, 0, 2 }, { 40, 0, WAIT, OBJECT(SIGN), 3 },
		{ 60, 1, SYNCDEMO_NR_STEPS, 0, 9 }, { 61, 1, SYNCDEMO_STEP_NONE, 0, 9 },
	};
	static const __s64 expected[] = { 3, 2, 0, 1 };
	struct trace trace;

	(void)state;
	make_trace(&trace, "lock/mutex", SYNCDEMO_PASS, "", 2, steps, ARRAY_SIZE(steps));
	assert_int_equal(trace.nr_events, ARRAY_SIZE(expected));
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++)
		assert_int_equal(trace.events[i].arg, expected[i]);
	assert_int_equal(trace.logs[1].last_ns, 50);
	trace_free(&trace);
}

static void names(void **state)
{
	static const struct {
		__u16 object;
		const char *name;
	} table[] = {
		{ OBJECT(LOCK), "lock" }, { FORK_NR(0), "fork 0" }, { FORK_NR(3), "fork 3" },
		{ SYNCDEMO_OBJECT(9, 2), "object 9.2" },
	};
	struct trace trace;

	(void)state;
	make_trace(&trace, "lock/mutex", SYNCDEMO_PASS, "", 1, NULL, 0);
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char name[TRACE_NAME_SIZE];

		trace_object(&trace, table[i].object, name);
		assert_string_equal(name, table[i].name);
	}
	assert_string_equal(trace_thread(&trace, 0), "sd/lock-0");
	assert_string_equal(trace_short_name(&trace, 0), "lock-0");
	assert_string_equal(trace_thread(&trace, 1), "?");
	assert_string_equal(step_name(WOKEN), "WOKEN");
	assert_string_equal(step_name(99), "UNKNOWN");
	trace_free(&trace);
}

/* "from-to state object": the spans of thread 0, one after the other. */
static void assert_spans(const struct lanes *lanes, const char *what, const char *expected)
{
	char text[512] = "", object[TRACE_NAME_SIZE];
	size_t len = 0;

	for (size_t i = 0; i < lanes->lanes[0].nr_spans; i++) {
		const struct span *span = &lanes->lanes[0].spans[i];

		*object = '\0';
		if (span->object != NO_OBJECT)
			trace_object(lanes->trace, span->object, object);
		len += snprintf(text + len, sizeof(text) - len, "%s%llu-%llu %s%s%s",
				i ? ", " : "", span->from, span->to, span_name(span->state),
				*object ? " " : "", object);
	}
	if (strcmp(text, expected))
		fail_msg("%s: expected '%s', got '%s'", what, expected, text);
}

static void spans(void **state)
{
	static const struct {
		const char *what, *spans;
		struct step steps[10];
		__u64 dropped;
	} table[] = {
		{ "a lock", "10-20 running, 20-30 waiting lock, 30-60 holding lock, 60-70 running",
		  { { 10, 0, START, 0, 0 }, { 20, 0, ATTEMPT, OBJECT(LOCK), 0 },
		    { 30, 0, ACQUIRED, OBJECT(LOCK), 1 }, { 40, 0, LOAD, OBJECT(COUNTER), 1 },
		    { 60, 0, RELEASED, OBJECT(LOCK), 0 }, { 70, 0, EXIT, 0, 1 } }, 0 },
		{ "a recursive lock",
		  "10-20 holding lock, 20-30 waiting lock, 30-40 holding lock, 40-50 holding lock, 50-60 running",
		  { { 10, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 20, 0, ATTEMPT, OBJECT(LOCK), 0 },
		    { 30, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 40, 0, RELEASED, OBJECT(LOCK), 0 },
		    { 50, 0, RELEASED, OBJECT(LOCK), 0 }, { 60, 0, EXIT, 0, 1 } }, 0 },
		{ "two locks, released in the order in which they were taken",
		  "10-20 holding fork 0, 20-30 holding fork 1, 30-40 holding fork 1, 40-50 running",
		  { { 10, 0, ACQUIRED, FORK_NR(0), 0 }, { 20, 0, ACQUIRED, FORK_NR(1), 0 },
		    { 30, 0, RELEASED, FORK_NR(0), 0 }, { 40, 0, RELEASED, FORK_NR(1), 0 },
		    { 50, 0, EXIT, 0, 1 } }, 0 },
		{ "an attempt that failed", "10-20 waiting lock, 20-30 running",
		  { { 10, 0, ATTEMPT, OBJECT(LOCK), 0 }, { 20, 0, LOAD, OBJECT(COUNTER), 0 },
		    { 30, 0, EXIT, 0, 0 } }, 0 },
		{ "a wait without an end", "10-20 running, 20-1040 waiting condition",
		  { { 10, 0, START, 0, 0 }, { 20, 0, WAIT, OBJECT(SIGN), 0 },
		    { 40, 1, EXIT, 0, 0 } }, 0 },
		{ "a full log",
		  "10-20 running, 20-30 waiting lock, 30-30 holding lock, 30-1040 not recorded",
		  { { 10, 0, START, 0, 0 }, { 20, 0, ATTEMPT, OBJECT(LOCK), 0 },
		    { 30, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 40, 1, EXIT, 0, 0 } }, 5 },
		{ "a log without room", "0-1040 not recorded", { { 40, 1, EXIT, 0, 0 } }, 5 },
		{ "a release of what is not held", "10-20 running, 20-30 running",
		  { { 10, 0, START, 0, 0 }, { 20, 0, RELEASED, OBJECT(LOCK), 0 },
		    { 30, 0, EXIT, 0, 0 } }, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct trace trace;
		struct lanes lanes;
		size_t n = 0;

		while (table[i].steps[n].step)
			n++;
		make_trace(&trace, "lock/mutex", SYNCDEMO_PASS, "", 2, table[i].steps, n);
		trace.logs[0].dropped = table[i].dropped;
		assert_int_equal(lanes_make(&lanes, &trace), 0);
		assert_spans(&lanes, table[i].what, table[i].spans);
		lanes_free(&lanes);
		trace_free(&trace);
	}
}

static void wakes(void **state)
{
	static const struct step steps[] = {
		{ 10, 0, WAIT, OBJECT(SIGN), 0 }, { 20, 1, SIGNAL, OBJECT(SIGN), 1 },
		{ 25, 1, SIGNAL, OBJECT(LOCK), 1 }, { 30, 0, WOKEN, OBJECT(SIGN), 1 },
		{ 40, 0, WOKEN, OBJECT(SIGN), -1 }, { 50, 1, WOKEN, OBJECT(SIGN), 0 },
		{ 60, 1, WOKEN, OBJECT(SIGN), 1 }, { 70, 1, WOKEN, OBJECT(SIGN), 7 },
	};
	struct trace trace;
	struct lanes lanes;

	(void)state;
	make_trace(&trace, "lock/mutex", SYNCDEMO_PASS, "", 2, steps, ARRAY_SIZE(steps));
	assert_int_equal(lanes_make(&lanes, &trace), 0);
	assert_int_equal(lanes.nr_wakes, 2);
	assert_int_equal(lanes.wakes[0].from, 1);
	assert_int_equal(lanes.wakes[0].to, 0);
	assert_true(wake_from_ns(&lanes, &lanes.wakes[0]) == 20);
	assert_int_equal(lanes.wakes[1].signal, NO_EVENT);
	assert_true(wake_from_ns(&lanes, &lanes.wakes[1]) == 50);
	lanes_free(&lanes);
	trace_free(&trace);
}

static void steps_of_axes(void **state)
{
	static const struct {
		__u64 range;
		unsigned int ticks;
		__u64 step;
	} table[] = {
		{ 1, 10, 1 }, { 10, 10, 2 }, { 99, 10, 10 }, { 100, 10, 20 },
		{ 443000, 8, 100000 },
		{ 3001532000, 10, 500000000 }, { UINT64_MAX, 1, 1000000000000000000ULL },
		{ 5, 0, 10 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		assert_true(time_step(table[i].range, table[i].ticks) == table[i].step);
}

static void ticks(void **state)
{
	static const struct {
		__u64 ns, step, last;
		const char *label;
	} table[] = {
		{ 0, 100, 900, "0 ns" }, { 1500, 500, 2000, "1.5 us" },
		{ 1000000, 500000, 2000000, "1.0 ms" },
		{ 3000000000, 1000000000, 3100000000, "3 s" },
		{ 1234567800, 100, 1234568000, "1.2345678 s" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char label[TIME_LABEL_SIZE];

		time_tick(table[i].ns, table[i].step, table[i].last, label);
		assert_string_equal(label, table[i].label);
	}
}

static void times(void **state)
{
	static const struct {
		const char *text;
		__u64 ns;
	} good[] = {
		{ "5", 5000000 }, { "0", 0 }, { "1.5ms", 1500000 }, { "250us", 250000 },
		{ "2s", 2000000000 }, { "7ns", 7 }, { ".5us", 500 },
	};
	static const char * const bad[] = {
		"", "ms", "-1", "1 ms", "1h", "1.2.3", "1e3", "99999999999s", ".", "0x10",
	};
	__u64 ns;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		assert_true(time_parse(good[i].text, &ns));
		assert_true(ns == good[i].ns);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		if (time_parse(bad[i], &ns))
			fail_msg("'%s' was taken", bad[i]);
}

static void kinds_of_files(void **state)
{
	static const struct {
		const char *path;
		unsigned int kind;
	} table[] = {
		{ "a.svg", OUTPUT_SVG }, { "/x.y/a.html", OUTPUT_HTML },
		{ "a.b.json", OUTPUT_JSON },
		{ ".svg", OUTPUT_SVG }, { "a.SVG", 0 }, { "svg", 0 }, { "/x.svg/a", 0 }, { "", 0 },
		{ "a.", 0 },
	};
	struct error err;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		assert_int_equal(output_kind(table[i].path, OUTPUT_SVG | OUTPUT_HTML | OUTPUT_JSON,
					     &err), table[i].kind);
	assert_int_equal(output_kind("a.svg", OUTPUT_HTML, &err), 0);
}

static void screens(void **state)
{
	FILE *out = tmpfile();

	(void)state;
	unsetenv("COLUMNS");
	assert_int_equal(terminal_width(out), TERMINAL_WIDTH);
	setenv("COLUMNS", "133", 1);
	assert_int_equal(terminal_width(out), 133);
	setenv("COLUMNS", "-5", 1);
	assert_int_equal(terminal_width(out), TERMINAL_WIDTH);
	unsetenv("COLUMNS");
	fclose(out);
	setenv("LC_ALL", "C", 1);
	assert_false(terminal_is_unicode());
	setenv("LC_ALL", "", 1);
	setenv("LC_CTYPE", "C.UTF-8", 1);
	assert_true(terminal_is_unicode());
	unsetenv("LC_ALL");
	unsetenv("LC_CTYPE");
}

static void preemption(void **state)
{
	(void)state;
	assert_string_equal(preemption_model("#1 SMP PREEMPT_DYNAMIC Debian 6.12"),
			    "set at boot (PREEMPT_DYNAMIC)");
	assert_string_equal(preemption_model("#1 SMP PREEMPT_RT Debian"),
			    "real time (PREEMPT_RT)");
	assert_string_equal(preemption_model("#1 SMP PREEMPT Mon"), "full (PREEMPT)");
	assert_string_equal(preemption_model("#1 SMP Mon"), "voluntary or none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order),
		cmocka_unit_test(names),
		cmocka_unit_test(spans),
		cmocka_unit_test(wakes),
		cmocka_unit_test(steps_of_axes),
		cmocka_unit_test(ticks),
		cmocka_unit_test(times),
		cmocka_unit_test(kinds_of_files),
		cmocka_unit_test(screens),
		cmocka_unit_test(preemption),
	};

	return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
