/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_RLOCK_SPIN_H
#define _SD_RLOCK_SPIN_H

#include <linux/spinlock.h>
#include <linux/types.h>

struct task_struct;

/**
 * struct sd_rlock_spin - a spinlock that its owner may take again
 * @spinlock: held from the first acquire to the last release
 * @owner: who holds @spinlock. Written only by the holder; anyone may compare it
 *	with themselves, because no one but themselves writes that value
 * @depth: acquires not yet released; the owner's alone
 *
 * Used by threads, not by interrupt handlers, which @owner does not know. Its
 * owner must not sleep.
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
