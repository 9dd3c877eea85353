// SPDX-License-Identifier: GPL-2.0-only
/*
 * A reader that does not read: no worker waits for it, what did not fit is
 * counted and said, and never is it a verdict that did not fit.
 */
#include "lib/calls.h"
#include "lib/ktap.h"

/* Says 2 lines an item and 2 a thread: more than a transcript holds by far. */
#define ITEMS	1500
#define LINES	(2 * ITEMS + 2 * 2)

static struct text text;

static unsigned int lines_of_condition(const char *s)
{
	return times_said(s, "starts") + times_said(s, "ends after") +
	       times_said(s, "Produced: ") + times_said(s, "Consumed: ");
}

/* A run of ITEMS items that nobody has read yet. */
static int run_unread(void)
{
	struct syncdemo_run run = make_run("condition", "");
	int fd = open_device(O_RDWR);

	set_param(&run, SYNCDEMO_PARAM_ITEMS, ITEMS);
	assert_works(start_run(fd, &run));
	await_end(fd);
	return fd;
}

static void a_run_ends_without_being_read(void **state)
{
	int fd = run_unread();

	(void)state;
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	assert_int_equal(metric_of(fd, 0, "consumed"), ITEMS);
}

static void what_did_not_fit_is_counted(void **state)
{
	struct syncdemo_result result;
	int fd = run_unread();

	(void)state;
	assert_works(get_result(fd, 0, &result));
	read_all(fd, &text);
	assert_in_range(result.dropped, 1, LINES);
	assert_int_equal(lines_of_condition(text.s) + result.dropped, LINES);
}

static void what_did_not_fit_is_said(void **state)
{
	struct syncdemo_result result;
	int fd = run_unread();
	char line[80];

	(void)state;
	assert_works(get_result(fd, 0, &result));
	read_all(fd, &text);
	snprintf(line, sizeof(line), "\n# %llu steps did not fit the transcript\n",
		 (unsigned long long)result.dropped);
	assert_non_null(strstr(text.s, line));
	assert_all_ok(text.s, "condition/waitqueue");
}

/* Of the largest plan, each request of which has more to say than fits. */
static void every_verdict_fits(void **state)
{
	struct ktap k;
	char lines[4096];
	int len = 0, fd;

	(void)state;
	for (int i = 0; i < KTAP_MAX; i++)
		len += snprintf(lines + len, sizeof(lines) - len, "condition items=30\n");
	fd = start_requests(lines);
	await_end(fd);
	read_all(fd, &text);
	ktap_parse(text.s, &k);
	assert_int_equal(k.nr, KTAP_MAX);
	assert_int_equal(ktap_count(&k, true, ""), KTAP_MAX);
}

/* The count belongs to the request, not to the session. */
static void who_says_little_dropped_nothing(void **state)
{
	struct syncdemo_result result;
	int fd = start_requests("rlock\ncondition items=1000\n");

	(void)state;
	await_end(fd);
	assert_works(get_result(fd, 0, &result));
	assert_int_equal(result.dropped, 0);
	assert_works(get_result(fd, 1, &result));
	assert_true(result.dropped > 0);
}

static void what_fits_is_all_there(void **state)
{
	struct syncdemo_result result;
	int fd = start_requests("condition items=200");

	(void)state;
	await_end(fd);
	read_all(fd, &text);
	assert_int_equal(lines_of_condition(text.s), 2 * 200 + 2 * 2);
	assert_works(get_result(fd, 0, &result));
	assert_int_equal(result.dropped, 0);
	assert_null(strstr(text.s, "did not fit"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(a_run_ends_without_being_read),
		device_test(what_did_not_fit_is_counted),
		device_test(what_did_not_fit_is_said),
		device_test(every_verdict_fits),
		device_test(who_says_little_dropped_nothing),
		device_test(what_fits_is_all_there),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
