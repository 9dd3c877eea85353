/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kinds of the demo rlock share: rlock.c runs them, rlock_kinds.c has them.
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
 * @mutex: and what follows in the union: the lock of the kind of that name, which
 *	protects the rest
 * @entered: how often any thread came to foo or bar: a number for each entry
 * @wrong_depth: times that the depth was not the one of 1 2 1 0
 * @wrong_owner: times that the holder was not the owner, or still was it after
 * @wrong_order: times that bar did not directly follow its own foo
 * @witness: watches the exclusion
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
 * struct sd_rlock_ops - what a variant takes twice
 * @init: prepares the lock
 * @destroy: undoes it, or NULL
 * @try: takes it if that needs no waiting
 * @acquire: takes it: 0 or a negative errno
 * @release: undoes one of these: 0 or a negative errno
 * @owned: does the caller hold it? NULL if it does not know its owner
 * @depth: how often the caller holds it; NULL with @owned
 * @atomic: its owner must not sleep, and therefore not speak
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
