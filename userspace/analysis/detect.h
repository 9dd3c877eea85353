/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the rules of the analysis report what they find; for analyse*.c alone.
 */
#ifndef SYNCDEMO_DETECT_H
#define SYNCDEMO_DETECT_H

#include "analysis/findings.h"

/**
 * findings_count - something went wrong
 * @findings: counted in
 * @kind: enum finding_kind
 * @weight: how grave it is
 *
 * Return: whether it is among the most severe so far, so that its sentence is
 * wanted; then findings_add() must follow.
 */
bool findings_count(struct findings *findings, enum finding_kind kind, __u64 weight);

/**
 * findings_add - keep a finding, in place of a lesser one if need be
 * @findings: added to
 * @trace: the run
 * @finding: its kind, weight, event and text; the rest is filled in. The text is
 *	the findings' own from now on.
 *
 * Return: 0, or -1 if there is no text for want of memory.
 */
int findings_add(struct findings *findings, const struct trace *trace, const struct finding *finding);

/* The rules. Each returns 0, or -1 if there is no memory. */
int find_lost_updates(const struct trace *trace, struct findings *findings);
int find_lost_wakeups(const struct trace *trace, struct findings *findings);
int find_cycles(const struct trace *trace, struct findings *findings);
int find_two_holders(const struct trace *trace, struct findings *findings);
int find_wrong_values(const struct trace *trace, struct findings *findings);
int find_torn_reads(const struct trace *trace, struct findings *findings);
int find_wrong_items(const struct trace *trace, struct findings *findings);

#endif
