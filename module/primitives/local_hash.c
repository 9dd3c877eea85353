// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's local() as a hash table with the task as the key, for threads that offer no
 * storage of their own.
 */
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "local_hash.h"

/* The value of one thread. */
struct sd_entry {
	struct hlist_node node;
	const struct task_struct *task;
	s64 value;
};

void sd_hash_local_init(struct sd_hash_local *l)
{
	spin_lock_init(&l->lock);
	hash_init(l->table);
}

/* Frees all entries; no thread uses the table any more. */
void sd_hash_local_destroy(struct sd_hash_local *l)
{
	struct hlist_node *next;
	struct sd_entry *e;
	int bucket;

	hash_for_each_safe(l->table, bucket, next, e, node) {
		hash_del(&e->node);
		kfree(e);
	}
}

static struct sd_entry *sd_entry_find(struct sd_hash_local *l)
{
	struct sd_entry *e;

	lockdep_assert_held(&l->lock);
	hash_for_each_possible(l->table, e, node, (unsigned long)current)
		if (e->task == current)
			return e;
	return NULL;
}

/* Sets it if there is an entry; false if there is none. */
static bool sd_entry_update(struct sd_hash_local *l, s64 value)
{
	struct sd_entry *e;

	spin_lock(&l->lock);
	e = sd_entry_find(l);
	if (e)
		e->value = value;
	spin_unlock(&l->lock);
	return e;
}

/**
 * sd_hash_local_set - set the calling thread's value
 * @l: the table
 * @value: the value
 *
 * Return: 0 or -ENOMEM.
 */
int sd_hash_local_set(struct sd_hash_local *l, s64 value)
{
	struct sd_entry *e;

	if (sd_entry_update(l, value))
		return 0;
	/* Only the caller adds entries with its own key, so there is still none. */
	e = kmalloc(sizeof(*e), GFP_KERNEL);
	if (!e)
		return -ENOMEM;
	e->task = current;
	e->value = value;
	spin_lock(&l->lock);
	hash_add(l->table, &e->node, (unsigned long)current);
	spin_unlock(&l->lock);
	return 0;
}

/**
 * sd_hash_local_get - get the calling thread's value
 * @l: the table
 * @value: gets it
 *
 * Return: 0, or -ENODATA if this thread has set none (Python: AttributeError).
 */
int sd_hash_local_get(struct sd_hash_local *l, s64 *value)
{
	const struct sd_entry *e;

	spin_lock(&l->lock);
	e = sd_entry_find(l);
	if (e)
		*value = e->value;
	spin_unlock(&l->lock);
	return e ? 0 : -ENODATA;
}

/* Forgets the calling thread's value; -ENODATA if it has set none. */
int sd_hash_local_del(struct sd_hash_local *l)
{
	struct sd_entry *e;

	spin_lock(&l->lock);
	e = sd_entry_find(l);
	if (e)
		hash_del(&e->node);
	spin_unlock(&l->lock);
	if (!e)
		return -ENODATA;
	kfree(e);
	return 0;
}
