// SPDX-License-Identifier: GPL-2.0-only
/*
 * The order of a comparison, and its tables.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/compare.h"
#include "base/util.h"
#include "explain/explanation.h"
#include "render/json_compare.h"
#include "render/text_compare.h"
#include "sample.h"
#include "tool.h"

#define VARIANTS	7
#define ROUNDS		3
#define COLUMNS		80

static struct variant variants[VARIANTS];
static struct run_result results[ROUNDS * VARIANTS];
static struct compared rows[VARIANTS];
static struct demo demo;
static struct adjustment adjustment;
static struct plan plan;
static struct comparison comparison;
static char *text;

static void set_span(struct run_result *res, unsigned int span_us)
{
	for (size_t i = 0; i < 2; i++) {
		res->stats[i].last_ns = 1000 + 1000 * span_us;
		res->stats[i].overlap_to_ns = 1000 + 1000 * span_us;
	}
}

/* @span_us: how long its operations took; 0: nothing was measured */
static void add(const char *name, __u32 flags, __u32 verdict, const char *reason,
		unsigned int span_us)
{
	size_t i = comparison.n++;

	variants[i] = (struct variant) { .info = { .index = i, .flags = flags } };
	strcpy(variants[i].info.name, name);
	sample_report(&results[i], verdict, reason);
	if (!span_us)
		return;
	sample_measure(&results[i]);
	set_span(&results[i], span_us);
}

static int begin(void **state)
{
	static struct syncdemo_param_info params[] = {
		{ .id = SYNCDEMO_PARAM_THREADS, .min = 1, .max = 9, .name = "threads",
		  .unit = "threads" },
		{ .id = SYNCDEMO_PARAM_ITERATIONS, .max = 9, .name = "iterations",
		  .unit = "count" },
		{ .id = SYNCDEMO_PARAM_TIMEOUT_MS, .max = 9, .name = "timeout_ms",
		  .unit = "ms" },
		{ .id = SYNCDEMO_PARAM_DURATION_MS, .max = 900, .name = "duration_ms",
		  .unit = "ms" },
		{ .id = SYNCDEMO_PARAM_EVENTS, .max = 9, .name = "events", .unit = "count" },
	};

	(void)state;
	memset(&comparison, 0, sizeof(comparison));
	memset(results, 0, sizeof(results));
	add("mutex", 0, SYNCDEMO_PASS, "", 4000);
	add("raw_spinlock", 0, SYNCDEMO_SKIP, "makes no sense here", 0);
	add("none", SYNCDEMO_VARIANT_BROKEN, SYNCDEMO_XFAIL, "lost 3 of 5 updates", 10);
	add("spinlock", 0, SYNCDEMO_PASS, "", 1000);
	add("broken_lock", 0, SYNCDEMO_FAIL, "lost 1 of 5 updates", 500);
	add("unmeasured", 0, SYNCDEMO_PASS, "", 0);
	add("own-lock-and-more", SYNCDEMO_VARIANT_BROKEN, SYNCDEMO_XPASS, "showed nothing", 10);
	variants[0].params = params;
	variants[0].nr_params = ARRAY_SIZE(params);
	results[0].result.param_mask |= BIT(SYNCDEMO_PARAM_TIMEOUT_MS) | BIT(SYNCDEMO_PARAM_EVENTS);
	results[0].result.param[SYNCDEMO_PARAM_TIMEOUT_MS] = 60000;
	demo = (struct demo) { .info = { .name = "lock" }, .nr_variants = VARIANTS,
			       .variants = variants };
	plan = (struct plan) { .demo = &demo, .adjusted = &adjustment };
	adjustment = (struct adjustment) { &variants[2], &params[0], 1, 2 };
	comparison.plan = &plan;
	comparison.rounds = 1;
	comparison.results = results;
	comparison.rows = rows;
	comparison.clocksource = "tsc";
	return 0;
}

static int end(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROUNDS * VARIANTS; i++)
		run_result_free(&results[i]);
	free(text);
	text = NULL;
	return 0;
}

