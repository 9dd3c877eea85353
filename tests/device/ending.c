// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs that do not end by themselves: time budget, cancel, close; and that none
 * leaves a thread behind. What each does to each variant is in demos.c.
 */
#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define LONG_EVENT "event waiters=3 delay_ms=60000"

static struct text text;

static void a_budget_that_ran_out_is_a_timeout(void **state)
{
	int fd = start_requests("event delay_ms=60000 timeout_ms=200");
	struct ktap k;

	(void)state;
	read_all(fd, &text);
	assert_no_workers();
	ktap_parse(text.s, &k);
	assert_int_equal(k.nr, 1);
	assert_false(k.results[0].ok);
	assert_string_equal(k.results[0].name, "event/completion");
	assert_string_equal(k.results[0].directive, "TIMEOUT");
	assert_verdict(fd, 0, SYNCDEMO_TIMEOUT);
}

static void a_budget_is_that_of_one_request(void **state)
{
	int fd = start_requests("event delay_ms=60000 timeout_ms=100\nrlock\n"
				"event delay_ms=60000 timeout_ms=100\nrlock\n");
	struct ktap k;

	(void)state;
	read_all(fd, &text);
	ktap_parse(text.s, &k);
	assert_int_equal(k.nr, 4);
	assert_int_equal(ktap_count(&k, false, "TIMEOUT"), 2);
	assert_true(k.results[1].ok && k.results[3].ok);
}

static void a_budget_is_kept_before_it_is_over(void **state)
{
	struct syncdemo_result result;
	int fd = start_requests("event delay_ms=60000 timeout_ms=300");

	(void)state;
	await_end(fd);
	assert_works(get_result(fd, 0, &result));
	/* Gathering the threads is part of the budget, but not of the duration. */
	assert_in_range(result.duration_ns, 200000000ULL, 1000000ULL * SOON);
}

static void cancel_ends_every_request(void **state)
{
	int fd = start_requests("rlock\nevent delay_ms=60000\nlocal\nlock");
	struct ktap k;

	(void)state;
	read_until(fd, &text, "Waiting for event to be set\n");
	assert_works(cancel_run(fd));
	assert_no_workers();
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	for (unsigned int i = 1; i < 4; i++)
		assert_verdict(fd, i, SYNCDEMO_CANCELLED);
	while (read_more(fd, &text, 4096) > 0)
		;
	ktap_parse(text.s, &k);
	assert_int_equal(k.nr, 4);
	assert_int_equal(ktap_count(&k, false, "ERROR"), 3);
}

static void cancel_before_a_run_is_ENODATA(void **state)
{
	(void)state;
	assert_fails(cancel_run(open_device(O_RDWR)), ENODATA);
}

static void cancel_after_the_end_changes_nothing(void **state)
{
	int fd = start_requests("rlock");

	(void)state;
	await_end(fd);
	assert_works(cancel_run(fd));
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex");
}

static void a_cancelled_file_can_run_again(void **state)
{
	int fd = start_requests(LONG_EVENT);

	(void)state;
	assert_works(cancel_run(fd));
	write_text(fd, "rlock");
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex");
}

/* At whatever point the run is by then: its first moments are the delicate ones. */
static void many_files_closed_at_once_leave_no_thread(void **state)
{
	(void)state;
	for (int i = 0; i < 200; i++)
		assert_works(close(start_requests(LONG_EVENT)));
	assert_no_threads();
}

static void many_runs_of_one_file_leave_no_thread(void **state)
{
	int fd = open_device(O_RDWR);

	(void)state;
	for (int i = 0; i < 100; i++) {
		write_text(fd, LONG_EVENT);
		assert_works(cancel_run(fd));
	}
	assert_works(close(fd));
	assert_no_threads();
}

/* Both hold the file; the run goes on until the last one lets go. */
static void the_last_close_ends_the_run(void **state)
{
	int fd = start_requests(LONG_EVENT);
	int other = dup(fd);

	(void)state;
	assert_works(other);
	assert_works(close(fd));
	assert_true(is_running(other));
	assert_works(close(other));
	assert_no_threads();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(a_budget_that_ran_out_is_a_timeout),
		device_test(a_budget_is_that_of_one_request),
		device_test(a_budget_is_kept_before_it_is_over),
		device_test(cancel_ends_every_request),
		device_test(cancel_before_a_run_is_ENODATA),
		device_test(cancel_after_the_end_changes_nothing),
		device_test(a_cancelled_file_can_run_again),
		device_test(many_files_closed_at_once_leave_no_thread),
		device_test(many_runs_of_one_file_leave_no_thread),
		device_test(the_last_close_ends_the_run),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
