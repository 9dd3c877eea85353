/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the session*.c files share of a session's inside. No other file includes it.
 */
#ifndef _SD_SESSION_STATE_H
#define _SD_SESSION_STATE_H

#include <linux/lockdep.h>

#include "device/session.h"

void sd_session_stop(struct sd_session *s);

static inline enum sd_session_state sd_session_state(const struct sd_session *s)
{
	/* Pairs with the release in sd_session_main(): with SD_OVER results are final. */
	return smp_load_acquire(&s->state);
}

/* Is the run over that was the @started-th? Another one may go on by then. */
static inline bool sd_session_over(const struct sd_session *s, unsigned long started)
{
	/* In this order: a run that begins after @started was over has another number. */
	return sd_session_state(s) != SD_RUNNING || READ_ONCE(s->started) != started;
}

/* The unread part of the text; sd_session_readable() reads it without the lock. */
static inline void sd_session_set_text(struct sd_session *s, size_t from, size_t to)
{
	lockdep_assert_held(&s->lock);
	WRITE_ONCE(s->text_from, from);
	WRITE_ONCE(s->text_to, to);
}

/* Would a read return at once, with bytes or with the end? Not in SD_IDLE. */
static inline bool sd_session_readable(struct sd_session *s)
{
	if (READ_ONCE(s->reading))
		return false;
	/* The state first: what is there once the run is over is all there is. */
	return sd_session_state(s) == SD_OVER ||
	       READ_ONCE(s->text_from) < READ_ONCE(s->text_to) ||
	       !sd_transcript_empty(&s->transcript);
}

#endif /* _SD_SESSION_STATE_H */
