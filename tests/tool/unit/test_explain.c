// SPDX-License-Identifier: GPL-2.0-only
/*
 * The explanations are complete, are found, and fit a console.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/util.h"
#include "base/wrap.h"
#include "explain/text_explain.h"
#include "render/text.h"
#include "tool.h"

#define COLUMNS	80

static void wrapped(void **state)
{
	static const struct {
		const char *text;
		int indent, width;
		const char *lines;
	} table[] = {
		{ "", 2, 10, "\n" },
		{ "one", 2, 10, "one\n" },
		{ "one two three", 2, 10, "one two\n  three\n" },
		{ "one two three", 2, 9, "one two\n  three\n" },
		{ "one two three", 2, 8, "one\n  two\n  three\n" },
		{ "  one   two ", 0, 80, "one two\n" },
		{ "longer_than_the_line and more", 2, 10, "longer_than_the_line\n  and more\n" },
		{ "a longer_than_the_line", 2, 10, "a\n  longer_than_the_line\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char *text;
		size_t len;
		FILE *out = open_memstream(&text, &len);

		wrap_text(out, table[i].text, table[i].indent, table[i].width);
		fclose(out);
		assert_string_equal(text, table[i].lines);
		free(text);
	}
}

/* Fields that a kind of entry must have, and must not have. */
static void is_whole(void **state)
{
	(void)state;
	assert_true(nr_explanations > 9);
	for (size_t i = 0; i < nr_explanations; i++) {
		const struct explanation *entry = &explanations[i];
		bool demo = !entry->variant[0];

		if (!entry->does[0] || demo == !entry->checks[0] || demo == !!entry->source[0] ||
		    entry->broken == !entry->mistake[0] || entry->broken == !entry->shows[0] ||
		    entry->broken == !entry->cure[0])
			fail_msg("%s/%s is not whole", entry->demo, entry->variant);
		assert_true(i > 0 || demo);
		if (!demo)
			assert_string_equal(entry->demo, explanations[i - 1].demo);
	}
}

static void found(void **state)
{
	(void)state;
	for (size_t i = 0; i < nr_explanations; i++) {
		const struct explanation *entry = &explanations[i];
		struct error err = {};
		char target[128];

		snprintf(target, sizeof(target), "%s%s%s", entry->demo,
			 entry->variant[0] ? "/" : "", entry->variant);
		assert_ptr_equal(explanation_find(target, &err), entry);
		assert_false(error_is_set(&err));
	}
}

static void not_found(void **state)
{
	static const struct {
		const char *target, *message, *suggestion, *label;
	} table[] = {
		{ "lokc", "unknown demo 'lokc'", "lock", "demos" },
		{ "lost-wakeup", "unknown demo 'lost-wakeup'", "condition/lost-wakeup", "demos" },
		{ "lost-wakup", "unknown demo 'lost-wakup'", "condition/lost-wakeup", "demos" },
		{ "phone", "unknown demo 'phone'", "", "demos" },
		{ "none", "unknown demo 'none'", "lock/none", "demos" },
		{ "mutex", "unknown demo 'mutex'", "lock/mutex", "demos" },
		{ "", "unknown demo ''", "", "demos" },
		{ "/mutex", "unknown demo ''", "", "demos" },
		{ "lock/", "unknown variant '' of lock", "", "variants" },
		{ "lock/mutx", "unknown variant 'mutx' of lock", "mutex", "variants" },
		{ "lock/waitqueue", "unknown variant 'waitqueue' of lock", "", "variants" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct error err = {};

		assert_null(explanation_find(table[i].target, &err));
		assert_int_equal(err.status, EXIT_USAGE);
		assert_string_equal(err.message, table[i].message);
		assert_string_equal(err.suggestion, table[i].suggestion);
		assert_string_equal(err.label, table[i].label);
	}
}

static void fits_a_console(void **state)
{
	(void)state;
	for (size_t i = 0; i <= nr_explanations; i++) {
		char *text;
		size_t len;
		FILE *out = open_memstream(&text, &len);

		text_explain(out, i < nr_explanations ? &explanations[i] : NULL);
		fclose(out);
		for (const char *line = text; *line; line += strcspn(line, "\n") + 1)
			if (strcspn(line, "\n") > COLUMNS)
				fail_msg("too wide: %.*s", (int)strcspn(line, "\n"), line);
		free(text);
	}
}

static void without_device(void **state)
{
	struct outcome outcome;

	(void)state;
	error_set(&fake.open_error, EXIT_DEVICE, "/dev/x", "missing");
	outcome = tool("explain");
	assert_int_equal(outcome.status, EXIT_OK);
	assert_contains(outcome.out, "  lock          Threads add 1 to one counter");
	outcome_free(&outcome);
	outcome = tool("explain lock");
	assert_contains(outcome.out, "lock\n  Threads add 1");
	assert_contains(outcome.out, "\n  spinlock      A spinlock");
	assert_contains(outcome.out, "\nlock/none (broken on purpose)\n");
	assert_null(strstr(outcome.out, "rlock/"));
	outcome_free(&outcome);
	outcome = tool("explain lock/mutex");
	assert_contains(outcome.out, "lock/mutex\n  A mutex: ");
	assert_contains(outcome.out, "\n  kernel    mutex_lock(),");
	assert_contains(outcome.out, "\nlock/none (broken on purpose)\n");
	assert_null(strstr(outcome.out, "spinlock      "));
	outcome_free(&outcome);
	outcome = tool("explain lock/none");
	assert_contains(outcome.out, "lock/none (broken on purpose)\n");
	assert_contains(outcome.out, "\n  cure      ");
	assert_null(strstr(outcome.out, "own-lock"));
	outcome_free(&outcome);
}

/* How many entries "explain @target" has in JSON. */
static size_t entries(const char *target)
{
	struct outcome outcome;
	struct json_object *doc;
	char line[128];
	size_t n;

	snprintf(line, sizeof(line), "explain --json %s", target);
	outcome = tool(line);
	doc = document(&outcome);
	n = json_object_array_length(member(doc, "explanations"));
	json_object_put(doc);
	outcome_free(&outcome);
	return n;
}

static void as_json(void **state)
{
	size_t all = 0, broken = 0;

	(void)state;
	for (size_t i = 0; i < nr_explanations; i++) {
		all += !strcmp(explanations[i].demo, "lock");
		broken += !strcmp(explanations[i].demo, "lock") && explanations[i].broken;
	}
	assert_int_equal(entries(""), nr_explanations);
	assert_int_equal(entries("lock"), all);
	assert_int_equal(entries("lock/mutex"), broken + 2);
	assert_int_equal(entries("lock/none"), broken + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrapped),
		cmocka_unit_test(is_whole),
		cmocka_unit_test(found),
		cmocka_unit_test(not_found),
		cmocka_unit_test(fits_a_console),
		cmocka_unit_test_setup(without_device, reset_fake),
		cmocka_unit_test_setup(as_json, reset_fake),
	};

	return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
