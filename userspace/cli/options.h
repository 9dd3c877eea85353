/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Command line options. One table drives parsing, help and suggestions.
 */
#ifndef SYNCDEMO_OPTIONS_H
#define SYNCDEMO_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

/* Sets of options. */
#define OPTION_JSON	BIT(0)
#define OPTION_DEVICE	BIT(1)
#define OPTION_COLOR	BIT(2)
#define OPTION_HELP	BIT(3)
#define OPTION_VERSION	BIT(4)
#define OPTION_VERBOSE	BIT(5)
#define OPTION_QUIET	BIT(6)
#define OPTION_STATS	BIT(7)
#define OPTION_OUTPUT	BIT(8)
#define OPTION_FROM	BIT(9)
#define OPTION_TO	BIT(10)
#define OPTION_RUNS	BIT(11)

/* Options of every command, and options before the command. */
#define OPTIONS_COMMON	(OPTION_JSON | OPTION_DEVICE | OPTION_COLOR | OPTION_HELP)
#define OPTIONS_GLOBAL	(OPTIONS_COMMON | OPTION_VERSION)

enum color_when {
	COLOR_AUTO,
	COLOR_ALWAYS,
	COLOR_NEVER,
};

/**
 * struct options - the parsed options
 * @json: one JSON document instead of text
 * @help: only show help
 * @version: only show the version
 * @verbose: also show a line for each thread
 * @quiet: only show the verdicts
 * @stats: measure times and show statistics
 * @runs: number of runs of each variant, 0 if not given
 * @color: when to use colour
 * @device: path of the device, or NULL
 * @output: the file to write, or NULL
 * @from: begin of the window, not parsed, or NULL
 * @to: end of the window, not parsed, or NULL
 */
struct options {
	bool json;
	bool help;
	bool version;
	bool verbose;
	bool quiet;
	bool stats;
	unsigned int runs;
	enum color_when color;
	const char *device;
	const char *output;
	const char *from;
	const char *to;
};

/**
 * options_parse - parse options
 * @opt: added to
 * @allowed: OPTION_* or'ed together
 * @in_front: stop at the first word that is no option
 * @argc: number of words, with argv[0]
 * @argv: the words; reordered so that the options come first
 * @err: (out) the wrong option
 *
 * Return: index of the first word that is no option, or -1 with @err set.
 */
int options_parse(struct options *opt, unsigned int allowed, bool in_front, int argc,
		  char **argv, struct error *err);

/**
 * options_want_json - whether --json is anywhere among the words
 * @argc: number of words
 * @argv: the words
 *
 * Then an error in an earlier word is reported as JSON too.
 */
bool options_want_json(int argc, char **argv);

/**
 * options_help - print a line for each option
 * @out: the stream
 * @allowed: OPTION_* or'ed together
 */
void options_help(FILE *out, unsigned int allowed);

#endif
