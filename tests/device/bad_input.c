// SPDX-License-Identifier: GPL-2.0-only
/*
 * Texts that are refused, each with its errno, by a write-only and by a
 * read-write file; and that a refused text changes nothing.
 */
#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

/**
 * struct bad - a text that must be refused
 * @name: what is wrong with it
 * @err: the errno
 * @text: the text
 * @len: its length, or 0 for strlen()
 * @repeat: write it so many times over in one write, or 0 for once
 */
struct bad {
	const char *name;
	int err;
	const char *text;
	size_t len;
	unsigned int repeat;
};

/* A blank less and it is a line of 256 bytes, which is taken. */
#define BLANKS_32	"                                "
#define LINE_257	BLANKS_32 BLANKS_32 BLANKS_32 BLANKS_32 BLANKS_32 BLANKS_32 \
			BLANKS_32 "                            rlock"

static const struct bad bad[] = {
	{ "unknown_demo", EINVAL, "mutex" },
	{ "unknown_demo_longer", EINVAL, "locks" },
	{ "unknown_demo_shorter", EINVAL, "loc" },
	{ "upper_case", EINVAL, "LOCK" },
	{ "unknown_variant", EINVAL, "lock/mutexes" },
	{ "empty_variant", EINVAL, "lock/" },
	{ "empty_demo", EINVAL, "/mutex" },
	{ "variant_of_another_demo", EINVAL, "lock/completion" },
	{ "two_variants", EINVAL, "lock/mutex/mutex" },
	{ "unknown_key", EINVAL, "lock speed=1" },
	{ "key_of_another_demo", EINVAL, "lock items=1" },
	{ "key_in_upper_case", EINVAL, "lock THREADS=1" },
	{ "empty_key", EINVAL, "lock =1" },
	{ "no_equals_sign", EINVAL, "lock threads" },
	{ "blank_before_equals_sign", EINVAL, "lock threads =4" },
	{ "duplicate_key", EINVAL, "lock threads=4 threads=4" },
	{ "number_is_empty", EINVAL, "lock threads=" },
	{ "number_is_a_word", EINVAL, "lock threads=x" },
	{ "number_with_a_tail", EINVAL, "lock threads=1x" },
	{ "number_is_hexadecimal", EINVAL, "lock threads=0x10" },
	{ "number_with_a_plus", EINVAL, "lock threads=+3" },
	{ "number_is_a_lone_minus", EINVAL, "lock threads=-" },
	{ "number_with_two_minus", EINVAL, "lock threads=--1" },
	{ "number_with_a_point", EINVAL, "lock threads=1.0" },
	{ "two_equals_signs", EINVAL, "lock threads==1" },
	{ "all_with_a_word", EINVAL, "all x" },
	{ "all_with_a_parameter", EINVAL, "all threads=1" },
	{ "all_with_a_variant", EINVAL, "all/mutex" },
	{ "two_demos_in_a_line", EINVAL, "lock rlock" },
	{ "nul_byte_within", EINVAL, "lo\0ck", 5 },
	{ "nul_byte_behind", EINVAL, "lock\0", 5 },
	{ "nul_byte_in_a_number", EINVAL, "lock threads=1\0", 15 },
	{ "a_newline_alone", EINVAL, "\n" },
	{ "blanks_alone", EINVAL, " \t\n\t\n" },
	{ "a_bad_line_behind_good_ones", EINVAL, "lock\nrlock\nlok\n" },
	{ "a_bad_line_before_a_good_one", EINVAL, "lok\nlock\n" },
	{ "too_small", ERANGE, "lock threads=0" },
	{ "too_large", ERANGE, "lock threads=65" },
	{ "negative", ERANGE, "lock threads=-1" },
	{ "negative_that_wraps_into_range", ERANGE, "lock threads=-18446744073709551611" },
	{ "two_to_the_32_and_5", ERANGE, "lock threads=4294967301" },
	{ "two_to_the_64", ERANGE, "lock threads=18446744073709551616" },
	{ "two_to_the_64_and_5", ERANGE, "lock threads=18446744073709551621" },
	{ "forty_digits", ERANGE, "lock threads=1000000000000000000000000000000000000005" },
	{ "too_many_iterations", ERANGE, "lock iterations=10000001" },
	{ "no_items", ERANGE, "condition items=0" },
	{ "too_many_producers", ERANGE, "condition producers=33" },
	{ "too_many_consumers", ERANGE, "condition consumers=33" },
	{ "too_many_waiters", ERANGE, "event waiters=64" },
	{ "too_long_a_pause", ERANGE, "event delay_ms=60001" },
	{ "too_short_a_budget", ERANGE, "rlock timeout_ms=9" },
	{ "too_long_a_budget", ERANGE, "rlock timeout_ms=600001" },
	{ "below_the_variants_own_minimum", ERANGE, "lock/none threads=1" },
	{ "out_of_range_behind_good_lines", ERANGE, "lock\nrlock threads=0\n" },
	{ "a_line_of_257_bytes", E2BIG, LINE_257 },
	{ "a_write_of_4097_bytes", E2BIG, "               \t\n", 17, 241 },
	{ "65_requests", E2BIG, "rlock\n", 6, 65 },
	{ "65_requests_by_all", E2BIG, "all\n", 4, 13 },
};

/* The whole text of a case, and its length. */
static size_t compose(const struct bad *b, char *whole)
{
	size_t len = b->len ? b->len : strlen(b->text), at = 0;

	for (unsigned int i = 0; i < (b->repeat ? b->repeat : 1); i++, at += len)
		memcpy(whole + at, b->text, len);
	return at;
}

static void refused(void **state)
{
	const struct bad *b = *state;
	static struct text text;
	static char whole[8192];
	size_t len = compose(b, whole);
	int fd;

	select_requests("rlock");
	fd = open_device(O_WRONLY);
	assert_fails(write(fd, whole, len), b->err);
	fd = open_device(O_RDWR);
	assert_fails(write(fd, whole, len), b->err);
	assert_fails(wait_for(fd, 0), ENODATA);
	assert_no_threads();
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex");
	read_all(open_device(O_RDONLY), &text);
	assert_all_ok(text.s, "rlock/mutex");
}

static void a_bad_address_is_refused(void **state)
{
	(void)state;
	assert_fails(write(open_device(O_WRONLY), bad_address(), 100), EFAULT);
	assert_fails(write(open_device(O_RDWR), bad_address(), 100), EFAULT);
}

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(bad) + 1];
	unsigned int nr = 0;

	for (; nr < ARRAY_SIZE(bad); nr++)
		tests[nr] = case_test(bad[nr].name, refused, (void *)&bad[nr]);
	tests[nr++] = case_test("a_bad_address_is_refused", a_bad_address_is_refused, NULL);
	return run_device_tests(tests, nr);
}
