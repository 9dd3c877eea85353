// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words to requests: what is taken, and what is said about what is not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "device/request.h"
#include "render/text.h"
#include "sample.h"
#include "tool.h"

#define ARGS_MAX	8

static struct catalogue cat;

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

static int parse(const char *line, struct request *req, struct error *err)
{
	char *argv[ARGS_MAX], words[256], *save, *word;
	int argc = 0;

	strcpy(words, line);
	for (word = strtok_r(words, " ", &save); word; word = strtok_r(NULL, " ", &save))
		argv[argc++] = word;
	memset(err, 0, sizeof(*err));
	return request_parse(&cat, argc, argv, req, err);
}

static void good(void **state)
{
	static const struct {
		const char *line, *demo, *variant;
		__u64 mask, threads, iterations;
	} table[] = {
		{ "lock", "lock", "mutex", 0, 0, 0 },
		{ "lock/none", "lock", "none", 0, 0, 0 },
		{ "lock threads=1", "lock", "mutex", 1, 1, 0 },
		{ "threads=64 lock", "lock", "mutex", 1, 64, 0 },
		{ "lock/none iterations=1000000 threads=2", "lock", "none", 3, 2, 1000000 },
		{ "lock threads=007", "lock", "mutex", 1, 7, 0 },
	};
	struct request req;
	struct error err;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		if (parse(table[i].line, &req, &err))
			fail_msg("%s: %s", table[i].line, err.message);
		assert_string_equal(req.run.demo, table[i].demo);
		assert_string_equal(req.run.variant, table[i].variant);
		assert_int_equal(req.run.param_mask, table[i].mask);
		assert_int_equal(req.run.param[SYNCDEMO_PARAM_THREADS], table[i].threads);
		assert_int_equal(req.run.param[SYNCDEMO_PARAM_ITERATIONS], table[i].iterations);
	}
}

static void words(void **state)
{
	static const struct {
		const char *line;
		__u64 level;
	} table[] = {
		{ "lock stats=off", SYNCDEMO_STATS_OFF },
		{ "lock stats=counts", SYNCDEMO_STATS_COUNTS },
		{ "lock stats=full", SYNCDEMO_STATS_FULL },
		{ "lock/none stats=full", SYNCDEMO_STATS_FULL },
	};
	struct request req;
	struct error err;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		if (parse(table[i].line, &req, &err))
			fail_msg("%s: %s", table[i].line, err.message);
		assert_int_equal(req.run.param_mask, BIT(SYNCDEMO_PARAM_STATS));
		assert_int_equal(req.run.param[SYNCDEMO_PARAM_STATS], table[i].level);
	}
}

static void largest_number(void **state)
{
	struct request req;
	struct error err;

	(void)state;
	assert_int_equal(parse("event delay_ms=18446744073709551615", &req, &err), 0);
	assert_true(req.run.param[SYNCDEMO_PARAM_DELAY_MS] == UINT64_MAX);
	assert_int_equal(parse("event delay_ms=18446744073709551616", &req, &err), -1);
}

