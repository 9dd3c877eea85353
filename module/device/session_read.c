// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a reader gets of a session: the transcript as text, and the truth about
 * whether there is any.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/sched/signal.h>
#include <linux/seq_buf.h>
#include <linux/uaccess.h>

#include "device/session_state.h"
#include "report/ktap.h"

/* The most that one read takes (bytes). */
#define SD_COPY_MAX	((size_t)65536)

/* Renders the next record; false if there is none. */
static bool sd_session_render(struct sd_session *s)
{
	struct sd_record rec;
	struct seq_buf out;

	if (!sd_transcript_pop(&s->transcript, &rec))
		return false;
	seq_buf_init(&out, s->text, SD_KTAP_MAX);
	sd_ktap_record(&out, s->plan, s->results, &rec);
	WARN_ON_ONCE(seq_buf_has_overflowed(&out));
	sd_session_set_text(s, 0, seq_buf_used(&out));
	return true;
}

/* Copies out what there is, up to @len bytes; 0 if there is nothing now. */
static ssize_t sd_session_copy(struct sd_session *s, char __user *buf, size_t len)
{
	size_t copied = 0;

	/* Others want the lock as well. */
	len = min(len, SD_COPY_MAX);
	lockdep_assert_held(&s->lock);
	while (copied < len && (s->text_from < s->text_to || sd_session_render(s))) {
		size_t part = min(len - copied, s->text_to - s->text_from);
		size_t failed = copy_to_user(buf + copied, s->text + s->text_from, part);

		sd_session_set_text(s, s->text_from + part - failed, s->text_to);
		copied += part - failed;
		if (failed)
			return copied ?: -EFAULT;
		/* A large buffer may take in as much as the workers can say. */
		if (signal_pending(current))
			break;
		cond_resched();
	}
	return copied;
}

/*
 * One try: bytes, or an error, or 0. After 0, @more says whether there will be
 * something to read later or this is the end.
 */
static ssize_t sd_session_try_read(struct sd_session *s, char __user *buf, size_t len,
				   bool *more)
{
	ssize_t ret = sd_session_lock(s);

	if (ret)
		return ret;
	if (!s->runner)
		ret = sd_session_start(s, s->plan);
	/* Asked before the look: what is there once it is over is all there is. */
	*more = !sd_session_done(s);
	if (!ret)
		ret = sd_session_copy(s, buf, len);
	/* The rest of a record wakes no one by itself. */
	if (s->text_from < s->text_to)
		wake_up_interruptible(&s->transcript.wait);
	mutex_unlock(&s->lock);
	return ret;
}

static bool sd_session_readable(struct sd_session *s)
{
	return sd_session_done(s) || READ_ONCE(s->text_from) < READ_ONCE(s->text_to) ||
	       !sd_transcript_empty(&s->transcript);
}

static ssize_t sd_session_read_some(struct sd_session *s, char __user *buf, size_t len,
				    bool nonblock)
{
	ssize_t ret;
	bool more;

	for (;;) {
		ret = sd_session_try_read(s, buf, len, &more);
		if (ret || !more)
			return ret;
		if (nonblock)
			return -EAGAIN;
		ret = wait_event_interruptible(s->transcript.wait, sd_session_readable(s));
		if (ret)
			return ret;
	}
}

/**
 * sd_session_read - read the transcript; the first read starts the run
 * @s: the session
 * @buf: where to
 * @len: at most so many bytes
 * @nonblock: do not wait
 *
 * A deadly signal to the reader ends the run.
 *
 * Return: bytes; 0 at the end; -EAGAIN if a cap is reached or, with @nonblock,
 * nothing is there yet; -ERESTARTSYS on a signal; -EFAULT; -ENOMEM.
 */
ssize_t sd_session_read(struct sd_session *s, char __user *buf, size_t len, bool nonblock)
{
	ssize_t ret;

	if (!len)
		return 0;
	ret = sd_session_read_some(s, buf, len, nonblock);
	/* Whoever was reading is being killed, though others may have the file. */
	if (fatal_signal_pending(current))
		sd_session_stop(s);
	return ret;
}

static __poll_t sd_session_poll_in(struct sd_session *s)
{
	lockdep_assert_held(&s->lock);
	/* The first read starts the run and finds its header at once. */
	if (!s->runner)
		return sd_limits_available(s->plan) ? EPOLLIN | EPOLLRDNORM : 0;
	if (!sd_session_readable(s))
		return 0;
	if (sd_session_done(s) && s->text_from == s->text_to &&
	    sd_transcript_empty(&s->transcript))
		return EPOLLIN | EPOLLRDNORM | EPOLLRDHUP;
	return EPOLLIN | EPOLLRDNORM;
}

static __poll_t sd_session_poll_out(const struct sd_session *s, struct file *file)
{
	lockdep_assert_held(&s->lock);
	if (!(file->f_mode & FMODE_READ))
		return EPOLLOUT | EPOLLWRNORM;
	/* On a read-write file a write starts a run. */
	if (sd_session_running(s) || !sd_limits_available(s->plan))
		return 0;
	return EPOLLOUT | EPOLLWRNORM;
}

/* What read() and write() would do now without waiting. */
__poll_t sd_session_poll(struct sd_session *s, struct file *file, poll_table *wait)
{
	__poll_t mask = 0;

	poll_wait(file, &s->transcript.wait, wait);
	poll_wait(file, &sd_limits_wait, wait);
	if (sd_session_lock(s))
		return EPOLLERR;
	if (file->f_mode & FMODE_READ)
		mask |= sd_session_poll_in(s);
	if (file->f_mode & FMODE_WRITE)
		mask |= sd_session_poll_out(s, file);
	mutex_unlock(&s->lock);
	return mask;
}
