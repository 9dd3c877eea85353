/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Exclusion checker: counts the threads in a critical section, and keeps the highest
 * count. Demos call it. Uses atomic operations only, so that it does not depend on the lock
 * that it checks; knows neither workers nor runs.
 */
#ifndef _SD_EXCLUSION_H
#define _SD_EXCLUSION_H

#include <linux/atomic.h>

/**
 * struct sd_exclusion - threads in a critical section
 * @inside: their number now
 * @most: the highest number so far
 *
 * Part of a demo's state.
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
