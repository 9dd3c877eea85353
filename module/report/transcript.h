/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The transcript of a session: a bounded queue of records. Workers and the runner add them
 * (step.c, stall_report.c, session.c); session_read.c takes them out and renders them with
 * ktap.c. Uses the maximum size of a plan; knows neither sessions nor runs.
 */
#ifndef _SD_TRANSCRIPT_H
#define _SD_TRANSCRIPT_H

#include <linux/kfifo.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "request/request.h"

#define SD_MAIN_THREAD	(-1)

/**
 * enum sd_record_kind - what a record stands for
 * @SD_REC_HEADER: the plan begins
 * @SD_REC_BEGIN: a request begins
 * @SD_REC_STEP: a sentence of a worker or of the main thread
 * @SD_REC_END: a request is over, its result is final
 * @SD_REC_TOTALS: all requests are over
 */
enum sd_record_kind {
	SD_REC_HEADER,
	SD_REC_BEGIN,
	SD_REC_STEP,
	SD_REC_END,
	SD_REC_TOTALS,
};

/**
 * struct sd_record - one entry of the transcript; rendered when it is read
 * @ns: time since the start of the run (ns)
 * @arg: {arg} in @text
 * @text: a string literal of the module
 * @role: role of the worker, a string literal of the module; NULL for the main thread
 * @request: index of the request
 * @cpu: CPU on which the step was taken
 * @object: {object} in @text
 * @held: {held} in @text
 * @worker: index of the worker, or SD_MAIN_THREAD
 * @kind: enum sd_record_kind
 */
struct sd_record {
	u64 ns;
	s64 arg;
	const char *text;
	const char *role;
	u16 request;
	u16 cpu;
	u16 object;
	u16 held;
	s16 worker;
	u8 kind;
};

/*
 * Records that a transcript holds, and how many of them are reserved for the marks of the
 * session, so that no verdict is lost.
 */
#define SD_TRANSCRIPT_SIZE	1024
#define SD_TRANSCRIPT_RESERVE	(2 * SD_PLAN_MAX + 2)

/**
 * struct sd_transcript - bounded queue of records, from the workers to a reader
 * @lock: protects @records and @dropped; no other lock is taken under it
 * @records: the queue
 * @buffer: its memory; constant from the first sd_transcript_reset() on
 * @dropped: steps that did not fit since the last sd_transcript_take_dropped()
 * @wait: readers and pollers of the file wait here
 *
 * Part of a session and as long-lived. Writers never wait for a reader.
 */
struct sd_transcript {
	spinlock_t lock;	/* see above */
	DECLARE_KFIFO_PTR(records, struct sd_record);
	void *buffer;
	u64 dropped;
	wait_queue_head_t wait;
};

void sd_transcript_init(struct sd_transcript *t);
void *sd_transcript_alloc_buffer(void);
void sd_transcript_free_buffer(void *buffer);
void *sd_transcript_reset(struct sd_transcript *t, void *buffer);
void sd_transcript_close(struct sd_transcript *t);
void sd_transcript_step(struct sd_transcript *t, const struct sd_record *rec);
void sd_transcript_mark(struct sd_transcript *t, enum sd_record_kind kind,
			unsigned int request);
bool sd_transcript_pop(struct sd_transcript *t, struct sd_record *rec);
bool sd_transcript_empty(struct sd_transcript *t);
u64 sd_transcript_take_dropped(struct sd_transcript *t);

#endif /* _SD_TRANSCRIPT_H */
