/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mutual exclusion, seen from inside: every thread says when it is within the
 * section that a lock is meant to protect, and the most that ever were there at
 * once is kept. Used by demos; needs no lock, since it watches one.
 */
#ifndef _SD_WITNESS_H
#define _SD_WITNESS_H

#include <linux/atomic.h>

/**
 * struct sd_witness - who is inside
 * @inside: threads inside now
 * @most: the most that ever were
 */
struct sd_witness {
	atomic_t inside;
	atomic_t most;
};

static inline void sd_witness_enter(struct sd_witness *witness)
{
	int inside = atomic_inc_return(&witness->inside);
	int most = atomic_read(&witness->most);

	while (inside > most && !atomic_try_cmpxchg(&witness->most, &most, inside))
		;
}

static inline void sd_witness_leave(struct sd_witness *witness)
{
	atomic_dec(&witness->inside);
}

static inline unsigned int sd_witness_inside(const struct sd_witness *witness)
{
	return atomic_read(&witness->inside);
}

static inline unsigned int sd_witness_most(const struct sd_witness *witness)
{
	return atomic_read(&witness->most);
}

#endif /* _SD_WITNESS_H */
