// SPDX-License-Identifier: GPL-2.0-only
/*
 * The nearest right word by edit distance.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/suggest.h"

#define LETTERS_MAX	63

void words_add(struct words *words, const char *word)
{
	if (words->n < WORDS_MAX)
		words->word[words->n++] = word;
}

static unsigned int min3(unsigned int a, unsigned int b, unsigned int c)
{
	unsigned int ab = a < b ? a : b;

	return ab < c ? ab : c;
}

static int same_letter(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

unsigned int edit_distance(const char *a, const char *b)
{
	size_t la = strnlen(a, LETTERS_MAX), lb = strnlen(b, LETTERS_MAX);
	unsigned int d[LETTERS_MAX + 1][LETTERS_MAX + 1];

	for (size_t i = 0; i <= la; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= lb; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= la; i++) {
		for (size_t j = 1; j <= lb; j++) {
			int same = same_letter(a[i - 1], b[j - 1]);

			d[i][j] = min3(d[i - 1][j] + 1, d[i][j - 1] + 1,
				       d[i - 1][j - 1] + !same);
			if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) &&
			    same_letter(a[i - 2], b[j - 1]) &&
			    d[i - 2][j - 2] + 1 < d[i][j])
				d[i][j] = d[i - 2][j - 2] + 1;
		}
	}
	return d[la][lb];
}

/* More than one wrong letter in three makes another word. */
static unsigned int typos_allowed(const char *wrong)
{
	return (strnlen(wrong, LETTERS_MAX) + 2) / 3;
}

static const char *only_completion(const char *wrong, const struct words *words)
{
	size_t len = strlen(wrong);
	const char *found = NULL;

	for (size_t i = 0; len > 0 && i < words->n; i++) {
		if (strncasecmp(words->word[i], wrong, len))
			continue;
		if (found)
			return NULL;
		found = words->word[i];
	}
	return found;
}

const char *suggest(const char *wrong, const struct words *words)
{
	const char *nearest = only_completion(wrong, words);
	unsigned int best = typos_allowed(wrong) + 1;

	if (nearest)
		return nearest;
	for (size_t i = 0; i < words->n; i++) {
		unsigned int distance = edit_distance(wrong, words->word[i]);

		if (distance < best && distance < strlen(words->word[i])) {
			best = distance;
			nearest = words->word[i];
		}
	}
	return nearest;
}

const char *suggest_close(const char *wrong, const struct words *words)
{
	const char *nearest = suggest(wrong, words);

	return nearest && edit_distance(wrong, nearest) <= 1 ? nearest : NULL;
}
