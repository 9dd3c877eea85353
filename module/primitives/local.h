/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Python's local() as storage of the kernel thread. The demo local uses it; crew.c gives
 * each worker its storage.
 *
 * Context: set allocates and may sleep; get and del do not. Only threads whose data begins
 *	with a struct sd_tls.
 * Lifetime: a value stays until it is deleted or its thread ends, even if the struct
 *	sd_local is freed. Values are found by its address: a new sd_local at the same address
 *	finds the values of the old one. So delete them, or end the threads, before it is freed.
 * Ordering: none is needed; a value is never shared.
 */
#ifndef _SD_LOCAL_H
#define _SD_LOCAL_H

#include <linux/list.h>
#include <linux/types.h>

/**
 * struct sd_tls - the storage of one kernel thread
 * @values: the values that it has set
 *
 * First member of the data with which the thread was created, so that kthread_data() leads
 * to it. Only the thread itself uses it while it lives, so there is no lock. sd_tls_exit()
 * frees the values.
 */
struct sd_tls {
	struct list_head values;
};

/**
 * struct sd_local - Python's local(), with one attribute
 * @unused: the address identifies the attribute
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
