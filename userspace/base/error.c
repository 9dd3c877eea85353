// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fills struct error; render/ prints it.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

int error_set(struct error *err, int status, const char *word, const char *fmt, ...)
{
	va_list ap;

	memset(err, 0, sizeof(*err));
	err->status = status;
	snprintf(err->word, sizeof(err->word), "%s", word ? word : "");
	va_start(ap, fmt);
	vsnprintf(err->message, sizeof(err->message), fmt, ap);
	va_end(ap);
	return -1;
}

int error_no_memory(struct error *err)
{
	return error_set(err, EXIT_DEVICE, NULL, "out of memory");
}

void error_expect(struct error *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err->expected, sizeof(err->expected), fmt, ap);
	va_end(ap);
}

void error_expect_words(struct error *err, const char *label, const struct words *words)
{
	const char *near = suggest(err->word, words);
	size_t used = 0;

	err->label = label;
	err->expected[0] = '\0';
	for (size_t i = 0; i < words->n && used < sizeof(err->expected); i++)
		used += snprintf(err->expected + used, sizeof(err->expected) - used,
				 "%s%s", i ? ", " : "", words->word[i]);
	snprintf(err->suggestion, sizeof(err->suggestion), "%s", near ? near : "");
}

void error_suggest(struct error *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err->suggestion, sizeof(err->suggestion), fmt, ap);
	va_end(ap);
}
