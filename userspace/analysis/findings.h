/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The list of findings: where in a run something went wrong, and a sentence about it.
 * timeline.c makes it with detect(), the renderers read it. The rules are in
 * detect_*.c. Pure.
 *
 * A finding is made only for what the events prove. Threads log a step just before
 * or just after it happens, so two steps may have happened in the opposite order of
 * the log; each rule states how it allows for that.
 */
#ifndef SYNCDEMO_FINDINGS_H
#define SYNCDEMO_FINDINGS_H

#include "device/trace.h"

/**
 * enum finding_kind - what can go wrong
 * @FINDING_LOST_UPDATE: a thread stored a value computed from an outdated one
 * @FINDING_LOST_WAKEUP: a thread waits to the end although it was signalled
 * @FINDING_CYCLE: each of several threads waits for an object that the next one holds
 * @FINDING_TWO_HOLDERS: two threads held an exclusive object at once
 * @FINDING_FOREIGN_VALUE: a thread read another thread's value as its own
 * @FINDING_LOST_VALUE: a thread did not read the value that it had set
 * @FINDING_TORN_READ: a thread saw half of a change
 * @FINDING_NO_SUCH_ITEM: a thread took an item that was not in the queue
 * @NR_FINDING_KINDS: number of kinds
 */
enum finding_kind {
	FINDING_LOST_UPDATE,
	FINDING_LOST_WAKEUP,
	FINDING_CYCLE,
	FINDING_TWO_HOLDERS,
	FINDING_FOREIGN_VALUE,
	FINDING_LOST_VALUE,
	FINDING_TORN_READ,
	FINDING_NO_SUCH_ITEM,
	NR_FINDING_KINDS
};

/* Findings kept of each kind: the most severe, the first among equals. */
#define FINDINGS_PER_KIND	5

/**
 * struct finding - something that went wrong
 * @kind: enum finding_kind
 * @ns: time of @event
 * @thread: thread of @event
 * @event: index of the event that shows it
 * @weight: severity compared with others of its kind
 * @text: a sentence about what happened; freed by findings_free()
 */
struct finding {
	enum finding_kind kind;
	__u64 ns;
	__u16 thread;
	__u32 event;
	__u64 weight;
	char *text;
};

/**
 * struct findings - everything that went wrong in a run
 * @n: number of findings kept
 * @finding: the findings, in order of time
 * @found: by kind, number of occurrences, including those not kept
 */
struct findings {
	size_t n;
	struct finding finding[NR_FINDING_KINDS * FINDINGS_PER_KIND];
	__u64 found[NR_FINDING_KINDS];
};

/**
 * detect - find what went wrong
 * @trace: sorted
 * @findings: (out) findings_free() it, even after an error
 *
 * Return: 0, or -1 if there is no memory.
 */
int detect(const struct trace *trace, struct findings *findings);

/**
 * findings_free - release what detect() allocated
 * @findings: empty afterwards
 */
void findings_free(struct findings *findings);

/**
 * finding_name - name of a kind of finding, such as "lost update"
 * @kind: enum finding_kind
 */
const char *finding_name(enum finding_kind kind);

/**
 * findings_left_out - number of occurrences of a kind that were not kept
 * @findings: the findings
 * @kind: enum finding_kind
 */
__u64 findings_left_out(const struct findings *findings, enum finding_kind kind);

#endif
