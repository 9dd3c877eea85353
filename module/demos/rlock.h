/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * State and variant operations of the demo rlock. rlock.c runs the variants, which are in
 * rlock_variants.c. No other file includes this header.
 */
#ifndef _SD_DEMO_RLOCK_H
#define _SD_DEMO_RLOCK_H

#include <linux/types.h>

#include "engine/exclusion.h"
#include "primitives/plain_lock.h"
#include "primitives/rlock.h"
#include "primitives/rlock_spin.h"

/**
 * struct sd_rlock_state - what the threads share
 * @mutex: variant mutex; each lock of this union protects the counters below in its
 *	variant
 * @spin: variant spinlock
 * @plain: variant self-deadlock
 * @entered: number of calls of foo and bar by all threads; gives each call a number
 * @wrong_depth: number of times that the depth was not the expected one of 1 2 1 0
 * @wrong_owner: number of times that the holder was not the owner, or still was after
 *	its last release
 * @wrong_order: number of times that bar did not directly follow its own foo
 * @exclusion: counts the holders
 */
struct sd_rlock_state {
	union {
		struct sd_rlock mutex;
		struct sd_rlock_spin spin;
		struct sd_plain_lock plain;
	};
	u64 entered;
	u64 wrong_depth;
	u64 wrong_owner;
	u64 wrong_order;
	struct sd_exclusion exclusion;
};

/**
 * struct sd_rlock_ops - the lock of a variant
 * @init: prepares the lock
 * @destroy: undoes @init, or NULL
 * @try: acquires the lock if that needs no waiting
 * @acquire: acquires the lock; returns 0 or a negative errno
 * @release: undoes one acquisition; returns 0 or a negative errno
 * @owned: does the caller own the lock? NULL if the lock records no owner
 * @depth: acquisitions by the caller that are not released yet; NULL together with
 *	@owned
 * @atomic: the holder must not sleep and therefore must not log text
 */
struct sd_rlock_ops {
	void (*init)(struct sd_rlock_state *st);
	void (*destroy)(struct sd_rlock_state *st);
	bool (*try)(struct sd_rlock_state *st);
	int (*acquire)(struct sd_rlock_state *st);
	int (*release)(struct sd_rlock_state *st);
	bool (*owned)(const struct sd_rlock_state *st);
	unsigned int (*depth)(const struct sd_rlock_state *st);
	bool atomic;
};

extern const struct sd_rlock_ops sd_rlock_over_mutex;
extern const struct sd_rlock_ops sd_rlock_over_spinlock;
extern const struct sd_rlock_ops sd_rlock_not_recursive;

#endif /* _SD_DEMO_RLOCK_H */
