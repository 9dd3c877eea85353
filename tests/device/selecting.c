// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading runs, writing selects: what a write does to this file and to others.
 */
#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

static struct text text;

/* What a new reader runs: "lock/mutex rlock/mutex ..." */
static void assert_selected(const char *names)
{
	int fd = open_device(O_RDONLY);

	read_all(fd, &text);
	assert_all_ok(text.s, names);
	assert_works(close(fd));
}

/* Only how many, for what would take long to run. */
static void assert_plan(int fd, unsigned int nr)
{
	char plan[32];

	snprintf(plan, sizeof(plan), "KTAP version 1\n1..%u\n", nr);
	read_until(fd, &text, "\n#");
	assert_memory_equal(text.s, plan, strlen(plan));
}

static void assert_nr_selected(unsigned int nr)
{
	int fd = open_device(O_RDONLY);

	assert_plan(fd, nr);
	assert_works(close(fd));
}

/* ---- write-only ---- */

static void write_only_selects_for_later_opens(void **state)
{
	(void)state;
	select_requests("rlock threads=2\n");
	assert_selected("rlock/mutex");
	assert_non_null(strstr(text.s, "# rlock/mutex threads=2 iterations=1 "));
	assert_selected("rlock/mutex");
}

static void write_only_starts_nothing(void **state)
{
	int fd = open_device(O_WRONLY);

	(void)state;
	write_text(fd, "event delay_ms=60000");
	assert_fails(wait_for(fd, 0), ENODATA);
	assert_no_threads();
}

static void all_goes_back_to_the_five(void **state)
{
	(void)state;
	select_requests("rlock");
	assert_nr_selected(1);
	select_requests("all\n");
	assert_nr_selected(5);
}

static void all_may_stand_among_others(void **state)
{
	(void)state;
	select_requests("rlock\nall\nlocal\n");
	assert_nr_selected(7);
}

static void a_demo_alone_is_its_first_variant(void **state)
{
	(void)state;
	select_requests("lock iterations=1");
	assert_selected("lock/mutex");
	select_requests("lock/spinlock iterations=1");
	assert_selected("lock/spinlock");
}

static void a_file_that_is_open_is_not_affected(void **state)
{
	int fd;

	(void)state;
	select_requests("rlock");
	fd = open_device(O_RDONLY);
	select_requests("local");
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex");
	assert_selected("local/percpu");
}

static void one_write_of_several_lines_selects_them_all(void **state)
{
	(void)state;
	select_requests("rlock\nlocal/kthread\nlock iterations=9");
	assert_selected("rlock/mutex local/kthread lock/mutex");
}

static void further_writes_of_one_open_append(void **state)
{
	int fd = open_device(O_WRONLY);

	(void)state;
	write_text(fd, "rlock\n");
	assert_selected("rlock/mutex");
	write_text(fd, "local\n");
	write_text(fd, "rlock\n");
	assert_selected("rlock/mutex local/percpu rlock/mutex");
}

static void the_first_write_of_an_open_replaces(void **state)
{
	(void)state;
	select_requests("rlock");
	select_requests("local");
	assert_selected("local/percpu");
}

static void a_refused_write_leaves_the_selection(void **state)
{
	int fd = open_device(O_WRONLY);

	(void)state;
	select_requests("rlock");
	assert_fails(write(fd, "local\nlocl", 10), EINVAL);
	assert_selected("rlock/mutex");
	/* It is as if it had never been: the next one is the first. */
	write_text(fd, "local");
	assert_selected("local/percpu");
}

static void a_refused_further_write_leaves_the_earlier_ones(void **state)
{
	int fd = open_device(O_WRONLY);

	(void)state;
	write_text(fd, "rlock");
	assert_fails(write(fd, "lock threads=0", 14), ERANGE);
	assert_selected("rlock/mutex");
	write_text(fd, "local");
	assert_selected("rlock/mutex local/percpu");
}

static void further_writes_append_up_to_64(void **state)
{
	int fd = open_device(O_WRONLY);

	(void)state;
	for (int i = 0; i < KTAP_MAX; i++)
		write_text(fd, "rlock\n");
	assert_fails(write(fd, "rlock\n", 6), E2BIG);
	assert_nr_selected(KTAP_MAX);
}

/* A call may start a run in any file. A write must not touch its plan. */
static void selecting_leaves_a_run_of_the_same_file_alone(void **state)
{
	struct syncdemo_run run = make_run("event", "");
	struct syncdemo_result result;
	int fd = open_device(O_WRONLY);

	(void)state;
	set_param(&run, SYNCDEMO_PARAM_DELAY_MS, 400);
	assert_works(start_run(fd, &run));
	write_text(fd, "rlock\nlocal\n");
	assert_selected("rlock/mutex local/percpu");
	await_end(fd);
	assert_works(get_result(fd, 0, &result));
	assert_string_equal(result.demo, "event");
	assert_int_equal(result.verdict, SYNCDEMO_PASS);
	assert_fails(get_result(fd, 1, &result), ENOENT);
}

