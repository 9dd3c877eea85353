// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parses options by getopt_long(), with error messages of the tool.
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "cli/options.h"

static const struct option_spec {
	const char *name;
	char letter;
	unsigned int bit;
	const char *value;
	const char *help;
} specs[] = {
	{ "json", 'j', OPTION_JSON, NULL, "one JSON document on standard output" },
	{ "device", 'd', OPTION_DEVICE, "PATH",
	  "the device (default: $SYNCDEMO_DEVICE or /dev/syncdemo)" },
	{ "color", 'c', OPTION_COLOR, "WHEN", "colour: auto, always or never" },
	{ "verbose", 'v', OPTION_VERBOSE, NULL, "a line for each thread, too" },
	{ "quiet", 'q', OPTION_QUIET, NULL, "the verdicts only" },
	{ "stats", 's', OPTION_STATS, NULL, "measure (stats=full), and show tables and bars" },
	{ "output", 'o', OPTION_OUTPUT, "FILE", "the file to write; its suffix is the format" },
	{ "from", 'f', OPTION_FROM, "TIME", "show the run from this time on (ms, or 1.5us, 2s)" },
	{ "to", 't', OPTION_TO, "TIME", "show the run up to this time" },
	{ "runs", 'r', OPTION_RUNS, "NUMBER", "number of runs of each; shows the median" },
	{ "help", 'h', OPTION_HELP, NULL, "this help" },
	{ "version", 'V', OPTION_VERSION, NULL, "the version of the tool" },
};

#define NR_SPECS	ARRAY_SIZE(specs)

/* The allowed options in the form of getopt_long(). */
struct getopt_form {
	char letters[2 * NR_SPECS + 3];
	struct option longs[NR_SPECS + 1];
};

static void to_getopt(unsigned int allowed, bool in_front, struct getopt_form *form)
{
	char *letter = form->letters;
	struct option *option = form->longs;

	if (in_front)
		*letter++ = '+';
	*letter++ = ':';
	for (size_t i = 0; i < NR_SPECS; i++) {
		if (!(specs[i].bit & allowed))
			continue;
		option->name = specs[i].name;
		option->has_arg = specs[i].value ? required_argument : no_argument;
		option->val = specs[i].letter;
		option++;
		*letter++ = specs[i].letter;
		if (specs[i].value)
			*letter++ = ':';
	}
}

/* The names with their dashes, for the message. */
static void spec_words(unsigned int allowed, char (*names)[16], struct words *words)
{
	for (size_t i = 0; i < NR_SPECS; i++) {
		if (!(specs[i].bit & allowed))
			continue;
		snprintf(names[i], sizeof(names[i]), "--%s", specs[i].name);
		words_add(words, names[i]);
	}
}

static unsigned int with_value(unsigned int allowed)
{
	unsigned int bits = 0;

	for (size_t i = 0; i < NR_SPECS; i++)
		if (specs[i].value)
			bits |= specs[i].bit & allowed;
	return bits;
}

/* "--threads=3" is a parameter, unless it resembles an option that takes a value. */
static bool is_parameter(unsigned int allowed, const char *option, const char *name)
{
	char names[NR_SPECS][16];
	struct words words = {};

	if (option[strlen(name)] != '=' || strncmp(name, "--", 2))
		return false;
	spec_words(with_value(allowed), names, &words);
	return !suggest(name, &words);
}

static int refuse_option(unsigned int allowed, const char *option, struct error *err)
{
	char names[NR_SPECS][16];
	struct words words = {};
	char name[64];

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(option, "="), option);
	spec_words(allowed, names, &words);
	error_set(err, EXIT_USAGE, name, "unknown option '%s'", name);
	if (is_parameter(allowed, option, name))
		error_expect(err, "parameters have no dashes: %s", option + 2);
	else
		error_expect_words(err, "options", &words);
	return -1;
}

