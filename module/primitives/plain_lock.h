/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_PLAIN_LOCK_H
#define _SD_PLAIN_LOCK_H

#include <linux/lockdep.h>
#include <linux/semaphore.h>
#include <linux/types.h>

/**
 * struct sd_plain_lock - a lock that sleeps, is not recursive, and in which a thread
 *	may be stuck for good and still be ended
 * @sem: 1 while it is free
 * @dep_map: tells lockdep, which does not know semaphores
 *
 * Not a mutex, for two reasons that show only in a deadlock. A mutex spins as long
 * as its owner runs: two threads that spin on each other, or one that spins on
 * itself, never come to sleep. And under PREEMPT_RT a mutex that finds a deadlock
 * stops its thread for ever, signal or not.
 */
struct sd_plain_lock {
	struct semaphore sem;
	struct lockdep_map dep_map;
};

void sd_plain_lock_init(struct sd_plain_lock *l, const char *name, struct lock_class_key *key);
int sd_plain_lock_acquire(struct sd_plain_lock *l);
bool sd_plain_lock_try(struct sd_plain_lock *l);
void sd_plain_lock_release(struct sd_plain_lock *l);

#endif /* _SD_PLAIN_LOCK_H */
