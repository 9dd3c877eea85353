// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's local() as storage that belongs to a kernel thread: it moves with the thread
 * from CPU to CPU, and it is freed when the thread ends.
 */
#include <linux/errno.h>
#include <linux/kthread.h>
#include <linux/slab.h>

#include "local.h"

/* The value that a thread has set for one sd_local. */
struct sd_value {
	struct list_head node;
	const struct sd_local *local;
	s64 value;
};

void sd_tls_init(struct sd_tls *tls)
{
	INIT_LIST_HEAD(&tls->values);
}

/* Frees all values; called by the thread, or after its end. */
void sd_tls_exit(struct sd_tls *tls)
{
	struct sd_value *v, *next;

	list_for_each_entry_safe(v, next, &tls->values, node)
		kfree(v);
	INIT_LIST_HEAD(&tls->values);
}

static struct sd_tls *sd_tls_current(void)
{
	return kthread_data(current);
}

static struct sd_value *sd_value_find(const struct sd_local *local)
{
	struct sd_value *v;

	list_for_each_entry(v, &sd_tls_current()->values, node)
		if (v->local == local)
			return v;
	return NULL;
}

/**
 * sd_local_set - set the calling thread's value
 * @local: which one
 * @value: the value
 *
 * Return: 0 or -ENOMEM.
 */
int sd_local_set(const struct sd_local *local, s64 value)
{
	struct sd_value *v = sd_value_find(local);

	if (!v) {
		v = kmalloc(sizeof(*v), GFP_KERNEL);
		if (!v)
			return -ENOMEM;
		v->local = local;
		list_add(&v->node, &sd_tls_current()->values);
	}
	v->value = value;
	return 0;
}

/**
 * sd_local_get - get the calling thread's value
 * @local: which one
 * @value: gets it
 *
 * Return: 0, or -ENODATA if this thread has set none (Python: AttributeError).
 */
int sd_local_get(const struct sd_local *local, s64 *value)
{
	const struct sd_value *v = sd_value_find(local);

	if (!v)
		return -ENODATA;
	*value = v->value;
	return 0;
}

/* Forgets the calling thread's value; -ENODATA if it has set none. */
int sd_local_del(const struct sd_local *local)
{
	struct sd_value *v = sd_value_find(local);

	if (!v)
		return -ENODATA;
	list_del(&v->node);
	kfree(v);
	return 0;
}
