// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables and histograms of the statistics.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/util.h"
#include "render/text_stats.h"
#include "sample.h"

#define COLUMNS	80

static struct run_result res;
static char *text;

static int measured_run(void **state)
{
	(void)state;
	sample_report(&res, SYNCDEMO_PASS, "because");
	sample_measure(&res);
	return 0;
}

static int drop_run(void **state)
{
	(void)state;
	run_result_free(&res);
	free(text);
	text = NULL;
	return 0;
}

static void show(const char *clocksource)
{
	size_t len;
	FILE *out;

	free(text);
	out = open_memstream(&text, &len);
	text_stats(out, &res, clocksource);
	fclose(out);
}

static void assert_has(const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

static void assert_has_not(const char *part)
{
	if (strstr(text, part))
		fail_msg("'%s' is in:\n%s", part, text);
}

static void assert_fits(void)
{
	for (const char *line = text; *line; line += strcspn(line, "\n") + 1)
		if (strcspn(line, "\n") > COLUMNS)
			fail_msg("too wide: %.*s", (int)strcspn(line, "\n"), line);
}

static const char whole[] =
	"\n"
	"  thread         operations contended hand-offs longest run    slept preempted\n"
	"  lock-0               1000    12.5 %     4.0 %          60        5         6\n"
	"  lock-1               1000    12.5 %     4.0 %          60        8         6\n"
	"  all                  2000    12.5 %     4.0 %          60       13        12\n"
	"\n"
	"  thread         wait: 50%       99%   longest hold: 50%       99%   longest\n"
	"  lock-0            127 ns   3.00 us   3.00 us     60 ns     60 ns     60 ns\n"
	"  lock-1            127 ns   3.00 us   3.00 us     60 ns     60 ns     60 ns\n"
	"  all               127 ns   3.00 us   3.00 us     60 ns     60 ns     60 ns\n"
	"\n"
	"  speed          2.00 million operations per second\n"
	"  all ran        100.0 % of the time; the last began 0 ns after the first\n"
	"  fairness       1.000 (Jain, while all ran; 1 is even, 0.500 one thread alone)\n"
	"\n"
	"  wait, 2000 times: 50% within 127 ns, 90% within 255 ns, 99% within 3.00 us\n"
	"      64 ns to    127 ns       1760 ##############################\n"
	"     128 ns to    255 ns        200 ###\n"
	"     256 ns to    511 ns          0\n"
	"     512 ns to   1.03 us          0\n"
	"    1.03 us to   2.05 us          0\n"
	"    2.05 us to   3.00 us         40 #\n"
	"\n"
	"  hold, 2000 times: 50% within 60 ns, 90% within 60 ns, 99% within 60 ns\n"
	"      32 ns to     60 ns       2000 ##############################\n";

static void everything(void **state)
{
	(void)state;
	show("tsc");
	assert_string_equal(text, whole);
}

static void no_wider_than_a_console(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		res.stats[i].operations = 640000000;
		res.stats[i].longest_run = 640000000;
		res.stats[i].overlap_to_ns = 2000;
		res.stats[i].wait.max_ns = 999000000000;
		strcpy(res.threads[i].name, "sd/condition-63");
	}
	show("some-clocksource");
	assert_fits();
}

static void mostly_serial(void **state)
{
	(void)state;
	res.stats[0].overlap_to_ns = 251000;
	show("tsc");
	assert_has("\n  mostly serial: all 2 threads ran together for only 25.0 % of the time;\n");
	res.result.verdict = SYNCDEMO_XFAIL;
	show("tsc");
	assert_has_not("mostly serial");
	res.result.verdict = SYNCDEMO_PASS;
	res.stats[0].overlap_to_ns = 501000;
	show("tsc");
	assert_has_not("mostly serial");
}

static void too_few_operations(void **state)
{
	(void)state;
	for (size_t i = 0; i < res.result.nr_threads; i++)
		res.stats[i].operations = 1;
	show("tsc");
	assert_has("  too few operations for speed, fairness and overlap\n");
	assert_has_not("all ran   ");
	assert_fits();
}

static void all_within_one_tick(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		res.stats[i].first_ns = 0;
		res.stats[i].last_ns = 0;
	}
	show("jiffies");
	assert_has("\n  too short a time on this clock for speed, fairness and overlap\n");
	assert_has_not("too few");
}

static void one_thread(void **state)
{
	(void)state;
	res.result.nr_threads = 1;
	res.stats[0].overlap_to_ns = 0;
	show("tsc");
	assert_has("\n  speed ");
	assert_has_not("fairness");
	assert_has_not("serial");
}

static void counts_only(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		res.stats[i].level = SYNCDEMO_STATS_COUNTS;
		memset(&res.stats[i].wait, 0, sizeof(res.stats[i].wait));
		memset(&res.stats[i].hold, 0, sizeof(res.stats[i].hold));
	}
	show("tsc");
	assert_has("\n  all                  2000    12.5 %");
	assert_has("\n  Wait and hold times were not measured; stats=full does.\n");
	assert_has("\n  speed ");
	assert_has("\n  fairness ");
	assert_has_not("wait:");
}

static void not_measured(void **state)
{
	(void)state;
	free(res.stats);
	res.stats = NULL;
	show("tsc");
	assert_string_equal(text, "\n  nothing was measured\n");
}

static void nothing_acquired(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		res.stats[i].acquisitions = 0;
		memset(&res.stats[i].hold, 0, sizeof(res.stats[i].hold));
	}
	show("tsc");
	assert_has("\n  all                  2000         -         -");
	assert_has("   3.00 us         -         -         -\n");
	assert_has_not("hold,");
}

static void another_clock(void **state)
{
	(void)state;
	show("hpet");
	assert_has("The clock source of this kernel is 'hpet', not 'tsc'");
	show("jiffies");
	assert_has("\n  Times are coarse: the clock source 'jiffies' only counts timer ticks.\n");
	show("");
	assert_has("\n  The clock source of this kernel is not known:\n");
	show("tsc");
	assert_has_not("clock");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(everything, measured_run, drop_run),
		cmocka_unit_test_setup_teardown(no_wider_than_a_console, measured_run, drop_run),
		cmocka_unit_test_setup_teardown(mostly_serial, measured_run, drop_run),
		cmocka_unit_test_setup_teardown(too_few_operations, measured_run, drop_run),
		cmocka_unit_test_setup_teardown(all_within_one_tick, measured_run, drop_run),
		cmocka_unit_test_setup_teardown(one_thread, measured_run, drop_run),
		cmocka_unit_test_setup_teardown(counts_only, measured_run, drop_run),
		cmocka_unit_test_setup_teardown(not_measured, measured_run, drop_run),
		cmocka_unit_test_setup_teardown(nothing_acquired, measured_run, drop_run),
		cmocka_unit_test_setup_teardown(another_clock, measured_run, drop_run),
	};

	return cmocka_run_group_tests_name("text_stats", tests, NULL, NULL);
}
