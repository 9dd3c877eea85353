/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules: each detect_*.c has one or more and reports through findings_count() and
 * findings_add(), which detect.c implements. Only detect*.c includes this file; the list
 * of findings that other files read is findings.h.
 */
#ifndef SYNCDEMO_DETECT_H
#define SYNCDEMO_DETECT_H

#include "analysis/findings.h"

/**
 * findings_count - count a finding
 * @findings: the list
 * @kind: enum finding_kind
 * @weight: its severity
 *
 * Return: whether it is among the most severe so far; then the caller must make its
 * sentence and call findings_add().
 */
bool findings_count(struct findings *findings, enum finding_kind kind, __u64 weight);

/**
 * findings_add - keep a finding, replacing a less severe one if the list is full
 * @findings: the list
 * @trace: the run
 * @finding: kind, weight, event and text; the rest is filled in. @findings takes
 *	ownership of the text.
 *
 * Return: 0, or -1 if the text is NULL because there was no memory.
 */
int findings_add(struct findings *findings, const struct trace *trace,
		 const struct finding *finding);

/* The rules. Each returns 0, or -1 if there is no memory. */
int find_lost_updates(const struct trace *trace, struct findings *findings);
int find_lost_wakeups(const struct trace *trace, struct findings *findings);
int find_cycles(const struct trace *trace, struct findings *findings);
int find_two_holders(const struct trace *trace, struct findings *findings);
int find_wrong_values(const struct trace *trace, struct findings *findings);
int find_torn_reads(const struct trace *trace, struct findings *findings);
int find_wrong_items(const struct trace *trace, struct findings *findings);

#endif
