/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_RLOCK_H
#define _SD_RLOCK_H

#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/wait.h>

struct task_struct;

/**
 * struct sd_rlock - Python's RLock: a mutex that its owner may take again
 * @mutex: held from the first acquire to the last release
 * @owner: who holds @mutex. Written only by the holder; anyone may compare it
 *	with themselves, because no one but themselves writes that value
 * @depth: acquires not yet released; the owner's alone
 * @timed: those who wait with a timeout, which a mutex does not offer
 *
 * Used by kernel threads. Whoever owns it must release it before it ends.
 */
struct sd_rlock {
	struct mutex mutex;	/* the lock itself */
	struct task_struct *owner;
	unsigned int depth;
	wait_queue_head_t timed;
};

void sd_rlock_init(struct sd_rlock *l);
void sd_rlock_destroy(struct sd_rlock *l);
int sd_rlock_acquire(struct sd_rlock *l);
int sd_rlock_acquire_timeout(struct sd_rlock *l, unsigned long timeout);
bool sd_rlock_try(struct sd_rlock *l);
int sd_rlock_release(struct sd_rlock *l);
bool sd_rlock_owned(const struct sd_rlock *l);
unsigned int sd_rlock_depth(const struct sd_rlock *l);

/* For condition.c: gives up every level at once, and takes them back. */
unsigned int sd_rlock_release_all(struct sd_rlock *l);
void sd_rlock_acquire_all(struct sd_rlock *l, unsigned int depth);

#endif /* _SD_RLOCK_H */
