// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's locks as variants of the demo lock; of the readers-writer locks, the write
 * side. Only lock.c uses them.
 */
#include "lock.h"
#include "primitives/trylock.h"

static int sd_mutex_init(struct sd_lock_state *st)
{
	mutex_init(&st->mutex);
	return 0;
}

static void sd_mutex_destroy(struct sd_lock_state *st)
{
	mutex_destroy(&st->mutex);
}

static int sd_mutex_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	return SD_TAKE(mutex_trylock, mutex_lock, &st->mutex);
}

static void sd_mutex_release(struct sd_worker *w, struct sd_lock_state *st)
{
	mutex_unlock(&st->mutex);
}

const struct sd_lock_ops sd_lock_mutex = {
	.init = sd_mutex_init,
	.destroy = sd_mutex_destroy,
	.acquire = sd_mutex_acquire,
	.release = sd_mutex_release,
};

static int sd_spinlock_init(struct sd_lock_state *st)
{
	spin_lock_init(&st->spinlock);
	return 0;
}

static int sd_spinlock_acquire(struct sd_worker *w, struct sd_lock_state *st)
	__acquires(&st->spinlock)
{
	return SD_TAKE(spin_trylock, spin_lock, &st->spinlock);
}

static void sd_spinlock_release(struct sd_worker *w, struct sd_lock_state *st)
	__releases(&st->spinlock)
{
	spin_unlock(&st->spinlock);
}

const struct sd_lock_ops sd_lock_spinlock = {
	.init = sd_spinlock_init,
	.acquire = sd_spinlock_acquire,
	.release = sd_spinlock_release,
};

static int sd_raw_spinlock_init(struct sd_lock_state *st)
{
	raw_spin_lock_init(&st->raw_spinlock);
	return 0;
}

static int sd_raw_spinlock_acquire(struct sd_worker *w, struct sd_lock_state *st)
	__acquires(&st->raw_spinlock)
{
	return SD_TAKE(raw_spin_trylock, raw_spin_lock, &st->raw_spinlock);
}

static void sd_raw_spinlock_release(struct sd_worker *w, struct sd_lock_state *st)
	__releases(&st->raw_spinlock)
{
	raw_spin_unlock(&st->raw_spinlock);
}

const struct sd_lock_ops sd_lock_raw_spinlock = {
	.init = sd_raw_spinlock_init,
	.acquire = sd_raw_spinlock_acquire,
	.release = sd_raw_spinlock_release,
};

static int sd_spinlock_irq_acquire(struct sd_worker *w, struct sd_lock_state *st)
	__acquires(&st->spinlock)
{
	/* A local variable: st->irq_flags belongs to the holder until the lock is acquired. */
	unsigned long flags;
	/* As in SD_TRY(), sparse sees only the unconditional acquisition. */
	bool contended = SD_CHECKED || !spin_trylock_irqsave(&st->spinlock, flags);

	if (contended)
		spin_lock_irqsave(&st->spinlock, flags);
	st->irq_flags = flags;
	return contended;
}

static void sd_spinlock_irq_release(struct sd_worker *w, struct sd_lock_state *st)
	__releases(&st->spinlock)
{
	unsigned long flags = st->irq_flags;

	spin_unlock_irqrestore(&st->spinlock, flags);
}

const struct sd_lock_ops sd_lock_spinlock_irq = {
	.init = sd_spinlock_init,
	.acquire = sd_spinlock_irq_acquire,
	.release = sd_spinlock_irq_release,
};

#ifdef CONFIG_RT_MUTEXES
static int sd_rt_mutex_init(struct sd_lock_state *st)
{
	rt_mutex_init(&st->rt_mutex);
	return 0;
}

static int sd_rt_mutex_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	return SD_TAKE(rt_mutex_trylock, rt_mutex_lock, &st->rt_mutex);
}

static void sd_rt_mutex_release(struct sd_worker *w, struct sd_lock_state *st)
{
	rt_mutex_unlock(&st->rt_mutex);
}

const struct sd_lock_ops sd_lock_rt_mutex = {
	.init = sd_rt_mutex_init,
	.acquire = sd_rt_mutex_acquire,
	.release = sd_rt_mutex_release,
};
#endif

static int sd_semaphore_init(struct sd_lock_state *st)
{
	sema_init(&st->semaphore, 1);
	return 0;
}

static int sd_semaphore_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	if (!down_trylock(&st->semaphore))
		return 0;
	return down_interruptible(&st->semaphore) ?: 1;
}

static void sd_semaphore_release(struct sd_worker *w, struct sd_lock_state *st)
{
	up(&st->semaphore);
}

const struct sd_lock_ops sd_lock_semaphore = {
	.init = sd_semaphore_init,
	.acquire = sd_semaphore_acquire,
	.release = sd_semaphore_release,
};

static int sd_rwsem_init(struct sd_lock_state *st)
{
	init_rwsem(&st->rwsem);
	return 0;
}

static int sd_rwsem_acquire(struct sd_worker *w, struct sd_lock_state *st)
{
	return SD_TAKE(down_write_trylock, down_write, &st->rwsem);
}

static void sd_rwsem_release(struct sd_worker *w, struct sd_lock_state *st)
{
	up_write(&st->rwsem);
}

const struct sd_lock_ops sd_lock_rwsem = {
	.init = sd_rwsem_init,
	.acquire = sd_rwsem_acquire,
	.release = sd_rwsem_release,
};

static int sd_rwlock_init(struct sd_lock_state *st)
{
	rwlock_init(&st->rwlock);
	return 0;
}

static int sd_rwlock_acquire(struct sd_worker *w, struct sd_lock_state *st)
	__acquires(&st->rwlock)
{
	return SD_TAKE(write_trylock, write_lock, &st->rwlock);
}

static void sd_rwlock_release(struct sd_worker *w, struct sd_lock_state *st)
	__releases(&st->rwlock)
{
	write_unlock(&st->rwlock);
}

const struct sd_lock_ops sd_lock_rwlock = {
	.init = sd_rwlock_init,
	.acquire = sd_rwlock_acquire,
	.release = sd_rwlock_release,
};

static int sd_seqlock_init(struct sd_lock_state *st)
{
	seqlock_init(&st->seqlock);
	return 0;
}

static int sd_seqlock_acquire(struct sd_worker *w, struct sd_lock_state *st)
	__acquires(&st->seqlock.lock)
{
	/* There is no write_tryseqlock(): contended if a thread is inside at this moment. */
	bool contended = sd_exclusion_inside(&st->exclusion);

	write_seqlock(&st->seqlock);
	return contended;
}

static void sd_seqlock_release(struct sd_worker *w, struct sd_lock_state *st)
	__releases(&st->seqlock.lock)
{
	write_sequnlock(&st->seqlock);
}

const struct sd_lock_ops sd_lock_seqlock = {
	.init = sd_seqlock_init,
	.acquire = sd_seqlock_acquire,
	.release = sd_seqlock_release,
};
