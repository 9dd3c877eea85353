// SPDX-License-Identifier: GPL-2.0-only
/*
 * The text output.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/util.h"
#include "render/text.h"
#include "sample.h"
#include "version.h"

static char *text;
static size_t text_len;
static FILE *out;

static int begin(void **state)
{
	(void)state;
	out = open_memstream(&text, &text_len);
	return 0;
}

static int end(void **state)
{
	(void)state;
	fclose(out);
	free(text);
	return 0;
}

static void assert_text(const char *expected)
{
	fflush(out);
	assert_string_equal(text, expected);
	fclose(out);
	free(text);
	out = open_memstream(&text, &text_len);
}

static void lines(void **state)
{
	static const struct {
		const char *line, *colored;
	} table[] = {
		{ "ok 1 lock/mutex", "\033[32mok 1 lock/mutex\033[0m\n" },
		{ "not ok 1 lock/mutex # FAIL", "\033[31mnot ok 1 lock/mutex # FAIL\033[0m\n" },
		{ "ok 1 lock/none # XFAIL lost",
		  "\033[33mok 1 lock/none # XFAIL lost\033[0m\n" },
		{ "ok 1 local/percpu # SKIP", "\033[33mok 1 local/percpu # SKIP\033[0m\n" },
		{ "# a step", "\033[2m# a step\033[0m\n" },
		{ "1..1", "1..1\n" },
		{ "", "\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char plain[64];

		text_line(out, table[i].line, true);
		assert_text(table[i].colored);
		text_line(out, table[i].line, false);
		snprintf(plain, sizeof(plain), "%s\n", table[i].line);
		assert_text(plain);
	}
}

static void verdict_of(__u32 verdict, const char *reason, int error, bool color)
{
	struct run_result res;

	sample_report(&res, verdict, reason);
	res.result.error = error;
	text_verdict(out, &res, color);
	run_result_free(&res);
}

static void verdicts(void **state)
{
	(void)state;
	verdict_of(SYNCDEMO_PASS, "all well", 0, false);
	assert_text("lock/mutex: PASS: all well\n");
	verdict_of(SYNCDEMO_PASS, "all well", 0, true);
	assert_text("lock/mutex: \033[32mPASS\033[0m: all well\n");
	verdict_of(SYNCDEMO_XFAIL, "lost 3", 0, true);
	assert_text("lock/mutex: \033[33mXFAIL\033[0m (as expected): lost 3\n");
	verdict_of(SYNCDEMO_FAIL, "", 0, true);
	assert_text("lock/mutex: \033[31mFAIL\033[0m\n");
	verdict_of(SYNCDEMO_ERROR, "no thread", -12, false);
	assert_text("lock/mutex: ERROR: no thread (Cannot allocate memory)\n");
}

static void metrics(void **state)
{
	struct run_result res;

	(void)state;
	sample_report(&res, SYNCDEMO_PASS, "");
	res.result.dropped = 3;
	text_metrics(out, &res);
	assert_text("  duration                 2.500 s\n"
		    "  lost                     18446744073709551615\n"
		    "  latency                  1.235 ms\n"
		    "  steps not shown          3\n");
	run_result_free(&res);
}

/* A heading and a row; the columns stand below each other. */
static void threads(void **state)
{
	static const char * const ends[] = {
		"operations", "cpu", "moves", "first step", "last step"
	};
	static const char * const values[] = { "1000", " 3", " 7", "0.000001", "2.500000" };
	struct run_result res;
	const char *row;

	(void)state;
	sample_report(&res, SYNCDEMO_PASS, "");
	res.threads[0].error = -4;
	text_threads(out, &res);
	fflush(out);
	row = strchr(text, '\n') + 1;
	assert_int_equal(strstr(text, "role") - text, strstr(row, "adder") - row);
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		assert_int_equal(strstr(text, ends[i]) - text + strlen(ends[i]),
				 strstr(row, values[i]) - row + strlen(values[i]));
	assert_non_null(strstr(row, "  sd/lock-0 "));
	assert_non_null(strstr(row, "  Interrupted system call\n"));
	run_result_free(&res);
}

static void no_threads(void **state)
{
	struct run_result res = {};

	(void)state;
	text_threads(out, &res);
	assert_text("");
}

