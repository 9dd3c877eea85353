/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_LOCAL_HASH_H
#define _SD_LOCAL_HASH_H

#include <linux/hashtable.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#define SD_HASH_BITS	4

/**
 * struct sd_hash_local - Python's local() as a table with the task as the key
 * @lock: protects @table and the entries in it
 * @table: what the threads have set
 *
 * Unlike storage tied to the thread it does not end with it: whoever sets a value
 * must delete it before the thread ends, because the next thread may be at the same
 * address.
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
