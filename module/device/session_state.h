/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the session*.c files share of a session's inside. No one else includes it.
 */
#ifndef _SD_SESSION_STATE_H
#define _SD_SESSION_STATE_H

#include <linux/lockdep.h>

#include "device/session.h"

int sd_session_start(struct sd_session *s, struct sd_plan *plan);
void sd_session_stop(struct sd_session *s);

static inline bool sd_session_done(const struct sd_session *s)
{
	/* Pairs with the release in sd_session_main(): results are final. */
	return smp_load_acquire(&s->done);
}

static inline bool sd_session_running(const struct sd_session *s)
{
	lockdep_assert_held(&s->lock);
	return s->runner && !sd_session_done(s);
}

/* 0, or -EINTR if the caller is being killed. */
static inline int sd_session_lock(struct sd_session *s)
{
	return mutex_lock_killable(&s->lock);
}

/* Is the run that was the @started-th over? Another one may go on by then. */
static inline bool sd_session_over(const struct sd_session *s, unsigned long started)
{
	/* In this order: what began after @started was over has a number of its own. */
	return sd_session_done(s) || READ_ONCE(s->started) != started;
}

/* What is rendered and not yet read; sd_session_readable() looks unlocked. */
static inline void sd_session_set_text(struct sd_session *s, size_t from, size_t to)
{
	lockdep_assert_held(&s->lock);
	WRITE_ONCE(s->text_from, from);
	WRITE_ONCE(s->text_to, to);
}

#endif /* _SD_SESSION_STATE_H */
