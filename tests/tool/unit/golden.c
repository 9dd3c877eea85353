// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads, compares and, with UPDATE_GOLDEN, writes tests/tool/golden.
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "golden.h"

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	size_t len = 0, room = 1 << 20;
	char *text = malloc(room);

	if (!file)
		fail_msg("%s is missing; UPDATE_GOLDEN=1 writes it", path);
	while (!feof(file) && len + 1 < room)
		len += fread(text + len, 1, room - 1 - len, file);
	text[len] = '\0';
	fclose(file);
	return text;
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* Reports only the first line that differs. */
static void compare(const char *name, const char *text, const char *expected)
{
	for (size_t line = 1; *text || *expected; line++) {
		size_t len = strcspn(text, "\n"), expected_len = strcspn(expected, "\n");

		if (len != expected_len || strncmp(text, expected, len) ||
		    text[len] != expected[len])
			fail_msg("%s, line %zu: expected\n%.*s\ngot\n%.*s", name, line,
				 (int)expected_len, expected, (int)len, text);
		text += len + !!text[len];
		expected += len + !!expected[len];
	}
}

void assert_golden(const char *name, const char *text)
{
	char path[PATH_MAX], *expected;

	snprintf(path, sizeof(path), "%s/%s", GOLDEN, name);
	if (getenv("UPDATE_GOLDEN"))
		write_file(path, text);
	expected = read_file(path);
	compare(name, text, expected);
	free(expected);
}
