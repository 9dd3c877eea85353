/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is said about the demos and their variants. The texts are in texts/, from
 * which the table is made when the tool is built; nothing here needs the device.
 */
#ifndef SYNCDEMO_EXPLANATION_H
#define SYNCDEMO_EXPLANATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/**
 * struct explanation - a demo, or one variant of it; "" where there is nothing to say
 * @demo: name of the demo
 * @variant: name of the variant, "" for the demo itself
 * @broken: has a bug on purpose
 * @does: what it does
 * @checks: of a demo: what must hold before its verdict is PASS
 * @python: what Python calls it
 * @mistake: of a broken variant: what is wrong
 * @shows: of a broken variant: what comes of it
 * @cure: of a broken variant: what would be right
 * @api: functions of the kernel, with commas between them
 * @source: files of the repository, with commas between them
 * @note: what else to know
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
 * explanation_find - what is said about a demo or a variant
 * @target: DEMO or DEMO/VARIANT
 * @err: (out) the word that was wrong and what would be right
 *
 * Return: an entry of the table, or NULL with @err set.
 */
const struct explanation *explanation_find(const char *target, struct error *err);

/**
 * explanation_goes_with - whether an entry is shown with another one
 * @entry: the entry
 * @wanted: the one that was asked for, or NULL if everything was
 *
 * With a demo goes all of it; with a variant its demo and that demo's broken ones.
 */
bool explanation_goes_with(const struct explanation *entry, const struct explanation *wanted);

#endif