static void totals(void **state)
{
	struct run_result results[4] = {
		{ .result.verdict = SYNCDEMO_PASS },
		{ .result.verdict = SYNCDEMO_XFAIL },
		{ .result.verdict = SYNCDEMO_PASS },
		{ .result.verdict = SYNCDEMO_TIMEOUT },
	};

	(void)state;
	text_totals(out, results, 3);
	assert_text("3 runs: 2 PASS, 1 XFAIL, all as expected\n");
	text_totals(out, results, 1);
	assert_text("1 run: 1 PASS, all as expected\n");
	text_totals(out, results, 4);
	assert_text("4 runs: 2 PASS, 1 XFAIL, 1 TIMEOUT, 1 not as expected\n");
}

static void demo(void **state)
{
	struct catalogue cat;

	(void)state;
	sample_catalogue(&cat);
	text_demo(out, &cat.demos[0]);
	assert_text("lock: counts\n"
		    "   variants\n"
		    "      mutex        a sleeping lock (default)\n"
		    "      none         no lock (broken on purpose: XFAIL is right)\n"
		    "   parameters\n"
		    "      threads      1 to 64 threads, default 5: how many\n"
		    "                   with none: 2 to 64 threads, default 5\n"
		    "      iterations   1 to 1000000, default 100000: how often\n"
		    "      stats        off, counts, full, default counts: how much is measured\n"
		    "                   with none: counts, full, default counts\n");
	catalogue_free(&cat);
}

static void status_not_loaded(void **state)
{
	struct status status = { .device = "/dev/x", .module_version = "" };

	(void)state;
	text_status(out, &status);
	assert_text("module   not loaded\n"
		    "tool     version " SYNCDEMO_VERSION "\n"
		    "         ABI 1\n"
		    "device   /dev/x, not accessible\n");
}

static void status_unknown(void **state)
{
	struct status status = {
		.module = MODULE_UNKNOWN, .device = "/dev/x", .module_version = "",
	};

	(void)state;
	text_status(out, &status);
	fflush(out);
	assert_non_null(strstr(text, "module   unknown: there is no /sys/module\n"));
}

static void coarse_clock(void **state)
{
	(void)state;
	text_clock(out, "tsc");
	text_clock(out, "");
	text_clock(out, "jiffies");
	assert_text("  Times are coarse: the clock source 'jiffies' only counts timer ticks.\n");
}

static void status_loaded(void **state)
{
	static struct status status = {
		.module = MODULE_LOADED, .reachable = true, .device = "/dev/x",
		.module_version = SYNCDEMO_VERSION,
		.info = { .size = 1, .abi_version = SYNCDEMO_ABI_VERSION, .runs = 1,
			  .max_runs = 8, .threads = 5, .max_threads = 256 },
		.nr_active = 1,
		.active[0] = { .pid = 42, .threads = 5, .elapsed_ns = 1500000000,
			       .demo = "lock", .variant = "mutex" },
	};

	(void)state;
	text_status(out, &status);
	assert_text("module   loaded, version " SYNCDEMO_VERSION "\n"
		    "         ABI 1\n"
		    "tool     version " SYNCDEMO_VERSION "\n"
		    "         ABI 1\n"
		    "device   /dev/x, answers\n"
		    "runs     1 of 8\n"
		    "threads  5 of 256\n"
		    "  pid 42: lock/mutex, 5 threads, for 1.5 s\n");
}

static void status_of_another_version(void **state)
{
	struct status status = {
		.module = MODULE_LOADED, .device = "/dev/x", .module_version = "9.8.7",
		.info = { .size = 1, .abi_version = 9 },
	};

	(void)state;
	text_status(out, &status);
	fflush(out);
	assert_non_null(strstr(text, "loaded, version 9.8.7: not the version of the tool\n"));
	assert_non_null(strstr(text, "ABI 9: not the ABI of the tool\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines, begin, end),
		cmocka_unit_test_setup_teardown(verdicts, begin, end),
		cmocka_unit_test_setup_teardown(metrics, begin, end),
		cmocka_unit_test_setup_teardown(threads, begin, end),
		cmocka_unit_test_setup_teardown(no_threads, begin, end),
		cmocka_unit_test_setup_teardown(totals, begin, end),
		cmocka_unit_test_setup_teardown(demo, begin, end),
		cmocka_unit_test_setup_teardown(status_not_loaded, begin, end),
		cmocka_unit_test_setup_teardown(status_unknown, begin, end),
		cmocka_unit_test_setup_teardown(coarse_clock, begin, end),
		cmocka_unit_test_setup_teardown(status_loaded, begin, end),
		cmocka_unit_test_setup_teardown(status_of_another_version, begin, end),
	};

	return cmocka_run_group_tests_name("render_text", tests, NULL, NULL);
}
