// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prints explanations for a console of 80 columns: an entry with its fields, or an
 * overview of all demos.
 */
#include <string.h>

#include "base/wrap.h"
#include "explain/text_explain.h"

#define WIDTH		78
#define FIELD_INDENT	12
#define NAME_INDENT	16

static void put_text(FILE *out, const char *text)
{
	fputs("  ", out);
	wrap_text(out, text, 2, WIDTH);
}

static void put_field(FILE *out, const char *label, const char *text)
{
	if (!text[0])
		return;
	fprintf(out, "  %-*s", FIELD_INDENT - 2, label);
	wrap_text(out, text, FIELD_INDENT, WIDTH);
}

static void put_name(FILE *out, const struct explanation *entry)
{
	fprintf(out, "%s%s%s%s\n", entry->demo, entry->variant[0] ? "/" : "", entry->variant,
		entry->broken ? " (broken on purpose)" : "");
}

static void put_entry(FILE *out, const struct explanation *entry)
{
	put_name(out, entry);
	put_text(out, entry->does);
	put_field(out, "checked", entry->checks);
	put_field(out, "mistake", entry->mistake);
	put_field(out, "shows", entry->shows);
	put_field(out, "cure", entry->cure);
	put_field(out, "kernel", entry->api);
	put_field(out, "source", entry->source);
	put_field(out, "Python", entry->python);
	put_field(out, "note", entry->note);
}

/* A long name has a line of its own. */
static void put_brief(FILE *out, const char *name, const char *does)
{
	if (strlen(name) + 3 > NAME_INDENT)
		fprintf(out, "  %s\n%*s", name, NAME_INDENT, "");
	else
		fprintf(out, "  %-*s", NAME_INDENT - 2, name);
	wrap_text(out, does, NAME_INDENT, WIDTH);
}

static void put_demos(FILE *out)
{
	for (size_t i = 0; i < nr_explanations; i++)
		if (!explanations[i].variant[0])
			put_brief(out, explanations[i].demo, explanations[i].does);
	fputs("\nMore: syncdemo explain DEMO, or DEMO/VARIANT\n", out);
}

static void put_variants(FILE *out, const struct explanation *demo)
{
	fputs("\nvariants\n", out);
	for (size_t i = 0; i < nr_explanations; i++) {
		const struct explanation *entry = &explanations[i];

		if (!strcmp(entry->demo, demo->demo) && entry->variant[0] && !entry->broken)
			put_brief(out, entry->variant, entry->does);
	}
}

static void put_broken(FILE *out, const struct explanation *wanted)
{
	for (size_t i = 0; i < nr_explanations; i++) {
		const struct explanation *entry = &explanations[i];

		if (strcmp(entry->demo, wanted->demo) || !entry->broken || entry == wanted)
			continue;
		fputc('\n', out);
		put_entry(out, entry);
	}
}

void text_explain(FILE *out, const struct explanation *wanted)
{
	if (!wanted) {
		put_demos(out);
		return;
	}
	put_entry(out, wanted);
	if (!wanted->variant[0])
		put_variants(out, wanted);
	if (!wanted->broken)
		put_broken(out, wanted);
}
