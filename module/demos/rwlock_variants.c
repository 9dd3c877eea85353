// SPDX-License-Identifier: GPL-2.0-only
/*
 * Variants of the demo rwlock, correct and broken. Only rwlock.c uses them.
 */
#include <linux/rcupdate.h>
#include <linux/sched.h>

#include "demos/rwlock.h"
#include "primitives/trylock.h"

/* ---- rwlock: readers and writers spin ---- */

static bool sd_rwlock_read_begin(struct sd_rw_state *st, struct sd_rw_section *section)
	__acquires(&st->rwlock)
{
	section->pair = &st->pair;
	return SD_TAKE(read_trylock, read_lock, &st->rwlock);
}

static bool sd_rwlock_read_end(struct sd_rw_state *st, struct sd_rw_section *section)
	__releases(&st->rwlock)
{
	read_unlock(&st->rwlock);
	return false;
}

static bool sd_rwlock_write_begin(struct sd_rw_state *st, struct sd_pair **pair)
	__acquires(&st->rwlock)
{
	*pair = &st->pair;
	return SD_TAKE(write_trylock, write_lock, &st->rwlock);
}

static void sd_rwlock_write_end(struct sd_rw_state *st, struct sd_pair *pair)
	__releases(&st->rwlock)
{
	write_unlock(&st->rwlock);
}

const struct sd_rw_ops sd_rw_rwlock = {
	.read_begin = sd_rwlock_read_begin,
	.read_end = sd_rwlock_read_end,
	.write_begin = sd_rwlock_write_begin,
	.write_end = sd_rwlock_write_end,
};

/* ---- rwsem: readers and writers sleep ---- */

static bool sd_rwsem_read_begin(struct sd_rw_state *st, struct sd_rw_section *section)
{
	section->pair = &st->pair;
	return SD_TAKE(down_read_trylock, down_read, &st->rwsem);
}

static bool sd_rwsem_read_end(struct sd_rw_state *st, struct sd_rw_section *section)
{
	up_read(&st->rwsem);
	return false;
}

static bool sd_rwsem_write_begin(struct sd_rw_state *st, struct sd_pair **pair)
{
	*pair = &st->pair;
	return SD_TAKE(down_write_trylock, down_write, &st->rwsem);
}

static void sd_rwsem_write_end(struct sd_rw_state *st, struct sd_pair *pair)
{
	up_write(&st->rwsem);
}

const struct sd_rw_ops sd_rw_rwsem = {
	.read_begin = sd_rwsem_read_begin,
	.read_end = sd_rwsem_read_end,
	.write_begin = sd_rwsem_write_begin,
	.write_end = sd_rwsem_write_end,
};

/* ---- percpu_rwsem: a reader uses its own CPU only, a writer waits for all CPUs ---- */

static int sd_percpu_rwsem_prepare(struct sd_rw_state *st)
{
	return percpu_init_rwsem(&st->percpu);
}

static void sd_percpu_rwsem_destroy(struct sd_rw_state *st)
{
	percpu_free_rwsem(&st->percpu);
}

static bool sd_percpu_rwsem_read_begin(struct sd_rw_state *st, struct sd_rw_section *section)
{
	section->pair = &st->pair;
	return SD_TAKE(percpu_down_read_trylock, percpu_down_read, &st->percpu);
}

static bool sd_percpu_rwsem_read_end(struct sd_rw_state *st, struct sd_rw_section *section)
{
	percpu_up_read(&st->percpu);
	return false;
}

/* There is no try variant for writers, so contention cannot be reported. */
static bool sd_percpu_rwsem_write_begin(struct sd_rw_state *st, struct sd_pair **pair)
{
	*pair = &st->pair;
	percpu_down_write(&st->percpu);
	return false;
}

static void sd_percpu_rwsem_write_end(struct sd_rw_state *st, struct sd_pair *pair)
{
	percpu_up_write(&st->percpu);
}

const struct sd_rw_ops sd_rw_percpu_rwsem = {
	.prepare = sd_percpu_rwsem_prepare,
	.destroy = sd_percpu_rwsem_destroy,
	.read_begin = sd_percpu_rwsem_read_begin,
	.read_end = sd_percpu_rwsem_read_end,
	.write_begin = sd_percpu_rwsem_write_begin,
	.write_end = sd_percpu_rwsem_write_end,
};

/* ---- seqlock: readers never wait, and read again after a write ---- */

static bool sd_seqlock_read_begin(struct sd_rw_state *st, struct sd_rw_section *section)
{
	section->pair = &st->pair;
	section->cookie = read_seqbegin(&st->seqlock);
	return false;
}

static bool sd_seqlock_read_end(struct sd_rw_state *st, struct sd_rw_section *section)
{
	return read_seqretry(&st->seqlock, section->cookie);
}

/* There is no try variant: contended if a writer is inside at this moment. */
static bool sd_seqlock_write_begin(struct sd_rw_state *st, struct sd_pair **pair)
	__acquires(&st->seqlock.lock)
{
	bool contended = sd_exclusion_inside(&st->writing);

	*pair = &st->pair;
	write_seqlock(&st->seqlock);
	return contended;
}

static void sd_seqlock_write_end(struct sd_rw_state *st, struct sd_pair *pair)
	__releases(&st->seqlock.lock)
{
	write_sequnlock(&st->seqlock);
}

