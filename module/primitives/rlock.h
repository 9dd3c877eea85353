/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Python's RLock on a kernel mutex. The demos rlock and condition use it.
 *
 * Context: kernel threads; acquire sleeps, release may sleep.
 * Lifetime: a thread must release the lock before it ends: @owner is compared by address,
 *	and a later thread may get the same one. The memory may be freed as that of a mutex
 *	may, but only after all threads with a timeout have returned.
 * Ordering: that of a mutex: what a thread did before its last release is visible to a
 *	thread after its acquire.
 */
#ifndef _SD_RLOCK_H
#define _SD_RLOCK_H

#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/wait.h>

struct task_struct;

/**
 * struct sd_rlock - Python's RLock: a mutex that its owner may acquire again
 * @mutex: held from the first acquire to the last release
 * @owner: the thread that holds @mutex. Only the owner writes it. Any thread may compare it
 *	with itself, because only that thread itself writes this value
 * @depth: acquires without a release; only the owner uses it
 * @timed: threads that wait with a timeout, which a mutex does not offer
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

/* For condition.c: release all levels at once, and acquire them again. */
unsigned int sd_rlock_release_all(struct sd_rlock *l);
void sd_rlock_acquire_all(struct sd_rlock *l, unsigned int depth);

#endif /* _SD_RLOCK_H */