static void a_run_of_the_same_file_is_not_selected(void **state)
{
	struct syncdemo_run run = make_run("lock", "");
	int fd = open_device(O_WRONLY);

	(void)state;
	set_param(&run, SYNCDEMO_PARAM_ITERATIONS, 1);
	write_text(fd, "rlock\n");
	assert_works(start_run(fd, &run));
	await_end(fd);
	write_text(fd, "local\n");
	assert_selected("rlock/mutex local/percpu");
}

/* ---- read-write ---- */

static void a_read_write_write_starts_at_once(void **state)
{
	int fd = start_requests("rlock");

	(void)state;
	await_end(fd);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
}

static void a_read_write_write_is_for_that_open_alone(void **state)
{
	int other, fd;

	(void)state;
	select_requests("local");
	other = open_device(O_RDWR);
	fd = start_requests("rlock\nlock iterations=5");
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex lock/mutex");
	assert_selected("local/percpu");
	read_all(other, &text);
	assert_all_ok(text.s, "local/percpu");
}

static void a_read_write_open_may_just_read(void **state)
{
	int fd;

	(void)state;
	select_requests("rlock");
	fd = open_device(O_RDWR);
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex");
}

static void a_write_while_running_is_busy(void **state)
{
	int fd = start_requests("event delay_ms=500");

	(void)state;
	assert_fails(write(fd, "rlock", 5), EBUSY);
	read_all(fd, &text);
	assert_all_ok(text.s, "event/completion");
}

static void a_write_after_the_end_runs_again(void **state)
{
	int fd = start_requests("rlock");

	(void)state;
	read_all(fd, &text);
	write_text(fd, "local\nrlock\n");
	read_all(fd, &text);
	assert_all_ok(text.s, "local/percpu rlock/mutex");
}

static void a_new_run_drops_what_was_not_read(void **state)
{
	int fd = start_requests("rlock");
	char byte;

	(void)state;
	assert_int_equal(read(fd, &byte, 1), 1);
	await_end(fd);
	write_text(fd, "local");
	read_all(fd, &text);
	assert_all_ok(text.s, "local/percpu");
}

static void a_refused_write_leaves_text_and_results(void **state)
{
	int fd = start_requests("rlock");

	(void)state;
	await_end(fd);
	assert_fails(write(fd, "nonsense", 8), EINVAL);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex");
}

/* ---- the text ---- */

static void writing_nothing_changes_nothing(void **state)
{
	int fd = open_device(O_WRONLY);

	(void)state;
	select_requests("rlock");
	assert_int_equal(write(fd, "", 0), 0);
	assert_selected("rlock/mutex");
}

static void blanks_and_empty_lines_do_not_matter(void **state)
{
	(void)state;
	select_requests("\n\n \t rlock \t threads=2   iterations=3\t\r\n\n  local\t\n\t\n");
	assert_selected("rlock/mutex local/percpu");
	assert_non_null(strstr(text.s, "# rlock/mutex threads=2 iterations=3 "));
}

static void numbers_are_decimal(void **state)
{
	(void)state;
	select_requests("rlock iterations=010");
	assert_selected("rlock/mutex");
	assert_non_null(strstr(text.s, " iterations=10 "));
}

/* Longer ones are among the bad input. */
static void the_longest_line_and_text_are_taken(void **state)
{
	char longest[4096];
	int fd = open_device(O_WRONLY);

	(void)state;
	memset(longest, ' ', sizeof(longest));
	for (size_t i = 256; i < sizeof(longest); i += 257)
		longest[i] = '\n';
	memcpy(longest + 256 - 5, "rlock", 5);
	assert_int_equal(write(fd, longest, sizeof(longest)), sizeof(longest));
	assert_selected("rlock/mutex");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(write_only_selects_for_later_opens),
		device_test(write_only_starts_nothing),
		device_test(all_goes_back_to_the_five),
		device_test(all_may_stand_among_others),
		device_test(a_demo_alone_is_its_first_variant),
		device_test(a_file_that_is_open_is_not_affected),
		device_test(one_write_of_several_lines_selects_them_all),
		device_test(further_writes_of_one_open_append),
		device_test(the_first_write_of_an_open_replaces),
		device_test(a_refused_write_leaves_the_selection),
		device_test(a_refused_further_write_leaves_the_earlier_ones),
		device_test(further_writes_append_up_to_64),
		device_test(selecting_leaves_a_run_of_the_same_file_alone),
		device_test(a_run_of_the_same_file_is_not_selected),
		device_test(a_read_write_write_starts_at_once),
		device_test(a_read_write_write_is_for_that_open_alone),
		device_test(a_read_write_open_may_just_read),
		device_test(a_write_while_running_is_busy),
		device_test(a_write_after_the_end_runs_again),
		device_test(a_new_run_drops_what_was_not_read),
		device_test(a_refused_write_leaves_text_and_results),
		device_test(writing_nothing_changes_nothing),
		device_test(blanks_and_empty_lines_do_not_matter),
		device_test(numbers_are_decimal),
		device_test(the_longest_line_and_text_are_taken),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
