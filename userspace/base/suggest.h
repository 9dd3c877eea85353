/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which right word somebody may have meant. Pure.
 */
#ifndef SYNCDEMO_SUGGEST_H
#define SYNCDEMO_SUGGEST_H

#include <stddef.h>

#define WORDS_MAX	64

/**
 * struct words - right words, in the order in which they are listed
 * @n: how many
 * @word: the words; owned by whoever they were taken from
 */
struct words {
	size_t n;
	const char *word[WORDS_MAX];
};

/**
 * words_add - append a word
 * @words: the list
 * @word: the word; must live as long as the list. Beyond WORDS_MAX it is left
 *	out, which costs a suggestion and nothing else.
 */
void words_add(struct words *words, const char *word);

/**
 * suggest - the word that is nearest to a wrong one
 * @wrong: what was written
 * @words: what would have been right
 *
 * Near means: begins with @wrong, or differs by few inserted, left out,
 * replaced or swapped letters for its length. Case does not count.
 *
 * Return: a word of @words, or NULL if none is near.
 */
const char *suggest(const char *wrong, const struct words *words);

/**
 * edit_distance - in how many letters two words differ
 * @a: a word
 * @b: a word
 *
 * Return: the number of letters to insert, leave out, replace or swap with
 * their neighbour to get from @a to @b. Only the first 63 letters count.
 */
unsigned int edit_distance(const char *a, const char *b);

#endif
