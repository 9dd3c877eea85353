/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mutual exclusion, seen from inside: every thread says when it is within the
 * section that a lock is meant to protect, and the most that ever were there at
 * once is kept. Used by demos; needs no lock, since it watches one.
 */
#ifndef _SD_EXCLUSION_H
#define _SD_EXCLUSION_H

#include <linux/atomic.h>

/**
 * struct sd_exclusion - who is inside
 * @inside: threads inside now
 * @most: the most that ever were
 */
struct sd_exclusion {
	atomic_t inside;
	atomic_t most;
};

static inline void sd_exclusion_enter(struct sd_exclusion *exclusion)
{
	int inside = atomic_inc_return(&exclusion->inside);
	int most = atomic_read(&exclusion->most);

	while (inside > most && !atomic_try_cmpxchg(&exclusion->most, &most, inside))
		;
}

static inline void sd_exclusion_leave(struct sd_exclusion *exclusion)
{
	atomic_dec(&exclusion->inside);
}

static inline unsigned int sd_exclusion_inside(const struct sd_exclusion *exclusion)
{
	return atomic_read(&exclusion->inside);
}

static inline unsigned int sd_exclusion_most(const struct sd_exclusion *exclusion)
{
	return atomic_read(&exclusion->most);
}

#endif /* _SD_EXCLUSION_H */
