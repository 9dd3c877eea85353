/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tool's only representation of an error. Text and JSON are made from the same
 * structure, so they cannot differ.
 */
#ifndef SYNCDEMO_ERROR_H
#define SYNCDEMO_ERROR_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/suggest.h"
#include "base/util.h"

/**
 * enum exit_status - exit statuses of the tool, also in JSON
 * @EXIT_OK: all verdicts as expected
 * @EXIT_VERDICT: a verdict failed, or the output could not be written
 * @EXIT_USAGE: the command line was wrong
 * @EXIT_DEVICE: the module or its device is missing, busy or refused
 * @EXIT_INTERRUPTED: ended by a signal
 */
enum exit_status {
	EXIT_OK = 0,
	EXIT_VERDICT = 1,
	EXIT_USAGE = 2,
	EXIT_DEVICE = 3,
	EXIT_INTERRUPTED = 130,
};

/**
 * struct error - an error and what would be right
 * @status: exit status; EXIT_OK means that there is no error
 * @message: the message, names @word; has room for the longest path
 * @word: the word that was wrong, or ""
 * @label: what @expected lists ("demos"), or NULL
 * @expected: what would be right, or ""
 * @suggestion: the nearest right word, or ""
 */
struct error {
	int status;
	char message[PATH_MAX + 256];
	char word[PATH_MAX];
	const char *label;
	char expected[PATH_MAX + 256];
	char suggestion[64];
};

/**
 * error_set - set an error
 * @err: replaced as a whole
 * @status: enum exit_status
 * @word: the word that was wrong, or NULL
 * @fmt: the message, without a newline
 *
 * Return: -1, so that a caller can return it.
 */
int error_set(struct error *err, int status, const char *word, const char *fmt, ...)
	__printf(4, 5);

/**
 * error_no_memory - set the error of a failed allocation
 * @err: replaced as a whole
 *
 * Return: -1.
 */
int error_no_memory(struct error *err);

/**
 * error_expect - add what would be right, as a sentence
 * @err: an error that is set
 * @fmt: the sentence, without a newline
 */
void error_expect(struct error *err, const char *fmt, ...) __printf(2, 3);

/**
 * error_expect_words - add a list of the right words, and suggest the nearest
 * @err: an error that is set; the nearest is the one most similar to its word
 * @label: name of the list ("demos")
 * @words: the right words
 */
void error_expect_words(struct error *err, const char *label, const struct words *words);

/**
 * error_suggest - suggest words that are not in the list of error_expect_words()
 * @err: an error that is set
 * @fmt: the right words
 */
void error_suggest(struct error *err, const char *fmt, ...) __printf(2, 3);

/**
 * error_is_set - whether there is an error
 * @err: the error
 */
static inline bool error_is_set(const struct error *err)
{
	return err->status != EXIT_OK;
}

#endif