static int refuse_value(const struct option_spec *spec, const char *why, struct error *err)
{
	char name[16];

	snprintf(name, sizeof(name), "--%s", spec->name);
	error_set(err, EXIT_USAGE, name, "%s %s", name, why);
	error_expect(err, "%s%s%s", name, spec->value ? "=" : "", spec->value ? spec->value : "");
	return -1;
}

static const struct option_spec *find_spec(unsigned int allowed, int letter)
{
	for (size_t i = 0; i < NR_SPECS; i++)
		if (specs[i].letter == letter && specs[i].bit & allowed)
			return &specs[i];
	return NULL;
}

static int parse_color(const char *when, enum color_when *color, struct error *err)
{
	static const struct words words = { 3, { "auto", "always", "never" } };

	for (size_t i = 0; i < words.n; i++) {
		if (strcmp(when, words.word[i]))
			continue;
		*color = (enum color_when)i;
		return 0;
	}
	error_set(err, EXIT_USAGE, when, "unknown colour setting '%s'", when);
	error_expect_words(err, "settings", &words);
	return -1;
}

static int parse_runs(const char *text, unsigned int *runs, struct error *err)
{
	bool number = *text && strspn(text, "0123456789") == strlen(text);
	unsigned long value = strtoul(text, NULL, 10);

	if (number && value >= 1 && value <= COMPARE_RUNS_MAX) {
		*runs = value;
		return 0;
	}
	error_set(err, EXIT_USAGE, text, "--runs=%s: %s", text,
		  number ? "out of range" : "not a number");
	error_expect(err, "1 to %d", COMPARE_RUNS_MAX);
	return -1;
}

static int apply(struct options *opt, int letter, struct error *err)
{
	switch (letter) {
	case 'j':
		opt->json = true;
		return 0;
	case 'd':
		opt->device = optarg;
		return 0;
	case 'c':
		return parse_color(optarg, &opt->color, err);
	case 'v':
		opt->verbose = true;
		return 0;
	case 'q':
		opt->quiet = true;
		return 0;
	case 's':
		opt->stats = true;
		return 0;
	case 'o':
		opt->output = optarg;
		return 0;
	case 'f':
		opt->from = optarg;
		return 0;
	case 't':
		opt->to = optarg;
		return 0;
	case 'r':
		return parse_runs(optarg, &opt->runs, err);
	case 'h':
		opt->help = true;
		return 0;
	default:
		opt->version = true;
		return 0;
	}
}

/* getopt_long() sets optopt to 0 for an unknown long option. */
static int refuse(unsigned int allowed, int found, char **argv, struct error *err)
{
	const struct option_spec *spec = find_spec(allowed, optopt);
	const char letter[] = { '-', optopt, '\0' };

	if (!spec)
		return refuse_option(allowed, optopt ? letter : argv[optind - 1], err);
	return refuse_value(spec, found == ':' ? "needs a value" : "takes no value", err);
}

int options_parse(struct options *opt, unsigned int allowed, bool in_front, int argc,
		  char **argv, struct error *err)
{
	struct getopt_form form = {};
	int found;

	to_getopt(allowed, in_front, &form);
	optind = 0;
	opterr = 0;
	while ((found = getopt_long(argc, argv, form.letters, form.longs, NULL)) != -1) {
		if (found == '?' || found == ':')
			return refuse(allowed, found, argv, err);
		if (apply(opt, found, err))
			return -1;
	}
	return optind;
}

bool options_want_json(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--json") || !strcmp(argv[i], "-j"))
			return true;
	return false;
}

void options_help(FILE *out, unsigned int allowed)
{
	for (size_t i = 0; i < NR_SPECS; i++) {
		const struct option_spec *spec = &specs[i];
		char left[32];

		if (!(spec->bit & allowed))
			continue;
		snprintf(left, sizeof(left), "--%s%s%s", spec->name, spec->value ? "=" : "",
			 spec->value ? spec->value : "");
		fprintf(out, "  -%c, %-16s %s\n", spec->letter, left, spec->help);
	}
}
