// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading a session: the transcript as text. The first read starts the run.
 *
 * A page fault on the reader's memory may take for ever (userfaultfd, FUSE), so nothing
 * is copied under s->lock. A reader marks s->reading instead, which makes s->text its
 * own; others that read wait for it, and polling, cancelling and closing do not.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/sched/signal.h>
#include <linux/seq_buf.h>
#include <linux/uio.h>

#include "device/results.h"
#include "device/selection.h"
#include "device/session_state.h"
#include "report/ktap.h"

/* The most that one read takes (bytes): others want their turn as well. */
#define SD_COPY_MAX	((size_t)65536)

/* Renders the next record if the last one was read; false if there is nothing to read. */
static bool sd_session_fill(struct sd_session *s)
{
	struct sd_record rec;
	struct seq_buf out;

	lockdep_assert_held(&s->lock);
	if (s->text_from < s->text_to)
		return true;
	if (!sd_transcript_pop(&s->transcript, &rec))
		return false;
	seq_buf_init(&out, s->text, SD_KTAP_MAX);
	sd_ktap_record(&out, s->plan, s->results->result, &rec);
	if (rec.kind == SD_REC_HEADER && s->refusal[0]) {
		seq_buf_printf(&out, "# the last text was refused: %s\n", s->refusal);
		s->refusal[0] = '\0';
	}
	WARN_ON_ONCE(seq_buf_has_overflowed(&out));
	sd_session_set_text(s, 0, seq_buf_used(&out));
	return true;
}

/**
 * struct sd_chunk - what a reader is about to copy
 * @started: the number of the run that it belongs to
 * @from: where it begins in s->text (bytes)
 * @to: where it ends
 */
struct sd_chunk {
	unsigned long started;
	size_t from;
	size_t to;
};

/* The next chunk; false if there is nothing to read now. */
static bool sd_session_next_chunk(struct sd_session *s, struct sd_chunk *chunk)
{
	lockdep_assert_held(&s->lock);
	if (!sd_session_fill(s))
		return false;
	chunk->started = s->started;
	chunk->from = s->text_from;
	chunk->to = s->text_to;
	return true;
}

/*
 * Makes the caller the reader. 0; -EAGAIN if there is nothing to read now; -ENODATA at
 * the end.
 */
static int sd_session_begin_read(struct sd_session *s, struct sd_chunk *chunk)
{
	enum sd_session_state state;
	int err = 0;

	mutex_lock(&s->lock);
	/* Asked before the look: what is there once the run is over is all there is. */
	state = sd_session_state(s);
	if (s->reading)
		err = -EAGAIN;
	else if (!sd_session_next_chunk(s, chunk))
		err = state == SD_OVER ? -ENODATA : -EAGAIN;
	else
		WRITE_ONCE(s->reading, true);
	mutex_unlock(&s->lock);
	return err;
}

static void sd_session_end_read(struct sd_session *s)
{
	mutex_lock(&s->lock);
	WRITE_ONCE(s->reading, false);
	mutex_unlock(&s->lock);
	/* Readers that waited for their turn, and pollers: there may be more to read. */
	wake_up_interruptible_all(&s->transcript.wait);
}

/* Notes that @bytes of @chunk were read, and gets the next; false if there is none. */
static bool sd_session_advance(struct sd_session *s, size_t bytes, struct sd_chunk *chunk)
{
	bool more = false;

	mutex_lock(&s->lock);
	/* A run that was started meanwhile has thrown the text away. */
	if (s->started == chunk->started) {
		sd_session_set_text(s, chunk->from + bytes, chunk->to);
		more = sd_session_next_chunk(s, chunk);
	}
	mutex_unlock(&s->lock);
	return more;
}

/* Copies out what there is; the caller is the reader. Bytes, or -EFAULT. */
static ssize_t sd_session_copy(struct sd_session *s, struct iov_iter *to,
			       struct sd_chunk *chunk)
{
	size_t len = min(iov_iter_count(to), SD_COPY_MAX);
	size_t copied = 0;
	bool more = true;

	while (more && copied < len) {
		size_t part = min(len - copied, chunk->to - chunk->from);
		size_t done = copy_to_iter(s->text + chunk->from, part, to);

		copied += done;
		more = sd_session_advance(s, done, chunk);
		if (done < part)
			return copied ?: -EFAULT;
		/* A large buffer may take in as much as the workers can report. */
		if (signal_pending(current))
			break;
		cond_resched();
	}
	return copied;
}

/* Starts the selected run if no other reader has done so by now. */
static int sd_session_first_read(struct sd_session *s, bool nonblock)
{
	struct sd_plan *plan;
	int err;

	mutex_lock(&s->lock);
	plan = sd_plan_get(s->plan);
	/* Here, because whoever writes and reads with a shell opens once for each. */
	sd_selection_take_refusal(s->user->uid, s->refusal);
	mutex_unlock(&s->lock);
	err = sd_session_run(s, plan, nonblock);
	sd_plan_put(plan);
	return err == -EBUSY ? 0 : err;
}

/**
 * sd_session_read - read the transcript; the first read starts the run
 * @s: the session
 * @to: where to
 * @nonblock: do not wait
 *
 * Return: bytes; 0 at the end; with @nonblock -EAGAIN if there is nothing to read yet,
 * another reader is at work, or there is no room for the run; -ERESTARTSYS on a signal;
 * -EFAULT; the errors of sd_session_run().
 */
ssize_t sd_session_read(struct sd_session *s, struct iov_iter *to, bool nonblock)
{
	struct sd_chunk chunk;
	ssize_t ret;

	if (!iov_iter_count(to))
		return 0;
	if (sd_session_state(s) == SD_IDLE) {
		ret = sd_session_first_read(s, nonblock);
		if (ret)
			return ret;
	}
	while ((ret = sd_session_begin_read(s, &chunk)) == -EAGAIN) {
		if (nonblock)
			return ret;
		ret = wait_event_interruptible(s->transcript.wait, sd_session_readable(s));
		if (ret)
			return ret;
	}
	if (ret)
		return 0;
	ret = sd_session_copy(s, to, &chunk);
	sd_session_end_read(s);
	return ret;
}
