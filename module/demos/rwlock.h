/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the demo rwlock and its kinds of locks share. No one else includes it.
 */
#ifndef _SD_DEMO_RWLOCK_H
#define _SD_DEMO_RWLOCK_H

#include <linux/mutex.h>
#include <linux/percpu-rwsem.h>
#include <linux/rwsem.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>

#include "engine/exclusion.h"
#include "engine/run.h"

/**
 * struct sd_pair - two numbers that are the same whenever nobody is writing
 * @a: written first, read first
 * @b: written and read second
 *
 * Marked accesses throughout: the readers of some kinds look while it changes, and
 * find out afterwards.
 */
struct sd_pair {
	u64 a;
	u64 b;
};

#define SD_VERSIONS	16

/**
 * struct sd_rw_state - what the threads share
 * @pair: the data, for kinds that change it in place
 * @rwlock: kind rwlock: protects @pair
 * @rwsem: kind rwsem: the same
 * @percpu: kind percpu_rwsem: the same
 * @seqlock: kind seqlock: the same, but readers only find out that it was changed
 * @mutex: kinds rcu and no-grace: protects all of the following, against writers
 * @version: memory of the versions; one is published, the others are free or may
 *	still be looked at
 * @retired: the grace period that a version waits for before it is used again
 * @next: index of the version that is written next
 * @published: the version that readers find
 * @srcu: kind no-grace: the readers' side, in which they may sleep
 * @writing: watches the exclusion of writers
 * @writes: by all writers; their own lock protects it
 */
struct sd_rw_state {
	struct sd_pair pair;
	rwlock_t rwlock;	/* protects pair */
	struct rw_semaphore rwsem;	/* protects pair */
	struct percpu_rw_semaphore percpu;
	seqlock_t seqlock;	/* protects pair */
	struct mutex mutex;	/* protects version, retired, next */
	struct sd_pair version[SD_VERSIONS];
	unsigned long retired[SD_VERSIONS];
	unsigned int next;
	struct sd_pair __rcu *published;
	struct srcu_struct srcu;
	struct sd_exclusion writing;
	u64 writes;
};

/**
 * struct sd_rw_section - one look of a reader
 * @pair: what it looks at
 * @mark: what the kind has to remember until the end of the look
 */
struct sd_rw_section {
	const struct sd_pair *pair;
	int mark;
};

/**
 * struct sd_rw_ops - how a variant keeps readers and writers apart
 * @prepare: 0 or a negative errno; or NULL
 * @destroy: undoes it; or NULL
 * @read_begin: begins a look; true if somebody was in the way
 * @read_end: ends it; true if it must be done again
 * @write_begin: gets the pair that the writer may change; true as above
 * @write_end: makes the change what readers find
 */
struct sd_rw_ops {
	int (*prepare)(struct sd_rw_state *st);
	void (*destroy)(struct sd_rw_state *st);
	bool (*read_begin)(struct sd_rw_state *st, struct sd_rw_section *look);
	bool (*read_end)(struct sd_rw_state *st, struct sd_rw_section *look);
	bool (*write_begin)(struct sd_rw_state *st, struct sd_pair **pair);
	void (*write_end)(struct sd_rw_state *st, struct sd_pair *pair);
};

extern const struct sd_rw_ops sd_rw_rwlock;
extern const struct sd_rw_ops sd_rw_rwsem;
extern const struct sd_rw_ops sd_rw_seqlock;
extern const struct sd_rw_ops sd_rw_rcu;
extern const struct sd_rw_ops sd_rw_percpu_rwsem;
extern const struct sd_rw_ops sd_rw_no_retry;
extern const struct sd_rw_ops sd_rw_no_grace;

#endif /* _SD_DEMO_RWLOCK_H */
