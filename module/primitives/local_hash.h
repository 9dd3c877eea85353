/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Python's local() as a hash table. The demo local uses it.
 *
 * Context: set allocates and may sleep; get and del take a spinlock.
 * Lifetime: see struct sd_hash_local. destroy after a join of all threads.
 * Ordering: none is needed; a value is never shared.
 */
#ifndef _SD_LOCAL_HASH_H
#define _SD_LOCAL_HASH_H

#include <linux/hashtable.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#define SD_HASH_BITS	4

/**
 * struct sd_hash_local - Python's local() as a table with the task as the key
 * @lock: protects @table and its entries
 * @table: the values that threads have set
 *
 * A value does not end with its thread. A thread that sets a value must delete it before
 * it ends: a later thread may have the same address, and would find the value.
 */
struct sd_hash_local {
	spinlock_t lock;	/* protects table */
	DECLARE_HASHTABLE(table, SD_HASH_BITS);
};

void sd_hash_local_init(struct sd_hash_local *l);
void sd_hash_local_destroy(struct sd_hash_local *l);
int sd_hash_local_set(struct sd_hash_local *l, s64 value);
int sd_hash_local_get(struct sd_hash_local *l, s64 *value);
int sd_hash_local_del(struct sd_hash_local *l);

#endif /* _SD_LOCAL_HASH_H */
