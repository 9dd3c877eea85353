// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which word is suggested for which slip.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/suggest.h"
#include "base/util.h"

static const struct words demos = { 5, { "lock", "rlock", "condition", "event", "local" } };

static void nearest_word(void **state)
{
	static const struct {
		const char *wrong, *right;
	} table[] = {
		{ "lokc", "lock" },		/* swapped */
		{ "lck", "lock" },		/* left out */
		{ "rlocks", "rlock" },		/* one too many */
		{ "evenr", "event" },		/* another letter */
		{ "LOCK", "lock" },		/* case */
		{ "cond", "condition" },	/* the beginning */
		{ "loc", "lock" },		/* the beginning of two: the nearer one */
		{ "conditoin", "condition" },
		{ "semaphore", NULL },
		{ "x", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		const char *found = suggest(table[i].wrong, &demos);

		if (!found != !table[i].right || (found && strcmp(found, table[i].right)))
			fail_msg("'%s': '%s' instead of '%s'", table[i].wrong,
				 found ? found : "nothing",
				 table[i].right ? table[i].right : "nothing");
	}
}

static void distances(void **state)
{
	(void)state;
	assert_int_equal(edit_distance("", ""), 0);
	assert_int_equal(edit_distance("abc", "ABC"), 0);
	assert_int_equal(edit_distance("", "abc"), 3);
	assert_int_equal(edit_distance("abc", ""), 3);
	assert_int_equal(edit_distance("ab", "ba"), 1);
	assert_int_equal(edit_distance("kitten", "sitting"), 3);
}

static void very_long_words(void **state)
{
	char word[1000];

	(void)state;
	memset(word, 'a', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	assert_null(suggest(word, &demos));
	assert_int_equal(edit_distance(word, word), 0);
}

static void more_words_than_fit(void **state)
{
	struct words words = {};

	(void)state;
	for (size_t i = 0; i < WORDS_MAX + 10; i++)
		words_add(&words, "word");
	assert_int_equal(words.n, WORDS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearest_word),
		cmocka_unit_test(distances),
		cmocka_unit_test(very_long_words),
		cmocka_unit_test(more_words_than_fit),
	};

	return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
