/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_LOCAL_H
#define _SD_LOCAL_H

#include <linux/list.h>
#include <linux/types.h>

/**
 * struct sd_tls - the storage of one kernel thread
 * @values: what it has set
 *
 * First member of the data that the thread was created with, which is how
 * kthread_data() leads to it. No lock: only the thread itself touches it while
 * it lives. sd_tls_exit() at its end frees what it has set.
 */
struct sd_tls {
	struct list_head values;
};

/**
 * struct sd_local - Python's local(), with one attribute
 * @unused: its address is what tells one from another
 */
struct sd_local {
	char unused;
};

void sd_tls_init(struct sd_tls *tls);
void sd_tls_exit(struct sd_tls *tls);
int sd_local_set(const struct sd_local *local, s64 value);
int sd_local_get(const struct sd_local *local, s64 *value);
int sd_local_del(const struct sd_local *local);

#endif /* _SD_LOCAL_H */
