// SPDX-License-Identifier: GPL-2.0-only
/*
 * read(): any length, as it comes, to the end.
 */
#include <ctype.h>
#include <sys/mman.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

/* One thread after the other, so that every run says the same. */
static const char same_each_time[] = "rlock iterations=3";

static struct text text, other;

/* What differs from run to run are numbers. */
static void mask_numbers(struct text *t)
{
	char *to = t->s;

	for (const char *from = t->s; *from; from++)
		if (!isdigit(*from))
			*to++ = *from;
		else if (!isdigit(from[1]))
			*to++ = 'N';
	*to = 0;
}

static void read_by(struct text *t, size_t most)
{
	int fd = open_device(O_RDONLY);

	read_all_by(fd, t, most);
	assert_works(close(fd));
	assert_all_ok(t->s, "rlock/mutex");
	mask_numbers(t);
}

static void one_byte_at_a_time_gives_the_same_text(void **state)
{
	(void)state;
	select_requests(same_each_time);
	read_by(&text, 65536);
	read_by(&other, 1);
	assert_string_equal(text.s, other.s);
}

static void odd_lengths_give_the_same_text(void **state)
{
	(void)state;
	select_requests(same_each_time);
	read_by(&text, 65536);
	read_by(&other, 77);
	assert_string_equal(text.s, other.s);
}

static void ten_bytes_are_enough(void **state)
{
	int fd = open_device(O_RDONLY);
	char ten[11] = "";

	(void)state;
	assert_int_equal(read(fd, ten, 10), 10);
	assert_string_equal(ten, "KTAP versi");
	assert_works(close(fd));
	assert_no_threads();
}

static void read_returns_what_there_is(void **state)
{
	int fd = start_requests("event delay_ms=60000");

	(void)state;
	text.len = 0;
	assert_true(read_more(fd, &text, 65536) > 0);
	assert_true(is_running(fd));
}

static void the_end_stays_the_end(void **state)
{
	int fd = start_requests("rlock");
	char byte;

	(void)state;
	read_all(fd, &text);
	for (int i = 0; i < 3; i++)
		assert_int_equal(read(fd, &byte, 1), 0);
	assert_all_ok(text.s, "rlock/mutex");
}

static void reading_nothing_starts_nothing(void **state)
{
	int fd = open_device(O_RDONLY);
	char byte;

	(void)state;
	assert_int_equal(read(fd, &byte, 0), 0);
	assert_fails(wait_for(fd, 0), ENODATA);
	assert_no_threads();
}

static void a_bad_address_loses_no_text(void **state)
{
	int fd = open_device(O_RDONLY);

	(void)state;
	select_requests("rlock");
	assert_fails(read(fd, bad_address(), 100), EFAULT);
	text.len = 0;
	assert_int_equal(read_more(fd, &text, 15), 15);
	assert_string_equal(text.s, "KTAP version 1\n");
}

/* The buffer ends within the text: what fits is given, the rest comes later. */
static void a_buffer_shorter_than_it_says_loses_no_text(void **state)
{
	size_t page = sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = start_requests("rlock");

	(void)state;
	assert_ptr_not_equal(pages, MAP_FAILED);
	assert_works(mprotect(pages + page, page, PROT_NONE));
	await_end(fd);
	assert_int_equal(read(fd, pages + page - 5, 500), 5);
	assert_memory_equal(pages + page - 5, "KTAP ", 5);
	read_all(fd, &text);
	assert_memory_equal(text.s, "version 1\n", 10);
	munmap(pages, 2 * page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(one_byte_at_a_time_gives_the_same_text),
		device_test(odd_lengths_give_the_same_text),
		device_test(ten_bytes_are_enough),
		device_test(read_returns_what_there_is),
		device_test(the_end_stays_the_end),
		device_test(reading_nothing_starts_nothing),
		device_test(a_bad_address_loses_no_text),
		device_test(a_buffer_shorter_than_it_says_loses_no_text),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
