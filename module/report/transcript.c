// SPDX-License-Identifier: GPL-2.0-only
/*
 * A bounded queue of records. The spinlock is held while one record is copied; no other
 * lock is taken under it.
 */
#include <linux/slab.h>

#include "report/transcript.h"

/* Called once for each session. sd_transcript_reset() adds the memory of the queue. */
void sd_transcript_init(struct sd_transcript *t)
{
	spin_lock_init(&t->lock);
	init_waitqueue_head(&t->wait);
}

/* Memory for sd_transcript_reset(), or NULL. */
void *sd_transcript_alloc_buffer(void)
{
	return kvzalloc(SD_TRANSCRIPT_SIZE * sizeof(struct sd_record), GFP_KERNEL_ACCOUNT);
}

void sd_transcript_free_buffer(void *buffer)
{
	kvfree(buffer);
}

/**
 * sd_transcript_reset - empty the queue
 * @t: the transcript; no thread writes to it now
 * @buffer: from sd_transcript_alloc_buffer(); taken if the transcript has none yet
 *
 * Context: does not allocate.
 *
 * Return: @buffer if it was not taken, else NULL.
 */
void *sd_transcript_reset(struct sd_transcript *t, void *buffer)
{
	bool take = !t->buffer;

	if (take)
		t->buffer = buffer;
	spin_lock(&t->lock);
	WARN_ON_ONCE(kfifo_init(&t->records, t->buffer,
				SD_TRANSCRIPT_SIZE * sizeof(struct sd_record)));
	t->dropped = 0;
	spin_unlock(&t->lock);
	return take ? NULL : buffer;
}

/* Frees the queue; no thread may write any more. */
void sd_transcript_close(struct sd_transcript *t)
{
	sd_transcript_free_buffer(t->buffer);
}

/* A sleeping reader has found the queue empty under @lock, so it is seen here. */
static void sd_transcript_wake(struct sd_transcript *t)
{
	if (wq_has_sleeper(&t->wait))
		wake_up_interruptible_all(&t->wait);
}

/**
 * sd_transcript_step - add a sentence of a worker or of the main thread
 * @t: the transcript
 * @rec: the record, of kind SD_REC_STEP; copied
 *
 * Never waits for a reader: if only the reserve is left, the record is dropped and
 * counted.
 *
 * Context: not atomic, because a wake-up takes sleeping locks on PREEMPT_RT.
 */
void sd_transcript_step(struct sd_transcript *t, const struct sd_record *rec)
{
	bool fits;

	spin_lock(&t->lock);
	fits = kfifo_avail(&t->records) > SD_TRANSCRIPT_RESERVE;
	if (fits)
		kfifo_in(&t->records, rec, 1);
	else
		t->dropped++;
	spin_unlock(&t->lock);
	if (fits)
		sd_transcript_wake(t);
}

/**
 * sd_transcript_mark - add a mark of the session
 * @t: the transcript
 * @kind: any but SD_REC_STEP
 * @request: index of the request that it is about
 *
 * Always fits: the reserve has room for the marks of SD_PLAN_MAX requests.
 */
void sd_transcript_mark(struct sd_transcript *t, enum sd_record_kind kind,
			unsigned int request)
{
	struct sd_record rec = { .kind = kind, .request = request };
	bool fits;

	spin_lock(&t->lock);
	fits = kfifo_in(&t->records, &rec, 1);
	spin_unlock(&t->lock);
	WARN_ON_ONCE(!fits);
	sd_transcript_wake(t);
}

/* Takes the oldest record out; false if there is none. */
bool sd_transcript_pop(struct sd_transcript *t, struct sd_record *rec)
{
	bool got;

	spin_lock(&t->lock);
	got = kfifo_initialized(&t->records) && kfifo_out(&t->records, rec, 1);
	spin_unlock(&t->lock);
	return got;
}

bool sd_transcript_empty(struct sd_transcript *t)
{
	bool empty;

	spin_lock(&t->lock);
	empty = !kfifo_initialized(&t->records) || kfifo_is_empty(&t->records);
	spin_unlock(&t->lock);
	return empty;
}

/* The number of steps that were dropped since the last call. */
u64 sd_transcript_take_dropped(struct sd_transcript *t)
{
	u64 dropped;

	spin_lock(&t->lock);
	dropped = t->dropped;
	t->dropped = 0;
	spin_unlock(&t->lock);
	return dropped;
}
