/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Suggestions for a misspelt word. Pure.
 */
#ifndef SYNCDEMO_SUGGEST_H
#define SYNCDEMO_SUGGEST_H

#include <stddef.h>

#define WORDS_MAX	64

/**
 * struct words - right words, in the order in which they are listed
 * @n: number of words
 * @word: the words; not owned
 */
struct words {
	size_t n;
	const char *word[WORDS_MAX];
};

/**
 * words_add - append a word
 * @words: the list
 * @word: the word; must outlive the list. Words beyond WORDS_MAX are left out and
 *	are only never suggested.
 */
void words_add(struct words *words, const char *word);

/**
 * suggest - the right word nearest to a wrong one
 * @wrong: the wrong word
 * @words: the right words
 *
 * A word is near if it is the only one that begins with @wrong, or if few letters for the
 * length of @wrong are inserted, left out, replaced or swapped. Case does not count.
 *
 * Return: a word of @words, or NULL if none is near.
 */
const char *suggest(const char *wrong, const struct words *words);

/**
 * suggest_close - a right word with at most one wrong letter
 * @wrong: the wrong word
 * @words: the right words; many, so that suggest() would nearly always find one
 *
 * Return: a word of @words, or NULL.
 */
const char *suggest_close(const char *wrong, const struct words *words);

/**
 * edit_distance - number of letters in which two words differ
 * @a: a word
 * @b: a word
 *
 * Return: the number of letters to insert, leave out, replace or swap with
 * their neighbour to get from @a to @b. Only the first 63 letters count.
 */
unsigned int edit_distance(const char *a, const char *b);

#endif