const struct sd_rw_ops sd_rw_seqlock = {
	.read_begin = sd_seqlock_read_begin,
	.read_end = sd_seqlock_read_end,
	.write_begin = sd_seqlock_write_begin,
	.write_end = sd_seqlock_write_end,
};

/* The bug: ignores the result of read_seqretry(). */
static bool sd_no_retry_read_end(struct sd_rw_state *st, struct sd_rw_section *section)
{
	(void)read_seqretry(&st->seqlock, section->cookie);
	return false;
}

const struct sd_rw_ops sd_rw_no_retry = {
	.read_begin = sd_seqlock_read_begin,
	.read_end = sd_no_retry_read_end,
	.write_begin = sd_seqlock_write_begin,
	.write_end = sd_seqlock_write_end,
};

/* ---- rcu: writers publish new versions; old ones stay for a grace period ---- */

static bool sd_version_lock(struct sd_rw_state *st)
{
	return SD_TAKE(mutex_trylock, mutex_lock, &st->mutex);
}

static struct sd_pair *sd_version_published(struct sd_rw_state *st)
{
	return rcu_dereference_protected(st->published, lockdep_is_held(&st->mutex));
}

/* Copies the published version into the memory of the oldest one. */
static struct sd_pair *sd_version_copy(struct sd_rw_state *st)
{
	const struct sd_pair *old = sd_version_published(st);
	struct sd_pair *pair = &st->version[st->next];

	WRITE_ONCE(pair->a, old->a);
	WRITE_ONCE(pair->b, old->b);
	return pair;
}

static int sd_rcu_prepare(struct sd_rw_state *st)
{
	/* Treats all versions as retired now, which saves a special case for their first use. */
	for (unsigned int i = 0; i < SD_VERSIONS; i++)
		st->retired[i] = get_state_synchronize_rcu();
	RCU_INIT_POINTER(st->published, &st->version[0]);
	st->next = 1;
	return 0;
}

static bool sd_rcu_read_begin(struct sd_rw_state *st, struct sd_rw_section *section)
	__acquires(RCU)
{
	rcu_read_lock();
	section->pair = rcu_dereference(st->published);
	return false;
}

static bool sd_rcu_read_end(struct sd_rw_state *st, struct sd_rw_section *section)
	__releases(RCU)
{
	rcu_read_unlock();
	return false;
}

static bool sd_rcu_write_begin(struct sd_rw_state *st, struct sd_pair **pair)
{
	bool contended = sd_version_lock(st);

	/* Waits until all readers that could have found this version have finished. */
	cond_synchronize_rcu(st->retired[st->next]);
	*pair = sd_version_copy(st);
	return contended;
}

static void sd_rcu_write_end(struct sd_rw_state *st, struct sd_pair *pair)
{
	unsigned int old = sd_version_published(st) - st->version;

	rcu_assign_pointer(st->published, pair);
	st->retired[old] = get_state_synchronize_rcu();
	st->next = (st->next + 1) % SD_VERSIONS;
	mutex_unlock(&st->mutex);
}

const struct sd_rw_ops sd_rw_rcu = {
	.prepare = sd_rcu_prepare,
	.read_begin = sd_rcu_read_begin,
	.read_end = sd_rcu_read_end,
	.write_begin = sd_rcu_write_begin,
	.write_end = sd_rcu_write_end,
};

/*
 * The bug: the replaced version is used again at once, while a reader may still read it.
 * SRCU readers may sleep, so that a reader can be held in its read section.
 */
static int sd_no_grace_prepare(struct sd_rw_state *st)
{
	RCU_INIT_POINTER(st->published, &st->version[0]);
	st->next = 1;
	return init_srcu_struct(&st->srcu);
}

static void sd_no_grace_destroy(struct sd_rw_state *st)
{
	cleanup_srcu_struct(&st->srcu);
}

static bool sd_no_grace_read_begin(struct sd_rw_state *st, struct sd_rw_section *section)
	__acquires(&st->srcu)
{
	section->cookie = srcu_read_lock(&st->srcu);
	section->pair = srcu_dereference(st->published, &st->srcu);
	return false;
}

static bool sd_no_grace_read_end(struct sd_rw_state *st, struct sd_rw_section *section)
	__releases(&st->srcu)
{
	srcu_read_unlock(&st->srcu, section->cookie);
	return false;
}

static bool sd_no_grace_write_begin(struct sd_rw_state *st, struct sd_pair **pair)
{
	bool contended = sd_version_lock(st);

	*pair = sd_version_copy(st);
	return contended;
}

/* The reuse overwrites the old version with an invalid pair; no memory is freed. */
static void sd_no_grace_write_end(struct sd_rw_state *st, struct sd_pair *pair)
{
	struct sd_pair *old = sd_version_published(st);

	rcu_assign_pointer(st->published, pair);
	WRITE_ONCE(old->a, 0);
	WRITE_ONCE(old->b, U64_MAX);
	st->next = old - st->version;
	mutex_unlock(&st->mutex);
}

const struct sd_rw_ops sd_rw_no_grace = {
	.prepare = sd_no_grace_prepare,
	.destroy = sd_no_grace_destroy,
	.read_begin = sd_no_grace_read_begin,
	.read_end = sd_no_grace_read_end,
	.write_begin = sd_no_grace_write_begin,
	.write_end = sd_no_grace_write_end,
};
