// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every variant of every demo, as the module lists them, $REPEAT times in a row: a
 * correct one keeps its promise each time, a broken one shows its bug each time. Run
 * by `make repeat`, on each kernel and number of CPUs.
 */
#include "lib/subjects.h"

/* What a run was that did not end as it must. */
static void tell(const struct subject *s, unsigned int nr, int fd)
{
	struct syncdemo_result result;

	assert_works(get_result(fd, 0, &result));
	print_message("# %s, run %u: verdict %u: %s\n", s->name, nr, result.verdict,
		      result.reason);
}

static bool ends_as_it_must(const struct subject *s, unsigned int nr)
{
	struct syncdemo_run run = request(s, DEFAULT);
	int fd = open_device(O_RDWR);
	bool good;

	assert_works(start_run(fd, &run));
	await_end(fd);
	good = verdict_of(fd, 0) == expected(s);
	if (!good)
		tell(s, nr, fd);
	assert_works(close(fd));
	return good;
}

/* All of them are made even if one went wrong: how many did is what is asked. */
static void each_time(void **state)
{
	const char *word = getenv("REPEAT");
	unsigned int times = word ? atoi(word) : 0, good = 0;
	const struct subject *s = *state;

	assert_int_not_equal(times, 0);
	for (unsigned int i = 1; i <= times; i++) {
		/* The limit of a test is for one run. */
		alarm(TEST_LIMIT);
		good += ends_as_it_must(s, i);
	}
	print_message("# %-32s %s %u of %u\n", s->name,
		      expected(s) == SYNCDEMO_XFAIL ? "bug shown" : "ok", good, times);
	assert_int_equal(good, times);
}

static void absent(void **state)
{
	const struct subject *s = *state;

	print_message("# %-32s not on this kernel\n", s->name);
	skip();
}

int main(void)
{
	static struct CMUnitTest tests[MAX_VARIANTS];
	static char names[MAX_VARIANTS][128];

	list_subjects();
	for (unsigned int i = 0; i < nr_subjects; i++) {
		CMUnitTestFunction test = each_time;

		if (is_absent(&subjects[i]))
			test = absent;
		snprintf(names[i], sizeof(names[i]), "%s_each_time", subjects[i].name);
		tests[i] = case_test(names[i], test, &subjects[i]);
	}
	return run_device_tests(tests, nr_subjects);
}
