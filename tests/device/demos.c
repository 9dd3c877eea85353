// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every demo in every variant, as the module itself lists them: a new one is
 * tested here without a new line. Small and large, through the calls and through
 * text; and ended in the middle, by each way there is.
 *
 * Where there is lockdep, what it complains of is left out: lockdep/run gives
 * each of those a boot of its own.
 */
#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/subjects.h"
#include "lib/threads.h"

static struct text text;

/* ---- running to the end ---- */

static void check_size(const struct subject *s, enum size size)
{
	struct syncdemo_run run = request(s, size);
	struct syncdemo_result result;
	int fd = open_device(O_RDWR);

	assert_works(start_run(fd, &run));
	await_end(fd);
	assert_verdict(fd, 0, expected(s));
	assert_works(get_result(fd, 0, &result));
	assert_int_equal(result.param_mask, run.param_mask);
	assert_memory_equal(result.param, run.param, sizeof(run.param));
	assert_int_equal(result.error, 0);
	assert_no_workers();
}

static void at_its_minimum(void **state)
{
	check_size(*state, SMALLEST);
}

static void small(void **state)
{
	check_size(*state, SMALL);
}

static void at_its_defaults(void **state)
{
	check_size(*state, DEFAULT);
}

static void with_as_many_threads_as_it_takes(void **state)
{
	check_size(*state, MANY);
}

/* KEY=VALUE, by the parameter's word for the value if it has words. */
static int put_setting(char *out, size_t len, const struct syncdemo_param_info *p,
		       unsigned long long value)
{
	const char *word = p->unit;

	if (!strchr(p->unit, '|'))
		return snprintf(out, len, " %s=%llu", p->name, value);
	while (value--)
		word = strchr(word, '|') + 1;
	return snprintf(out, len, " %s=%.*s", p->name, (int)strcspn(word, "|"), word);
}

/* What this kernel cannot have is said to be so, at once and without a thread. */
static void absent(void **state)
{
	const struct subject *s = *state;
	struct syncdemo_result result;
	struct syncdemo_run run = request(s, LONG);
	int fd = open_device(O_RDWR);

	assert_works(start_run(fd, &run));
	await_end(fd);
	assert_verdict(fd, 0, SYNCDEMO_SKIP);
	assert_works(get_result(fd, 0, &result));
	assert_string(result.reason, sizeof(result.reason));
	assert_int_equal(result.nr_threads, 0);
	assert_int_equal(result.nr_metrics, 0);
}

static void through_text(void **state)
{
	const struct subject *s = *state;
	struct ktap k;
	char line[512];
	int len, fd;

	len = snprintf(line, sizeof(line), "%s", s->name);
	for (unsigned int i = 0; i < s->nr_params; i++)
		len += put_setting(line + len, sizeof(line) - len, &s->params[i],
				   value_for(&s->params[i], SMALL));
	fd = start_requests(line);
	read_all(fd, &text);
	ktap_parse(text.s, &k);
	assert_int_equal(k.nr, 1);
	assert_true(k.results[0].ok);
	assert_string_equal(k.results[0].name, s->name);
	assert_string_equal(k.results[0].directive,
			    expected(s) == SYNCDEMO_XFAIL ? "XFAIL" : "");
	/* What it was asked to do is what it says that it does. */
	assert_non_null(strstr(text.s, line));
}

/* ---- ended in the middle ---- */

/* A run that is under way and would take long; its file. */
static int start_long(const struct subject *s)
{
	struct syncdemo_run run = request(s, LONG);
	char name[64];
	int fd = open_device(O_RDWR);

	snprintf(name, sizeof(name), "sd/%s-0 ", s->demo.name);
	assert_works(start_run(fd, &run));
	read_until(fd, &text, name);
	return fd;
}

/*
 * A broken one may come to its verdict before it can be ended, however much it was
 * asked to do: threads that are stuck are found soon. A correct one may not.
 */
static void assert_ended(const struct subject *s, int fd, enum syncdemo_verdict by)
{
	if (expected(s) != SYNCDEMO_XFAIL || verdict_of(fd, 0) != SYNCDEMO_XFAIL)
		assert_verdict(fd, 0, by);
}

static void closed_in_the_middle(void **state)
{
	int fd = start_long(*state);

	if (!is_running(fd))
		assert_ended(*state, fd, SYNCDEMO_NONE);
	assert_works(close(fd));
	assert_no_threads();
}

static void cancelled_in_the_middle(void **state)
{
	int fd = start_long(*state);

	assert_works(cancel_run(fd));
	assert_no_workers();
	assert_ended(*state, fd, SYNCDEMO_CANCELLED);
}

static void timed_out_in_the_middle(void **state)
{
	struct syncdemo_run run = request(*state, LONG);
	int fd = open_device(O_RDWR);

	/* Even on a machine so busy that it is over before the first step. */
	run.param[SYNCDEMO_PARAM_TIMEOUT_MS] = 50;
	assert_works(start_run(fd, &run));
	await_end(fd);
	assert_no_workers();
	assert_ended(*state, fd, SYNCDEMO_TIMEOUT);
}

/* ---- the table of tests ---- */

#define KIND(_rule) { #_rule, _rule }

static const struct {
	const char *name;
	CMUnitTestFunction test;
} kinds[] = {
	KIND(at_its_minimum),
	KIND(small),
	KIND(at_its_defaults),
	KIND(with_as_many_threads_as_it_takes),
	KIND(through_text),
	KIND(closed_in_the_middle),
	KIND(cancelled_in_the_middle),
	KIND(timed_out_in_the_middle),
};

/* In make check each variant runs once, small. */
static bool left_out(unsigned int kind)
{
	const char *quick = getenv("VM_QUICK");

	return quick && !strcmp(quick, "check") && kinds[kind].test != small;
}

int main(void)
{
	static struct CMUnitTest tests[MAX_VARIANTS * ARRAY_SIZE(kinds)];
	static char names[ARRAY_SIZE(tests)][128];
	unsigned int nr = 0;

	list_subjects();
	for (unsigned int i = 0; i < nr_subjects; i++) {
		if (left_to_lockdep(&subjects[i]))
			continue;
		if (is_absent(&subjects[i])) {
			snprintf(names[nr], sizeof(names[nr]), "%s_absent", subjects[i].name);
			tests[nr] = case_test(names[nr], absent, &subjects[i]);
			nr++;
			continue;
		}
		for (unsigned int j = 0; j < ARRAY_SIZE(kinds); j++) {
			if (left_out(j))
				continue;
			snprintf(names[nr], sizeof(names[nr]), "%s_%s", subjects[i].name,
				 kinds[j].name);
			tests[nr] = case_test(names[nr], kinds[j].test, &subjects[i]);
			nr++;
		}
	}
	return run_device_tests(tests, nr);
}
