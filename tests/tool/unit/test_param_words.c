// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words for values and values for words, whatever the module lists.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/util.h"
#include "device/param_words.h"

static void texts(void **state)
{
	static const struct {
		const char *unit;
		__u64 min, max, value;
		const char *text;
	} table[] = {
		{ "off|counts|full", 0, 2, 0, "off" },
		{ "off|counts|full", 0, 2, 2, "full" },
		{ "off|counts|full", 0, 2, 3, "3" },	/* a newer module's */
		{ "off|counts|full", 1, 2, 1, "counts" },
		{ "off|counts|full", 1, 2, 0, "0" },	/* not in the range */
		{ "off|counts|full", 0, 1, 2, "2" },
		{ "a|b", 0, 9, 1, "b" },
		{ "count", 0, 9, 1, "1" },
		{ "", 0, 9, 7, "7" },
		{ "ms", 0, UINT64_MAX, UINT64_MAX, "18446744073709551615" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct syncdemo_param_info param = { .min = table[i].min, .max = table[i].max };
		struct value_words list;
		char buf[32];
		__u64 value;

		strcpy(param.unit, table[i].unit);
		value_text(&param, table[i].value, buf, sizeof(buf));
		assert_string_equal(buf, table[i].text);
		value_words(&param, &list);
		assert_int_equal(value_of_word(&list, buf, &value),
				 !!value_word(&list, table[i].value));
		if (value_word(&list, table[i].value))
			assert_int_equal(value, table[i].value);
	}
}

static void only_what_is_in_range(void **state)
{
	struct syncdemo_param_info param = { .min = 1, .max = 1, .unit = "off|counts|full" };
	struct value_words list;

	(void)state;
	value_words(&param, &list);
	assert_int_equal(list.words.n, 1);
	assert_string_equal(list.words.word[0], "counts");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(only_what_is_in_range),
	};

	return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
