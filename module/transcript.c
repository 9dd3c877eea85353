// SPDX-License-Identifier: GPL-2.0-only
/*
 * The queue between those who say something and the one who reads: step.c and
 * session.c put records in, session.c takes them out. It owns no text: records
 * are rendered by report.c when they are read.
 */
#include <linux/slab.h>

#include "transcript.h"

static void sd_transcript_wake(struct irq_work *work)
{
	struct sd_transcript *t = container_of(work, struct sd_transcript, wake);

	wake_up_interruptible_all(&t->wait);
}

/* Once per session; without a queue yet. */
void sd_transcript_init(struct sd_transcript *t)
{
	raw_spin_lock_init(&t->lock);
	init_irq_work(&t->wake, sd_transcript_wake);
	init_waitqueue_head(&t->wait);
}

/**
 * sd_transcript_open - make the queue ready and empty
 * @t: the transcript; nobody writes to it now
 *
 * Return: 0 or -ENOMEM.
 */
int sd_transcript_open(struct sd_transcript *t)
{
	size_t bytes = SD_TRANSCRIPT_SIZE * sizeof(struct sd_record);
	unsigned long flags;
	int err;

	if (!t->buffer)
		t->buffer = kvzalloc(bytes, GFP_KERNEL_ACCOUNT);
	if (!t->buffer)
		return -ENOMEM;
	raw_spin_lock_irqsave(&t->lock, flags);
	err = kfifo_init(&t->records, t->buffer, bytes);
	t->dropped = 0;
	raw_spin_unlock_irqrestore(&t->lock, flags);
	return err;
}

/* Frees the queue; nobody may write any more. */
void sd_transcript_close(struct sd_transcript *t)
{
	irq_work_sync(&t->wake);
	kvfree(t->buffer);
}

/**
 * sd_transcript_step - put down what a worker or the main thread says
 * @t: the transcript
 * @rec: the record, of kind SD_REC_STEP; copied
 *
 * Any context. If only the reserve is left, the record is dropped and counted.
 */
void sd_transcript_step(struct sd_transcript *t, const struct sd_record *rec)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&t->lock, flags);
	if (kfifo_avail(&t->records) > SD_TRANSCRIPT_RESERVE)
		kfifo_in(&t->records, rec, 1);
	else
		t->dropped++;
	raw_spin_unlock_irqrestore(&t->lock, flags);
	irq_work_queue(&t->wake);
}

/**
 * sd_transcript_mark - put down a mark of the session
 * @t: the transcript
 * @kind: any but SD_REC_STEP
 * @request: index of the request that it is about
 *
 * Always fits: a plan has at most SD_PLAN_MAX requests, and the reserve is theirs.
 */
void sd_transcript_mark(struct sd_transcript *t, enum sd_record_kind kind,
			unsigned int request)
{
	struct sd_record rec = { .kind = kind, .request = request };
	unsigned long flags;

	raw_spin_lock_irqsave(&t->lock, flags);
	WARN_ON_ONCE(!kfifo_in(&t->records, &rec, 1));
	raw_spin_unlock_irqrestore(&t->lock, flags);
	irq_work_queue(&t->wake);
}

/* Takes the oldest record out; false if there is none. */
bool sd_transcript_pop(struct sd_transcript *t, struct sd_record *rec)
{
	unsigned long flags;
	bool got;

	raw_spin_lock_irqsave(&t->lock, flags);
	got = kfifo_initialized(&t->records) && kfifo_out(&t->records, rec, 1);
	raw_spin_unlock_irqrestore(&t->lock, flags);
	return got;
}

bool sd_transcript_empty(struct sd_transcript *t)
{
	unsigned long flags;
	bool empty;

	raw_spin_lock_irqsave(&t->lock, flags);
	empty = !kfifo_initialized(&t->records) || kfifo_is_empty(&t->records);
	raw_spin_unlock_irqrestore(&t->lock, flags);
	return empty;
}

/* How many steps were dropped since the last call. */
u64 sd_transcript_take_dropped(struct sd_transcript *t)
{
	unsigned long flags;
	u64 dropped;

	raw_spin_lock_irqsave(&t->lock, flags);
	dropped = t->dropped;
	t->dropped = 0;
	raw_spin_unlock_irqrestore(&t->lock, flags);
	return dropped;
}
