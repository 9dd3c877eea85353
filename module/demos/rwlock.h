/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * State and variant operations of the demo rwlock: rwlock.c runs the variants, which are
 * in rwlock_variants.c. No other file includes this header.
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
 * struct sd_pair - two numbers that are equal whenever no writer is active
 * @a: written first, read first
 * @b: written second, read second
 *
 * Accesses use READ_ONCE() and WRITE_ONCE(): readers of some variants read during a
 * write and detect that afterwards.
 */
struct sd_pair {
	u64 a;
	u64 b;
};

#define SD_VERSIONS	16

/**
 * struct sd_rw_state - what the threads share
 * @pair: the data of variants that change it in place
 * @rwlock: variant rwlock: protects @pair
 * @rwsem: variant rwsem: protects @pair
 * @percpu: variant percpu_rwsem: protects @pair
 * @seqlock: variants seqlock and no-retry: protects @pair between writers; readers only
 *	detect a write
 * @mutex: variants rcu and no-grace: serialises writers; protects @version, @retired,
 *	@next and writes of @published
 * @version: memory of the versions; one is published, a reader may still read another
 * @retired: grace period that must pass before a version is used again
 * @next: index of the version to be written next
 * @published: the version that readers find
 * @srcu: variant no-grace: protects the readers, which may sleep
 * @writing: counts the writers inside
 * @writes: writes by all writers; protected by the lock of the variant
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
 * struct sd_rw_section - one read section
 * @pair: the data to read
 * @cookie: state of the variant from read_begin() to read_end()
 */
struct sd_rw_section {
	const struct sd_pair *pair;
	int cookie;
};

/**
 * struct sd_rw_ops - how a variant keeps readers and writers apart
 * @prepare: prepares what the variant uses, or NULL; returns 0 or a negative errno
 * @destroy: undoes @prepare, or NULL
 * @read_begin: begins a read section; returns true if the lock was contended
 * @read_end: ends a read section; returns true if the read must be repeated
 * @write_begin: returns the pair to change in *pair; returns true if the lock was
 *	contended
 * @write_end: publishes the change
 */
struct sd_rw_ops {
	int (*prepare)(struct sd_rw_state *st);
	void (*destroy)(struct sd_rw_state *st);
	bool (*read_begin)(struct sd_rw_state *st, struct sd_rw_section *section);
	bool (*read_end)(struct sd_rw_state *st, struct sd_rw_section *section);
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