/* More rounds with the same outcomes; @span_us: how long the mutex took in each. */
static void add_rounds(const unsigned int *span_us, size_t n)
{
	for (size_t i = VARIANTS; i < n * VARIANTS; i++) {
		const struct run_result *first = &results[i % VARIANTS];

		sample_report(&results[i], first->result.verdict, first->result.reason);
		if (!first->stats)
			continue;
		sample_measure(&results[i]);
		memcpy(results[i].stats, first->stats, 2 * sizeof(*first->stats));
	}
	for (size_t i = 0; i < n; i++)
		set_span(&results[i * VARIANTS], span_us[i]);
	comparison.rounds = n;
	comparison.n = n * VARIANTS;
}

static void show(void)
{
	size_t len;
	FILE *out;

	free(text);
	out = open_memstream(&text, &len);
	comparison_make(&comparison);
	text_compare(out, &comparison, false);
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

static void order(void **state)
{
	static const struct {
		const char *name;
		enum compared_kind kind;
		double ratio;
	} table[VARIANTS] = {
		{ "spinlock", COMPARED_PASSED, 1 },
		{ "mutex", COMPARED_PASSED, 0.25 },
		{ "unmeasured", COMPARED_PASSED, NAN },
		{ "broken_lock", COMPARED_FAILED, 2 },
		{ "raw_spinlock", COMPARED_SKIPPED, NAN },
		{ "none", COMPARED_BROKEN, NAN },
		{ "own-lock-and-more", COMPARED_BROKEN, NAN },
	};

	(void)state;
	comparison_make(&comparison);
	for (size_t i = 0; i < VARIANTS; i++) {
		assert_string_equal(rows[i].variant->info.name, table[i].name);
		assert_int_equal(compared_kind(&rows[i]), table[i].kind);
		assert_true(isnan(table[i].ratio) ? isnan(rows[i].ratio) :
			    fabs(rows[i].ratio - table[i].ratio) * 1000000 < 1);
	}
}

static const char whole[] =
	"lock: threads=5 iterations=1000\n"
	"\n"
	"  variant      speed        fair wait 99%  longest contended hand-offs  verdict\n"
	"  spinlock     1.00 ####### 1.00  3.00 us  3.00 us    12.5 %     4.0 %  PASS\n"
	"  mutex        0.25 ##      1.00  3.00 us  3.00 us    12.5 %     4.0 %  PASS\n"
	"  unmeasured      -            -        -        -         -         -  PASS\n"
	"  broken_lock  2.00 ####### 1.00  3.00 us  3.00 us    12.5 %     4.0 %  FAIL\n"
	"\n"
	"  failed\n"
	"  broken_lock        FAIL  lost 1 of 5 updates\n"
	"\n"
	"  skipped\n"
	"  raw_spinlock       SKIP  makes no sense here\n"
	"\n"
	"  broken on purpose (XFAIL: the bug showed, as it must)\n"
	"  none               XFAIL  lost 3 of 5 updates\n"
	"  own-lock-and-more  XPASS  showed nothing\n"
	"\n";

static void tables(void **state)
{
	(void)state;
	show();
	assert_int_equal(strncmp(text, whole, strlen(whole)), 0);
	assert_has("More about each variant: syncdemo explain lock\n");
	assert_has_not("serial");
	assert_has_not("No times");
	assert_has_not("ran with");
	assert_fits();
}

static const char narrow[] =
	"  variant               speed      fair wait99% longest contend handoff  verdict\n"
	"  spinlock              1.00 ##### 1.00 3.00 us 3.00 us  12.5 %   4.0 %  PASS\n"
	"  philosophers-trylock  0.25 #     1.00 3.00 us 3.00 us  12.5 %   4.0 %  PASS\n";

/* Long names shorten the titles and the bar. */
static void long_names(void **state)
{
	(void)state;
	strcpy(variants[0].info.name, "philosophers-trylock");
	show();
	assert_has(narrow);
	assert_fits();
	strcpy(variants[0].info.name, "too-long-for-any-room-there-is!");
	show();
	assert_has("\n  too-long-for-any-room-there-is!  0.25  1.00 3.00 us 3.00 us  12.5 % ");
}

/*
 * The widest possible rows: each known variant, times and shares of seven columns, the
 * mark of a serial run, and the longest verdict.
 */
static void every_name_fits(void **state)
{
	(void)state;
	results[0].stats[0].overlap_to_ns = 0;
	results[4].stats[0].overlap_to_ns = 0;
	results[0].stats[0].contended = results[0].stats[0].acquisitions;
	results[0].stats[1].contended = results[0].stats[1].acquisitions;
	results[4].stats[0].wait.max_ns = 999000;
	results[4].result.verdict = SYNCDEMO_CANCELLED;
	plan.nr_adjusted = 1;
	for (size_t i = 0; i < nr_explanations; i++) {
		for (size_t j = 0; j < VARIANTS; j++)
			strcpy(variants[j].info.name, explanations[i].variant);
		show();
		assert_has("CANCELLED");
		assert_has("100.0 %");
		assert_fits();
	}
}

static void own_defaults_are_named(void **state)
{
	(void)state;
	variants[2].params = variants[0].params;
	variants[2].nr_params = 1;
	results[2].result.param[SYNCDEMO_PARAM_THREADS] = 6;
	show();
	assert_has("\n  none ran with threads=6, its minimum.\n");
	plan.nr_adjusted = 1;
	show();
	assert_has_not("its minimum");
}

static void long_reasons_go_on_below(void **state)
{
	(void)state;
	strcpy(results[2].result.reason,
	       "deadlock: a holds left waits for right; b holds right waits for left, which is it");
	results[2].result.error = -4;
	show();
	assert_has("  none               XFAIL  deadlock: a holds left ");
	assert_has("; b holds\n                            right waits for left");
	assert_has(" (Interrupted\n                            system call)\n");
}

static void for_a_time(void **state)
{
	(void)state;
	results[0].result.param_mask |= BIT(SYNCDEMO_PARAM_DURATION_MS);
	results[0].result.param[SYNCDEMO_PARAM_DURATION_MS] = 200;
	show();
	assert_has("lock: threads=5 duration_ms=200\n");
}

/* Lists and notes without content are not printed. */
static void nothing_but_good_ones(void **state)
{
	(void)state;
	for (size_t i = 0; i < VARIANTS; i++) {
		variants[i].info.flags = 0;
		results[i].result.verdict = SYNCDEMO_PASS;
	}
	show();
	assert_has_not("failed");
	assert_has_not("skipped");
	assert_has_not("on purpose");
}

static void no_nanoseconds_without_tsc(void **state)
{
	struct json_object *obj;

	(void)state;
	comparison.clocksource = "hpet";
	show();
	assert_has("  spinlock     1.00 ####### 1.00        -        -    12.5 %");
	assert_has("  No times: the clock source of this kernel is 'hpet', not 'tsc'.\n");
	assert_has_not("3.00 us");
	obj = json_comparison(&comparison);
	assert_null(member(obj, "rows.0.wait_p99_ns"));
	assert_null(member(obj, "rows.0.wait_max_ns"));
	assert_non_null(member(obj, "rows.0.ratio"));
	json_object_put(obj);
	comparison.clocksource = "";
	show();
	assert_has("  No times: the clock source of this kernel is not known.\n");
}

static void serial_ones_are_marked(void **state)
{
	(void)state;
	results[0].stats[0].overlap_to_ns = 0;
	show();
	assert_has("\n  mutex*       0.25 ##");
	assert_has("\n  spinlock     1.00 ##");
	assert_has("\n  * mostly serial:");
}

static void adjusted_ones_are_named(void **state)
{
	(void)state;
	plan.nr_adjusted = 1;
	show();
	assert_has("\n  none ran with threads=2: it does not take 1.\n");
}

static void ended_early(void **state)
{
	(void)state;
	comparison.n = 1;
	show();
	assert_has("\n  mutex   1.00 #######");
	assert_has_not("spinlock");
	comparison.n = 0;
	show();
	assert_string_equal(text, "");
}

static void medians(void **state)
{
	static const struct {
		double values[5];
		size_t n, index;
	} table[] = {
		{ { 7 }, 1, 0 },
		{ { NAN }, 1, 0 },
		{ { 2, 1 }, 2, 1 },
		{ { 1, 2 }, 2, 0 },
		{ { 3, 1, 2 }, 3, 2 },
		{ { 4, 1, 3, 2 }, 4, 3 },
		{ { 5, 5, 5 }, 3, 1 },
		{ { 5, 1, 5, 1 }, 4, 3 },
		{ { NAN, 2, NAN, 1, 3 }, 5, 1 },
		{ { NAN, 2, NAN, 1, NAN }, 5, 3 },
		{ { NAN, NAN, 0 }, 3, 2 },
		{ { NAN, NAN, NAN }, 3, 0 },
		{ { 9, 8, 1, 2, 3 }, 5, 4 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if (lower_median(table[i].values, table[i].n) != table[i].index)
			fail_msg("%zu: %zu", i, lower_median(table[i].values, table[i].n));
}

static const struct compared *row_of(const char *name)
{
	for (size_t i = 0; i < comparison.nr_rows; i++)
		if (!strcmp(rows[i].variant->info.name, name))
			return &rows[i];
	fail_msg("no row of %s", name);
	return NULL;
}

/* The spinlock took 1000 us in each round, the mutex as in the table. */
static void rounds_have_a_median(void **state)
{
	static const struct {
		unsigned int span_us[ROUNDS];
		size_t n, round;
		double ratio;
	} table[] = {
		{ { 4000 }, 1, 1, 0.25 },
		{ { 8000, 2000, 4000 }, 3, 3, 0.25 },
		{ { 2000, 4000, 8000 }, 3, 2, 0.25 },
		{ { 2000, 4000 }, 2, 2, 0.25 },
		{ { 5000, 4000 }, 2, 1, 0.2 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		end(state);
		begin(state);
		add_rounds(table[i].span_us, table[i].n);
		comparison_make(&comparison);
		assert_int_equal(comparison.nr_rows, VARIANTS);
		assert_int_equal(row_of("mutex")->runs, table[i].n);
		assert_int_equal(row_of("mutex")->round, table[i].round);
		assert_true(fabs(row_of("mutex")->ratio - table[i].ratio) * 1000000 < 1);
		assert_int_equal(row_of("mutex")->same_verdict, table[i].n);
	}
}

static const unsigned int three_spans[] = { 8000, 2000, 4000 };

static void rounds_are_noted(void **state)
{
	(void)state;
	show();
	assert_has_not("rounds");
	assert_has_not("median");
	add_rounds(three_spans, 3);
	show();
	assert_int_equal(strncmp(text, "lock: threads=5 iterations=1000, 3 rounds\n\n", 42), 0);
	assert_has("\n  mutex        0.25 ##      1.00");
	assert_has("\n  Variants run in turns. A line has the metrics of the median run");
	assert_has("\n  broken_lock        FAIL  lost 1 of 5 updates\n");
	assert_has_not("Ended early");
	assert_fits();
}

/* A failure in any round counts, even if another run is shown. */
static void the_worst_verdict_counts(void **state)
{
	struct json_object *obj;

	(void)state;
	add_rounds(three_spans, 3);
	results[VARIANTS].result.verdict = SYNCDEMO_FAIL;
	strcpy(results[VARIANTS].result.reason, "lost 7 of 9 updates");
	results[2 * VARIANTS].result.verdict = SYNCDEMO_TIMEOUT;
	results[2 * VARIANTS + 2].result.verdict = SYNCDEMO_XPASS;
	strcpy(results[2 * VARIANTS + 4].result.reason, "lost 2 of 5 updates");
	show();
	assert_int_equal(compared_kind(row_of("mutex")), COMPARED_FAILED);
	assert_has("\n  mutex        0.25 ##      1.00  3.00 us ");
	assert_has("\n  mutex              FAIL  1 of 3 rounds: lost 7 of 9 updates\n");
	assert_has("\n  broken_lock        FAIL  lost 1 of 5 updates\n");
	assert_has("\n  none               XPASS  1 of 3 rounds: lost 3 of 5 updates\n");
	obj = json_comparison(&comparison);
	assert_string_equal(member_string(obj, "rounds"), "3");
	assert_string_equal(member_string(obj, "rows.2.variant"), "broken_lock");
	assert_string_equal(member_string(obj, "rows.3.variant"), "mutex");
	assert_string_equal(member_string(obj, "rows.3.kind"), "failed");
	assert_string_equal(member_string(obj, "rows.3.verdict"), "FAIL");
	assert_string_equal(member_string(obj, "rows.3.reason"), "lost 7 of 9 updates");
	assert_string_equal(member_string(obj, "rows.3.runs"), "3");
	assert_string_equal(member_string(obj, "rows.3.runs_of_verdict"), "1");
	assert_string_equal(member_string(obj, "rows.3.median_round"), "3");
	json_object_put(obj);
}

/* In the second round, whose first run was cancelled: the one before it counts. */
static void rounds_ended_early(void **state)
{
	(void)state;
	add_rounds(three_spans, 3);
	results[VARIANTS].result.verdict = SYNCDEMO_CANCELLED;
	comparison.n = VARIANTS + 1;
	show();
	assert_int_equal(row_of("mutex")->runs, 1);
	assert_int_equal(row_of("mutex")->judged->result.verdict, SYNCDEMO_PASS);
	assert_int_equal(row_of("mutex")->round, 1);
	assert_int_equal(row_of("spinlock")->runs, 1);
	assert_has("\n  Ended early: after 8 of 21 runs.\n");
	/* A run cancelled in an earlier round still counts. */
	comparison.n = 2 * VARIANTS;
	show();
	assert_int_equal(row_of("mutex")->runs, 2);
	assert_has("\n  mutex              CANCELLED  1 of 2 rounds\n");
	/* A cancelled run counts if the variant has no other. */
	results[1].result.verdict = SYNCDEMO_CANCELLED;
	comparison.n = 2;
	show();
	assert_int_equal(comparison.nr_rows, 2);
	assert_int_equal(compared_kind(row_of("raw_spinlock")), COMPARED_FAILED);
	assert_has("\n  Ended early: after 2 of 21 runs.\n");
}

static void as_json(void **state)
{
	struct json_object *obj;

	(void)state;
	plan.nr_adjusted = 1;
	comparison_make(&comparison);
	obj = json_comparison(&comparison);
	assert_string_equal(member_string(obj, "demo"), "lock");
	assert_string_equal(member_string(obj, "rows.1.variant"), "mutex");
	assert_string_equal(member_string(obj, "rows.1.ratio"), "0.25");
	assert_string_equal(member_string(obj, "rows.1.wait_p99_ns"), "3000");
	assert_null(member(obj, "rows.2.ratio"));
	assert_string_equal(member_string(obj, "rows.4.kind"), "skipped");
	assert_string_equal(member_string(obj, "rows.5.reason"), "lost 3 of 5 updates");
	assert_string_equal(member_string(obj, "adjusted.0.variant"), "none");
	assert_string_equal(member_string(obj, "adjusted.0.used"), "2");
	json_object_put(obj);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(order, begin, end),
		cmocka_unit_test_setup_teardown(tables, begin, end),
		cmocka_unit_test_setup_teardown(long_names, begin, end),
		cmocka_unit_test_setup_teardown(every_name_fits, begin, end),
		cmocka_unit_test_setup_teardown(own_defaults_are_named, begin, end),
		cmocka_unit_test_setup_teardown(long_reasons_go_on_below, begin, end),
		cmocka_unit_test_setup_teardown(for_a_time, begin, end),
		cmocka_unit_test_setup_teardown(nothing_but_good_ones, begin, end),
		cmocka_unit_test_setup_teardown(no_nanoseconds_without_tsc, begin, end),
		cmocka_unit_test_setup_teardown(serial_ones_are_marked, begin, end),
		cmocka_unit_test_setup_teardown(adjusted_ones_are_named, begin, end),
		cmocka_unit_test_setup_teardown(ended_early, begin, end),
		cmocka_unit_test(medians),
		cmocka_unit_test_setup_teardown(rounds_have_a_median, begin, end),
		cmocka_unit_test_setup_teardown(rounds_are_noted, begin, end),
		cmocka_unit_test_setup_teardown(the_worst_verdict_counts, begin, end),
		cmocka_unit_test_setup_teardown(rounds_ended_early, begin, end),
		cmocka_unit_test_setup_teardown(as_json, begin, end),
	};

	return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
