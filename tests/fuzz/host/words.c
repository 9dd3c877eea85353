// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tool's parsers of what stands on its command line: options, and requests with a
 * catalogue. Any words; the first byte chooses which options are allowed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "cli/options.h"
#include "device/request_list.h"
#include "sample.h"

#define MAX_WORDS	64

static void check(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "it does not hold that %s\n", what);
	abort();
}

/* A word that is wrong is named, or else a sentence says what is. */
static void check_error(const struct error *err)
{
	check(err->status && err->message[0], "an error has a status and a message");
}

/* The input's words: what stands between newlines. Returns their number. */
static int split(char *text, char **words)
{
	int nr = 0;

	words[nr++] = "syncdemo";
	while (text && nr < MAX_WORDS)
		words[nr++] = strsep(&text, "\n");
	words[nr] = NULL;
	return nr;
}

static void parse_requests(int argc, char **argv)
{
	static struct request_list list;
	struct catalogue cat;
	struct error err = { };

	sample_catalogue(&cat);
	list.n = 0;
	if (request_list_check(argc, argv, &err) ||
	    request_list_parse(&list, &cat, argc, argv, NULL, &err))
		check_error(&err);
	else
		check(list.n >= 1 && list.n <= SYNCDEMO_PLAN_MAX, "there are 1 to 64 requests");
	catalogue_free(&cat);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = calloc(1, size + 1), *words[MAX_WORDS + 1];
	struct options opt = { };
	struct error err = { };
	unsigned int allowed = size ? data[0] * 17U : 0;
	int argc, first;

	if (size > 1)
		memcpy(text, data + 1, size - 1);
	argc = split(text, words);
	first = options_parse(&opt, OPTIONS_COMMON | allowed, size & 1, argc, words, &err);
	if (first < 0) {
		check_error(&err);
	} else {
		check(first >= 1 && first <= argc, "the rest begins behind the name");
		parse_requests(argc - first, words + first);
	}
	free(text);
	return 0;
}
