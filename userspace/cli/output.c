// SPDX-License-Identifier: GPL-2.0-only
/*
 * Opens and closes the files of --output.
 */
#include <errno.h>
#include <string.h>

#include "cli/output.h"

static const struct {
	unsigned int kind;
	const char *ending;
} endings[] = {
	{ OUTPUT_SVG, "svg" },
	{ OUTPUT_HTML, "html" },
	{ OUTPUT_JSON, "json" },
};

unsigned int output_kind(const char *path, unsigned int kinds, struct error *err)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');
	struct words words = {};

	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		if (!(endings[i].kind & kinds))
			continue;
		if (dot && !strcmp(dot + 1, endings[i].ending))
			return endings[i].kind;
		words_add(&words, endings[i].ending);
	}
	error_set(err, EXIT_USAGE, dot ? dot + 1 : path, "the name '%s' does not say what to write",
		  path);
	error_expect_words(err, "endings", &words);
	return 0;
}

FILE *output_open(const char *path, struct error *err)
{
	FILE *out = fopen(path, "we");

	if (!out)
		error_set(err, EXIT_VERDICT, path, "cannot write %s: %s", path, strerror(errno));
	return out;
}

int output_close(FILE *out, const char *path, struct error *err)
{
	int failed = ferror(out);

	errno = 0;
	if (!fclose(out) && !failed)
		return 0;
	return error_set(err, EXIT_VERDICT, path, "cannot write %s: %s", path,
			 strerror(errno ? errno : EIO));
}
