/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Explanations of the demos and their variants. The build makes the table from
 * the files in texts/; nothing here needs the device.
 */
#ifndef SYNCDEMO_EXPLANATION_H
#define SYNCDEMO_EXPLANATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/**
 * struct explanation - a demo, or one variant of it; unused fields are ""
 * @demo: name of the demo
 * @variant: name of the variant, "" for the demo itself
 * @broken: has a bug on purpose
 * @does: what it does
 * @checks: of a demo: what must hold for its verdict to be PASS
 * @python: the Python equivalent
 * @mistake: of a broken variant: the bug
 * @shows: of a broken variant: how the bug shows
 * @cure: of a broken variant: the fix
 * @api: kernel functions, separated by commas
 * @source: files of the repository, separated by commas
 * @note: a remark
 */
struct explanation {
	const char *demo;
	const char *variant;
	bool broken;
	const char *does;
	const char *checks;
	const char *python;
	const char *mistake;
	const char *shows;
	const char *cure;
	const char *api;
	const char *source;
	const char *note;
};

/* The table: a demo, its variants, the next demo... */
extern const struct explanation explanations[];
extern const size_t nr_explanations;

/**
 * explanation_find - look up a demo or a variant
 * @target: DEMO or DEMO/VARIANT
 * @err: (out) the unknown word and the valid ones
 *
 * Return: an entry of the table, or NULL with @err set.
 */
const struct explanation *explanation_find(const char *target, struct error *err);

/**
 * explanation_goes_with - whether an entry is shown with the requested one
 * @entry: the entry
 * @wanted: the requested entry, or NULL for all
 *
 * A demo comes with all its variants; a variant with its demo and the demo's broken
 * variants.
 */
bool explanation_goes_with(const struct explanation *entry, const struct explanation *wanted);

#endif
