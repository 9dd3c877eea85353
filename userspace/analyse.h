/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where in a run something went wrong, and in a sentence what. Pure.
 *
 * A mark is made only for what the events prove. Threads note a step just
 * before or just after they take it, so two steps that the log has in one order
 * may have been taken in the other; each rule says how it allows for that.
 */
#ifndef SYNCDEMO_ANALYSE_H
#define SYNCDEMO_ANALYSE_H

#include "trace.h"

/**
 * enum mark_kind - what can go wrong
 * @MARK_LOST_UPDATE: a thread stored what it had worked out from an old value
 * @MARK_LOST_WAKEUP: a thread waits to the end although it was signalled
 * @MARK_CYCLE: threads wait for what they hold, one for the other's
 * @MARK_TWO_HOLDERS: two threads had at once what only one may have
 * @MARK_FOREIGN_VALUE: a thread found another one's value for its own
 * @MARK_LOST_VALUE: a thread did not find the value that it had set
 * @MARK_TORN_READ: a thread saw half of a change
 * @MARK_NO_SUCH_ITEM: a thread took from a queue what was not there, or no more
 * @NR_MARK_KINDS: how many there are
 */
enum mark_kind {
	MARK_LOST_UPDATE,
	MARK_LOST_WAKEUP,
	MARK_CYCLE,
	MARK_TWO_HOLDERS,
	MARK_FOREIGN_VALUE,
	MARK_LOST_VALUE,
	MARK_TORN_READ,
	MARK_NO_SUCH_ITEM,
	NR_MARK_KINDS
};

/* Of each kind so many marks are kept: the gravest, and of equal ones the first. */
#define MARKS_PER_KIND	5

/**
 * struct mark - something that went wrong
 * @kind: enum mark_kind
 * @ns: when it showed
 * @thread: in whose lane
 * @event: the index of the event that shows it
 * @weight: how grave it is, compared with others of its kind
 * @text: what happened, in a sentence
 */
struct mark {
	enum mark_kind kind;
	__u64 ns;
	__u16 thread;
	__u32 event;
	__u64 weight;
	char *text;
};

/**
 * struct marks - all that went wrong in a run
 * @n: how many marks were kept
 * @mark: the marks, in order of time
 * @found: by kind, how often it happened; more than there are marks of it, if
 *	it happened often
 */
struct marks {
	size_t n;
	struct mark mark[NR_MARK_KINDS * MARKS_PER_KIND];
	__u64 found[NR_MARK_KINDS];
};

/**
 * analyse - find what went wrong
 * @trace: sorted
 * @marks: (out) marks_free() it, even after an error
 *
 * Return: 0, or -1 if there is no memory.
 */
int analyse(const struct trace *trace, struct marks *marks);

/**
 * marks_free - release what analyse() allocated
 * @marks: empty afterwards
 */
void marks_free(struct marks *marks);

/**
 * mark_name - what a kind of mark is called: "lost update"
 * @kind: enum mark_kind
 */
const char *mark_name(enum mark_kind kind);

/**
 * marks_left_out - how many things of a kind have no mark of their own
 * @marks: the marks
 * @kind: enum mark_kind
 */
__u64 marks_left_out(const struct marks *marks, enum mark_kind kind);

#endif