static void bad(void **state)
{
	static const struct {
		const char *line, *text;
	} table[] = {
		{ "lokc", "unknown demo 'lokc'; did you mean 'lock'? (demos: lock, event)" },
		{ "semaphore", "unknown demo 'semaphore' (demos: lock, event)" },
		{ "none", "unknown demo 'none'; did you mean 'lock/none'? (demos: lock, event)" },
		{ "completion threads=1", "unknown demo 'completion'; "
		  "did you mean 'event/completion'? (demos: lock, event)" },
		{ "compltion", "unknown demo 'compltion'; "
		  "did you mean 'event/completion'? (demos: lock, event)" },
		{ "/mutex", "unknown demo '' (demos: lock, event)" },
		{ "lock/mutx", "unknown variant 'mutx' of lock; "
		  "did you mean 'mutex'? (variants: mutex, none)" },
		{ "lock/", "unknown variant '' of lock (variants: mutex, none)" },
		{ "lock/mutex/x", "unknown variant 'mutex/x' of lock; "
		  "did you mean 'mutex'? (variants: mutex, none)" },
		{ "lock thread=1", "unknown parameter 'thread' of lock/mutex; "
		  "did you mean 'threads'? (parameters: threads, iterations, stats)" },
		{ "event word=1",
		  "unknown parameter 'word' of event/completion (parameters: delay_ms, events)" },
		{ "lock =1",
		  "unknown parameter '' of lock/mutex (parameters: threads, iterations, stats)" },
		{ "lock threads=99", "threads=99: out of range (1 to 64 threads)" },
		{ "lock threads=0", "threads=0: out of range (1 to 64 threads)" },
		{ "lock/none threads=1", "threads=1: out of range (2 to 64 threads)" },
		{ "lock threads=-3", "threads=-3: out of range (1 to 64 threads)" },
		{ "lock threads=-0", "threads=-0: out of range (1 to 64 threads)" },
		{ "lock iterations=1000001", "iterations=1000001: out of range (1 to 1000000)" },
		{ "lock threads=99999999999999999999",
		  "threads=99999999999999999999: out of range (1 to 64 threads)" },
		{ "lock threads=x", "threads=x: not a number (1 to 64 threads)" },
		{ "lock threads=", "threads=: not a number (1 to 64 threads)" },
		{ "lock threads=-", "threads=-: not a number (1 to 64 threads)" },
		{ "lock threads=1k", "threads=1k: not a number (1 to 64 threads)" },
		{ "lock threads=0x10", "threads=0x10: not a number (1 to 64 threads)" },
		{ "lock threads=+1", "threads=+1: not a number (1 to 64 threads)" },
		{ "lock threads==1", "threads==1: not a number (1 to 64 threads)" },
		{ "lock stats=ful", "stats=ful: unknown value 'ful'; "
		  "did you mean 'full'? (values: off, counts, full)" },
		{ "lock stats=2", "stats=2: unknown value '2' (values: off, counts, full)" },
		{ "lock stats=", "stats=: unknown value '' (values: off, counts, full)" },
		{ "lock stats=off|counts", "stats=off|counts: unknown value 'off|counts'; "
		  "did you mean 'counts'? (values: off, counts, full)" },
		{ "lock/none stats=off",
		  "stats=off: unknown value 'off' (values: counts, full)" },
		{ "lock threads=full", "threads=full: not a number (1 to 64 threads)" },
		{ "lock threads=1 threads=2",
		  "threads=2: 'threads' is given twice (each parameter once)" },
		{ "lock event",
		  "one demo at a time: 'event' after 'lock' (run and report take several)" },
		{ "", "a demo is missing (DEMO[/VARIANT]; syncdemo list names them)" },
		{ "threads=1", "a demo is missing (DEMO[/VARIANT]; syncdemo list names them)" },
		{ "every", "a demo is missing (DEMO[/VARIANT]; syncdemo list names them)" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char expected[512], *text;
		struct request req;
		struct error err;
		size_t len;
		FILE *out = open_memstream(&text, &len);

		if (!parse(table[i].line, &req, &err))
			fail_msg("'%s' was taken", table[i].line);
		text_error(out, &err);
		fclose(out);
		snprintf(expected, sizeof(expected), "syncdemo: %s\n", table[i].text);
		assert_string_equal(text, expected);
		assert_int_equal(err.status, EXIT_USAGE);
		free(text);
	}
}

/* What the words say wrong by themselves must not wait for a device. */
static void checked_without_catalogue(void **state)
{
	char demo[] = "lokc", other[] = "event", setting[] = "threads=1";
	char *words[4] = { demo, other, setting, demo };
	struct error err = {};

	(void)state;
	assert_int_equal(request_check(2, words, &err), -1);
	assert_string_equal(err.word, "event");
	assert_int_equal(request_check(1, words + 2, &err), -1);
	assert_string_equal(err.message, "a demo is missing");
	assert_int_equal(request_check(2, words + 2, &err), 0);
}

static void very_long_word(void **state)
{
	char line[200];
	struct request req;
	struct error err;

	(void)state;
	memset(line, 'a', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	assert_int_equal(parse(line, &req, &err), -1);
	line[100] = '=';
	assert_int_equal(parse(line, &req, &err), -1);
	line[3] = '/';
	line[100] = 'a';
	assert_int_equal(parse(line, &req, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good),
		cmocka_unit_test(words),
		cmocka_unit_test(largest_number),
		cmocka_unit_test(bad),
		cmocka_unit_test(checked_without_catalogue),
		cmocka_unit_test(very_long_word),
	};

	return cmocka_run_group_tests_name("request", tests, make_catalogue, drop_catalogue);
}
