/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where in a run something went wrong, and in a sentence what. Pure.
 *
 * A finding is made only for what the events prove. Threads note a step just
 * before or just after they take it, so two steps that the log has in one order
 * may have been taken in the other; each rule says how it allows for that.
 */
#ifndef SYNCDEMO_FINDINGS_H
#define SYNCDEMO_FINDINGS_H

#include "device/trace.h"

/**
 * enum finding_kind - what can go wrong
 * @FINDING_LOST_UPDATE: a thread stored what it had worked out from an old value
 * @FINDING_LOST_WAKEUP: a thread waits to the end although it was signalled
 * @FINDING_CYCLE: threads wait for what they hold, one for the other's
 * @FINDING_TWO_HOLDERS: two threads had at once what only one may have
 * @FINDING_FOREIGN_VALUE: a thread found another one's value for its own
 * @FINDING_LOST_VALUE: a thread did not find the value that it had set
 * @FINDING_TORN_READ: a thread saw half of a change
 * @FINDING_NO_SUCH_ITEM: a thread took from a queue what was not there, or no more
 * @NR_FINDING_KINDS: how many there are
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

/* Of each kind so many findings are kept: the most severe, and of equal ones the first. */
#define FINDINGS_PER_KIND	5

/**
 * struct finding - something that went wrong
 * @kind: enum finding_kind
 * @ns: when it showed
 * @thread: in whose lane
 * @event: the index of the event that shows it
 * @weight: how grave it is, compared with others of its kind
 * @text: what happened, in a sentence
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
 * struct findings - all that went wrong in a run
 * @n: how many findings were kept
 * @finding: the findings, in order of time
 * @found: by kind, how often it happened; more than there are findings of it, if
 *	it happened often
 */
struct findings {
	size_t n;
	struct finding finding[NR_FINDING_KINDS * FINDINGS_PER_KIND];
	__u64 found[NR_FINDING_KINDS];
};

/**
 * analyse - find what went wrong
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
 * finding_name - what a kind of finding is called: "lost update"
 * @kind: enum finding_kind
 */
const char *finding_name(enum finding_kind kind);

/**
 * findings_left_out - how many things of a kind have no finding of their own
 * @findings: the findings
 * @kind: enum finding_kind
 */
__u64 findings_left_out(const struct findings *findings, enum finding_kind kind);

#endif
