// SPDX-License-Identifier: GPL-2.0-only
/*
 * Digits and units, at their edges.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/format.h"
#include "base/util.h"

static void plurals(void **state)
{
	(void)state;
	assert_string_equal(plural(0), "s");
	assert_string_equal(plural(1), "");
	assert_string_equal(plural(2), "s");
}

static void times(void **state)
{
	static const struct {
		__u64 ns;
		const char *text, *short_text;
	} table[] = {
		{ 0, "0 ns", "0 ns" },
		{ 999, "999 ns", "999 ns" },
		{ 1000, "1.000 us", "1.00 us" },
		{ 1234, "1.234 us", "1.24 us" },	/* up: what it shows is a bound */
		{ 9990, "9.990 us", "9.99 us" },
		{ 9991, "9.991 us", "10.0 us" },
		{ 12345, "12.345 us", "12.4 us" },
		{ 123456, "123.456 us", "124 us" },
		{ 999001, "999.001 us", "1.00 ms" },
		{ 1000000, "1.000 ms", "1.00 ms" },
		{ 2500000000, "2.500 s", "2.50 s" },
		{ 999000000000, "999.000 s", "999 s" },
		{ 1234000000001, "1234.000 s", "1235 s" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		assert_string_equal(format_ns(table[i].ns).text, table[i].text);
		assert_string_equal(format_short_ns(table[i].ns).text, table[i].short_text);
	}
	assert_string_equal(format_short_ns(UINT64_MAX).text, "18446744074 s");
}

static void shares(void **state)
{
	static const struct {
		double share;
		const char *text;
	} table[] = {
		{ 0, "0.0 %" }, { 0.000001, "0.1 %" }, { 0.0004, "0.1 %" }, { 0.0005, "0.1 %" },
		{ 0.125, "12.5 %" }, { 0.9994, "99.9 %" }, { 0.999999, "99.9 %" },
		{ 1, "100.0 %" }, { NAN, "-" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		assert_string_equal(format_share(table[i].share).text, table[i].text);
}

static void rates(void **state)
{
	static const struct {
		double rate;
		const char *text;
	} table[] = {
		{ 0, "0.00" }, { 1.5, "1.50" }, { 12.34, "12.3" }, { 999, "999" },
		{ 1000, "1.00 thousand" }, { 9610000, "9.61 million" }, { 1e9, "1.00 billion" },
		{ 1e14, "100000 billion" }, { NAN, "-" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		assert_string_equal(format_rate(table[i].rate).text, table[i].text);
}

static void ratios(void **state)
{
	(void)state;
	assert_string_equal(format_ratio(1).text, "1.000");
	assert_string_equal(format_ratio(0.0625).text, "0.062");
	assert_string_equal(format_ratio(NAN).text, "-");
}

static void bars(void **state)
{
	(void)state;
	assert_string_equal(format_bar(1, 4).text, "####");
	assert_string_equal(format_bar(0.5, 4).text, "##");
	assert_string_equal(format_bar(0.0001, 4).text, "#");
	assert_string_equal(format_bar(0, 4).text, "");
	assert_string_equal(format_bar(NAN, 4).text, "");
	assert_string_equal(format_bar(2, 4).text, "####");
	assert_int_equal(strlen(format_bar(1, 1000).text), 31);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plurals),
		cmocka_unit_test(times),
		cmocka_unit_test(shares),
		cmocka_unit_test(rates),
		cmocka_unit_test(ratios),
		cmocka_unit_test(bars),
	};

	return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
