// SPDX-License-Identifier: GPL-2.0-only
/*
 * Looks up entries in the table of texts. Called by cmd_explain.c.
 */
#include <stdio.h>
#include <string.h>

#include "explain/explanation.h"

static bool is_demo(const struct explanation *entry)
{
	return !entry->variant[0];
}

static const struct explanation *find(const char *demo, const char *variant)
{
	for (size_t i = 0; i < nr_explanations; i++)
		if (!strcmp(explanations[i].demo, demo) &&
		    !strcmp(explanations[i].variant, variant))
			return &explanations[i];
	return NULL;
}

/* The first variant of that name, or NULL. */
static const struct explanation *find_variant(const char *name)
{
	for (size_t i = 0; name && i < nr_explanations; i++)
		if (!is_demo(&explanations[i]) && !strcmp(explanations[i].variant, name))
			return &explanations[i];
	return NULL;
}

/* For a variant's name without its demo. */
static void suggest_variant(const char *name, struct error *err)
{
	const struct explanation *entry = find_variant(name);
	struct words words = {};

	for (size_t i = 0; i < nr_explanations; i++)
		if (!is_demo(&explanations[i]))
			words_add(&words, explanations[i].variant);
	if (!entry && !err->suggestion[0])
		entry = find_variant(suggest_close(name, &words));
	if (entry)
		error_suggest(err, "%s/%s", entry->demo, entry->variant);
}

static void refuse_demo(const char *name, struct error *err)
{
	struct words words = {};

	for (size_t i = 0; i < nr_explanations; i++)
		if (is_demo(&explanations[i]))
			words_add(&words, explanations[i].demo);
	error_set(err, EXIT_USAGE, name, "unknown demo '%s'", name);
	error_expect_words(err, "demos", &words);
	suggest_variant(name, err);
}

static void refuse_variant(const char *demo, const char *name, struct error *err)
{
	struct words words = {};

	for (size_t i = 0; i < nr_explanations; i++)
		if (!is_demo(&explanations[i]) && !strcmp(explanations[i].demo, demo))
			words_add(&words, explanations[i].variant);
	error_set(err, EXIT_USAGE, name, "unknown variant '%s' of %s", name, demo);
	error_expect_words(err, "variants", &words);
}

const struct explanation *explanation_find(const char *target, struct error *err)
{
	const char *slash = strchr(target, '/');
	const struct explanation *entry;
	char demo[128];

	snprintf(demo, sizeof(demo), "%.*s", (int)strcspn(target, "/"), target);
	entry = find(demo, "");
	if (!entry)
		refuse_demo(demo, err);
	if (!entry || !slash)
		return entry;
	entry = slash[1] ? find(demo, slash + 1) : NULL;
	if (!entry)
		refuse_variant(demo, slash + 1, err);
	return entry;
}

bool explanation_goes_with(const struct explanation *entry, const struct explanation *wanted)
{
	if (!wanted || entry == wanted)
		return true;
	if (strcmp(entry->demo, wanted->demo))
		return false;
	return is_demo(wanted) || is_demo(entry) || entry->broken;
}
