// SPDX-License-Identifier: GPL-2.0-only
/*
 * What poll answers: whether a read or a write would return at once. It asks what they
 * ask themselves, so that no program is told to try and then told to try again.
 */
#include <linux/fs.h>
#include <linux/minmax.h>

#include "device/session_state.h"

/*
 * A program that reads until a short read, as epoll(7) allows with EPOLLET, never asks
 * again: the end is told as soon as the run is over, beside what is still to be read.
 */
static __poll_t sd_session_poll_in(struct sd_session *s)
{
	__poll_t mask = 0;

	lockdep_assert_held(&s->lock);
	/* The first read starts the run and finds its header at once. */
	if (sd_session_state(s) == SD_IDLE)
		return sd_limits_available(s->user, s->privileged, sd_plan_threads(s->plan)) ?
		       EPOLLIN | EPOLLRDNORM : 0;
	if (sd_session_state(s) == SD_OVER)
		mask |= EPOLLRDHUP;
	if (sd_session_readable(s))
		mask |= EPOLLIN | EPOLLRDNORM;
	return mask;
}

/*
 * A write to a write-only open selects, which never waits. On a read-write open it
 * starts a run: there is room if the plan that was refused last would be taken now, or
 * one thread if none was, for the next write is not known.
 */
static __poll_t sd_session_poll_out(const struct sd_session *s, const struct file *file)
{
	lockdep_assert_held(&s->lock);
	if (file->f_mode & FMODE_READ &&
	    (sd_session_state(s) == SD_RUNNING ||
	     !sd_limits_available(s->user, s->privileged, max(s->refused_threads, 1U))))
		return 0;
	return EPOLLOUT | EPOLLWRNORM;
}

/**
 * sd_session_poll - what read() and write() would do now without waiting
 * @s: the session
 * @file: its file, which says what it was opened for
 * @wait: from poll()
 */
__poll_t sd_session_poll(struct sd_session *s, struct file *file, poll_table *wait)
{
	__poll_t mask = 0;

	poll_wait(file, &s->transcript.wait, wait);
	poll_wait(file, &sd_limits_wait, wait);
	mutex_lock(&s->lock);
	if (file->f_mode & FMODE_READ)
		mask |= sd_session_poll_in(s);
	if (file->f_mode & FMODE_WRITE)
		mask |= sd_session_poll_out(s, file);
	mutex_unlock(&s->lock);
	return mask;
}
