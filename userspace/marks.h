/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the rules of the analysis report what they find; for analyse*.c alone.
 */
#ifndef SYNCDEMO_MARKS_H
#define SYNCDEMO_MARKS_H

#include "analyse.h"

/**
 * marks_count - something went wrong
 * @marks: counted in
 * @kind: enum mark_kind
 * @weight: how grave it is
 *
 * Return: whether it is among the gravest so far, so that its sentence is
 * wanted; then marks_add() must follow.
 */
bool marks_count(struct marks *marks, enum mark_kind kind, __u64 weight);

/**
 * marks_add - keep a mark, in place of a lesser one if need be
 * @marks: added to
 * @trace: the run
 * @mark: its kind, weight, event and text; the rest is filled in. The text is
 *	the marks' own from now on.
 *
 * Return: 0, or -1 if there is no text for want of memory.
 */
int marks_add(struct marks *marks, const struct trace *trace, const struct mark *mark);

/* The rules. Each returns 0, or -1 if there is no memory. */
int find_lost_updates(const struct trace *trace, struct marks *marks);
int find_lost_wakeups(const struct trace *trace, struct marks *marks);
int find_cycles(const struct trace *trace, struct marks *marks);
int find_two_holders(const struct trace *trace, struct marks *marks);
int find_wrong_values(const struct trace *trace, struct marks *marks);
int find_torn_reads(const struct trace *trace, struct marks *marks);
int find_wrong_items(const struct trace *trace, struct marks *marks);

#endif
