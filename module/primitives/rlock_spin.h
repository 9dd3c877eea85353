/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Python's RLock on a kernel spinlock. The demo rlock uses it.
 *
 * Context: threads, not interrupt handlers, which @owner does not know. Spins; the owner
 *	must not sleep.
 * Lifetime: a thread must release the lock before it ends. The memory may be freed as that
 *	of a spinlock may.
 * Ordering: that of a spinlock.
 */
#ifndef _SD_RLOCK_SPIN_H
#define _SD_RLOCK_SPIN_H

#include <linux/spinlock.h>
#include <linux/types.h>

struct task_struct;

/**
 * struct sd_rlock_spin - a spinlock that its owner may acquire again
 * @spinlock: held from the first acquire to the last release
 * @owner: the thread that holds @spinlock. Only the owner writes it. Any thread may compare
 *	it with itself, because only that thread itself writes this value
 * @depth: acquires without a release; only the owner uses it
 */
struct sd_rlock_spin {
	spinlock_t spinlock;	/* the lock itself */
	struct task_struct *owner;
	unsigned int depth;
};

void sd_rlock_spin_init(struct sd_rlock_spin *l);
int sd_rlock_spin_acquire(struct sd_rlock_spin *l);
bool sd_rlock_spin_try(struct sd_rlock_spin *l);
int sd_rlock_spin_release(struct sd_rlock_spin *l);
bool sd_rlock_spin_owned(const struct sd_rlock_spin *l);
unsigned int sd_rlock_spin_depth(const struct sd_rlock_spin *l);

#endif /* _SD_RLOCK_SPIN_H */
