/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kinds of the demo lock share: lock.c runs them, lock_kinds.c has the
 * kernel's locks, lock_free.c what needs none, lock_python.c Python's, and
 * lock_twins.c the mistakes.
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

enum sd_lock_object { SD_LOCK, SD_COUNTER, SD_OWN_LOCK, SD_FLAG };

#define SD_THE_LOCK	SYNCDEMO_OBJECT(SD_LOCK, 0)
#define SD_THE_COUNTER	SYNCDEMO_OBJECT(SD_COUNTER, 0)
#define SD_THE_FLAG	SYNCDEMO_OBJECT(SD_FLAG, 0)

/**
 * struct sd_lock_pair - two threads of variant python, of which one gives the lock to
 *	the other without releasing it
 * @wait: where the taker waits for @given or @over
 * @wanted: the taker waits; it alone writes that
 * @given: the lock is the taker's now; the giver, who has the lock, sets that, and
 *	the taker, who then has it, clears it
 * @over: the giver takes the lock no more; it alone writes that
 */
struct sd_lock_pair {
	wait_queue_head_t wait;
	bool wanted;
	bool given;
	bool over;
};

/**
 * struct sd_lock_state - what the threads share
 * @mutex: and what follows in the union: the lock of the kind of that name, which
 *	protects @counter
 * @irq_flags: variant spinlock_irq: what the holder has to restore; protected by
 *	@spinlock
 * @own: variant own_lock: the lock of each thread, which protects nothing
 * @flag: variant check_then_act: set while somebody is inside, or so it thinks
 * @counter: what they add to; plain accesses, so that KCSAN sees the races of the
 *	broken kinds
 * @atomic: what they add to without a lock
 * @percpu: each CPU's part of the sum; variant percpu
 * @pairs: who gives the lock to whom; variant python
 * @given: times that the lock was given on; protected by @python, or, where a lock is
 *	released that another holds, written by thread 1 alone
 * @retries: times that an addition was not made because the value had changed;
 *	variant cmpxchg
 * @witness: watches the exclusion
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
		struct sd_lock python;		/* protects counter, given */
		struct mutex own[SD_MAX_WORKERS]; /* protects nothing, that is the bug */
		int flag;
	};
	unsigned long irq_flags;
	u64 counter;
	atomic64_t atomic;
	u64 __percpu *percpu;
	struct sd_lock_pair pairs[SD_MAX_WORKERS / 2];
	u64 given;
	atomic64_t retries;
	struct sd_exclusion exclusion;
};

/**
 * struct sd_lock_ops - how a variant adds
 * @init: prepares the members of this kind, or NULL: 0 or a negative errno
 * @destroy: undoes it, or NULL
 * @acquire: enters the critical section: 1 if somebody else was in the way, 0 if
 *	not, a negative errno if the worker is being ended
 * @release: leaves it
 * @add: one addition without a critical section; then @acquire and @release are
 *	NULL
 * @leave: what a worker does after its last addition, or NULL
 * @total: what the additions came to; or NULL: the counter
 * @promise: what is promised besides that no addition is lost, or NULL: true if it
 *	was kept, otherwise it has put the reason
 * @own: each thread has a lock of its own
 */
struct sd_lock_ops {
	int (*init)(struct sd_lock_state *st);
	void (*destroy)(struct sd_lock_state *st);
	int (*acquire)(struct sd_worker *w, struct sd_lock_state *st);
	void (*release)(struct sd_worker *w, struct sd_lock_state *st);
	void (*add)(struct sd_worker *w, struct sd_lock_state *st);
	void (*leave)(struct sd_worker *w, struct sd_lock_state *st);
	u64 (*total)(const struct sd_lock_state *st);
	bool (*promise)(const struct sd_run *run, char *reason);
	bool own;
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
