// SPDX-License-Identifier: GPL-2.0-only
/*
 * One request for all variants of a demo: what each of them is asked for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/util.h"
#include "device/plan.h"
#include "render/text.h"
#include "sample.h"

#define ARGS_MAX	8

static struct catalogue cat;
static struct plan plan;

static int make_catalogue(void **state)
{
	(void)state;
	sample_catalogue(&cat);
	return 0;
}

static int drop_catalogue(void **state)
{
	(void)state;
	catalogue_free(&cat);
	return 0;
}

static int make(const char *line, struct error *err)
{
	char *argv[ARGS_MAX], words[256], *save, *word;
	int argc = 0;

	strcpy(words, line);
	for (word = strtok_r(words, " ", &save); word; word = strtok_r(NULL, " ", &save))
		argv[argc++] = word;
	memset(err, 0, sizeof(*err));
	return plan_make(&cat, argc, argv, &plan, err);
}

static void good(const char *line)
{
	struct error err;

	if (make(line, &err))
		fail_msg("%s: %s", line, err.message);
}

static void every_variant(void **state)
{
	(void)state;
	good("lock iterations=7 threads=3");
	assert_string_equal(plan.demo->info.name, "lock");
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(plan.runs[i].demo, "lock");
		assert_string_equal(plan.runs[i].variant, cat.demos[0].variants[i].info.name);
		assert_int_equal(plan.runs[i].param[SYNCDEMO_PARAM_ITERATIONS], 7);
		assert_int_equal(plan.runs[i].param[SYNCDEMO_PARAM_THREADS], 3);
		assert_int_equal(plan.runs[i].param_mask,
				 BIT(SYNCDEMO_PARAM_THREADS) | BIT(SYNCDEMO_PARAM_ITERATIONS) |
				 BIT(SYNCDEMO_PARAM_STATS));
	}
	assert_int_equal(plan.nr_adjusted, 0);
	plan_free(&plan);
}

static void times_are_measured_unless(void **state)
{
	(void)state;
	good("lock");
	assert_int_equal(plan.runs[1].param[SYNCDEMO_PARAM_STATS], SYNCDEMO_STATS_FULL);
	plan_free(&plan);
	good("lock stats=counts");
	assert_int_equal(plan.runs[1].param[SYNCDEMO_PARAM_STATS], SYNCDEMO_STATS_COUNTS);
	plan_free(&plan);
	good("event");
	assert_int_equal(plan.runs[0].param_mask, 0);
	plan_free(&plan);
}

/* lock/none takes two threads at least, and measures counts at least. */
static void own_minimum(void **state)
{
	(void)state;
	good("lock threads=1 stats=off");
	assert_int_equal(plan.runs[0].param[SYNCDEMO_PARAM_THREADS], 1);
	assert_int_equal(plan.runs[1].param[SYNCDEMO_PARAM_THREADS], 2);
	assert_int_equal(plan.runs[0].param[SYNCDEMO_PARAM_STATS], SYNCDEMO_STATS_OFF);
	assert_int_equal(plan.runs[1].param[SYNCDEMO_PARAM_STATS], SYNCDEMO_STATS_COUNTS);
	assert_int_equal(plan.nr_adjusted, 2);
	assert_string_equal(plan.adjusted[0].variant->info.name, "none");
	assert_string_equal(plan.adjusted[0].param->name, "threads");
	assert_int_equal(plan.adjusted[0].asked, 1);
	assert_int_equal(plan.adjusted[0].used, 2);
	plan_free(&plan);
}

static void own_maximum(void **state)
{
	(void)state;
	cat.demos[0].variants[1].params[0].max = 8;
	good("lock threads=9");
	assert_int_equal(plan.runs[0].param[SYNCDEMO_PARAM_THREADS], 9);
	assert_int_equal(plan.runs[1].param[SYNCDEMO_PARAM_THREADS], 8);
	assert_int_equal(plan.nr_adjusted, 1);
	plan_free(&plan);
	cat.demos[0].variants[1].params[0].max = 64;
}

/* It is enough that another variant than the default one takes the value. */
static void widest_range_counts(void **state)
{
	struct error err;

	(void)state;
	cat.demos[0].variants[1].params[0].max = 100;
	good("lock threads=100");
	assert_int_equal(plan.runs[0].param[SYNCDEMO_PARAM_THREADS], 64);
	assert_int_equal(plan.runs[1].param[SYNCDEMO_PARAM_THREADS], 100);
	plan_free(&plan);
	assert_int_equal(make("lock threads=101", &err), -1);
	assert_string_equal(err.expected, "1 to 100 threads");
	plan_free(&plan);
	cat.demos[0].variants[1].params[0].max = 64;
	cat.demos[0].variants[1].params[1].min = 0;
	good("lock iterations=0");
	assert_int_equal(plan.runs[0].param[SYNCDEMO_PARAM_ITERATIONS], 1);
	assert_int_equal(plan.runs[1].param[SYNCDEMO_PARAM_ITERATIONS], 0);
	plan_free(&plan);
	cat.demos[0].variants[1].params[1].min = 1;
}

static void bad(void **state)
{
	static const struct {
		const char *line, *text;
	} table[] = {
		{ "", "a demo is missing (DEMO[/VARIANT]; syncdemo list names them)" },
		{ "threads=2",
		  "a demo is missing (DEMO[/VARIANT]; syncdemo list names them)" },
		{ "all", "a demo is missing (DEMO[/VARIANT]; syncdemo list names them)" },
		{ "every", "a demo is missing (DEMO[/VARIANT]; syncdemo list names them)" },
		{ "lock/mutex",
		  "'lock/mutex' is a variant: a whole demo is needed; did you mean 'lock'?" },
		{ "mutex", "unknown demo 'mutex'; did you mean 'lock'? (demos: lock, event)" },
		{ "lokc", "unknown demo 'lokc'; did you mean 'lock'? (demos: lock, event)" },
		{ "lock event",
		  "one demo at a time: 'event' after 'lock' (run and report take several)" },
		{ "lock thread=2", "unknown parameter 'thread' of lock; "
		  "did you mean 'threads'? (parameters: threads, iterations, stats)" },
		{ "lock threads=0", "threads=0: out of range (1 to 64 threads)" },
		{ "lock threads=65", "threads=65: out of range (1 to 64 threads)" },
		{ "lock stats=fully", "stats=fully: unknown value 'fully'; "
		  "did you mean 'full'? (values: off, counts, full)" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char expected[512], *text;
		struct error err;
		size_t len;
		FILE *out = open_memstream(&text, &len);

		if (!make(table[i].line, &err))
			fail_msg("'%s' was taken", table[i].line);
		text_error(out, &err);
		fclose(out);
		snprintf(expected, sizeof(expected), "syncdemo: %s\n", table[i].text);
		assert_string_equal(text, expected);
		assert_int_equal(err.status, EXIT_USAGE);
		free(text);
		plan_free(&plan);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_variant),
		cmocka_unit_test(times_are_measured_unless),
		cmocka_unit_test(own_minimum),
		cmocka_unit_test(own_maximum),
		cmocka_unit_test(widest_range_counts),
		cmocka_unit_test(bad),
	};

	return cmocka_run_group_tests_name("plan", tests, make_catalogue, drop_catalogue);
}
