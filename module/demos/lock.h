/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * State and variant operations of the demo lock. lock.c runs the variants; lock_variants.c
 * has the kernel's locks, lock_free.c the lock-free variants, lock_python.c Python's Lock
 * and lock_broken.c the broken variants. No other file includes this header.
 */
#ifndef _SD_DEMO_LOCK_H
#define _SD_DEMO_LOCK_H

#include <linux/atomic.h>
#include <linux/mutex.h>
#include <linux/percpu-defs.h>
#include <linux/rtmutex.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "engine/exclusion.h"
#include "engine/run.h"
#include "primitives/lock.h"

enum sd_lock_object { SD_LOCK, SD_COUNTER, SD_OWN_LOCK, SD_SHARED_FLAG };

#define SD_THE_LOCK	SYNCDEMO_OBJECT(SD_LOCK, 0)
#define SD_THE_COUNTER	SYNCDEMO_OBJECT(SD_COUNTER, 0)
#define SD_THE_FLAG	SYNCDEMO_OBJECT(SD_SHARED_FLAG, 0)

/**
 * struct sd_lock_pair - a giver and a receiver of variant python; the giver hands the
 *	lock over without a release
 * @wait: the receiver sleeps here until @handed_over or @finished
 * @wanted: the receiver waits for a hand-over; written by the receiver only
 * @handed_over: the lock belongs to the receiver now; set by the giver, which holds the lock,
 *	and cleared by the receiver, which then holds it
 * @finished: the giver will not acquire the lock again; written by the giver only
 */
struct sd_lock_pair {
	wait_queue_head_t wait;
	bool wanted;
	bool handed_over;
	bool finished;
};

/**
 * struct sd_lock_state - what the threads share
 * @mutex: variant mutex; each lock of this union protects @counter in the variant of its
 *	name
 * @spinlock: variants spinlock and spinlock_irq
 * @raw_spinlock: variant raw_spinlock
 * @rt_mutex: variant rt_mutex
 * @semaphore: variants semaphore and non-owner
 * @rwsem: variant rwsem
 * @rwlock: variant rwlock
 * @seqlock: variant seqlock
 * @python: variant python
 * @own: variant own-lock: one lock per thread, which protects nothing
 * @flag: variant check-then-act: set while a thread believes that it holds the lock
 * @irq_flags: variant spinlock_irq: interrupt state of the holder; protected by
 *	@spinlock
 * @counter: the shared counter; plain accesses, so that KCSAN reports the races of the
 *	broken variants
 * @atomic: the counter of the variants atomic and cmpxchg
 * @percpu: variant percpu: one counter per CPU
 * @pairs: variant python: the pairs that hand the lock over
 * @handovers: number of releases by a thread that had not acquired the lock; protected
 *	by @python, in variant non-owner written by thread 1 only
 * @retries: variant cmpxchg: failed attempts
 * @exclusion: counts the threads in the critical section
 */
struct sd_lock_state {
	union {
		struct mutex mutex;		/* protects counter */
		spinlock_t spinlock;		/* protects counter, irq_flags */
		raw_spinlock_t raw_spinlock;	/* protects counter */
#ifdef CONFIG_RT_MUTEXES
		struct rt_mutex rt_mutex;	/* protects counter */
#endif
		struct semaphore semaphore;	/* protects counter */
		struct rw_semaphore rwsem;	/* protects counter */
		rwlock_t rwlock;		/* protects counter */
		seqlock_t seqlock;		/* protects counter */
		struct sd_lock python;		/* protects counter, handovers */
		struct mutex own[SD_MAX_WORKERS]; /* protects nothing, that is the bug */
		int flag;
	};
	unsigned long irq_flags;
	u64 counter;
	atomic64_t atomic;
	u64 __percpu *percpu;
	struct sd_lock_pair pairs[SD_MAX_WORKERS / 2];
	u64 handovers;
	atomic64_t retries;
	struct sd_exclusion exclusion;
};

/**
 * struct sd_lock_ops - the operations of a variant
 * @init: prepares what the variant uses, or NULL; returns 0 or a negative errno
 * @destroy: undoes @init, or NULL
 * @acquire: enters the critical section; returns 1 if the lock was contended, 0 if not,
 *	a negative errno if the worker is being stopped
 * @release: leaves the critical section
 * @add: one addition without a critical section; @acquire and @release are NULL then
 * @finish: called by a worker after its last addition, or NULL
 * @total: returns the sum of all additions; NULL if that is the counter
 * @check: verifies a property besides the sum, or NULL; returns true if it holds,
 *	otherwise writes the reason
 * @own_locks: each thread has a lock of its own
 */
struct sd_lock_ops {
	int (*init)(struct sd_lock_state *st);
	void (*destroy)(struct sd_lock_state *st);
	int (*acquire)(struct sd_worker *w, struct sd_lock_state *st);
	void (*release)(struct sd_worker *w, struct sd_lock_state *st);
	void (*add)(struct sd_worker *w, struct sd_lock_state *st);
	void (*finish)(struct sd_worker *w, struct sd_lock_state *st);
	u64 (*total)(const struct sd_lock_state *st);
	bool (*check)(const struct sd_run *run, char *reason);
	bool own_locks;
};

extern const struct sd_lock_ops sd_lock_mutex;
extern const struct sd_lock_ops sd_lock_spinlock;
extern const struct sd_lock_ops sd_lock_raw_spinlock;
extern const struct sd_lock_ops sd_lock_spinlock_irq;
extern const struct sd_lock_ops sd_lock_rt_mutex;
extern const struct sd_lock_ops sd_lock_semaphore;
extern const struct sd_lock_ops sd_lock_rwsem;
extern const struct sd_lock_ops sd_lock_rwlock;
extern const struct sd_lock_ops sd_lock_seqlock;

extern const struct sd_lock_ops sd_lock_atomic;
extern const struct sd_lock_ops sd_lock_cmpxchg;
extern const struct sd_lock_ops sd_lock_percpu;

extern const struct sd_lock_ops sd_lock_python;

extern const struct sd_lock_ops sd_lock_none;
extern const struct sd_lock_ops sd_lock_own;
extern const struct sd_lock_ops sd_lock_check_then_act;
extern const struct sd_lock_ops sd_lock_non_owner;

#endif /* _SD_DEMO_LOCK_H */
