// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Barrier; the kernel offers modules no barrier of its own.
 *
 * The waiters of one round are a generation: a list that is emptied at once when the round
 * ends. A woken thread reads how its own generation ended, not the state of the barrier,
 * because faster threads may already wait in the next round.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/sched/signal.h>

#include "barrier.h"

/**
 * struct sd_party - a thread in sd_barrier_wait(), on its stack
 * @node: in the list of its generation
 * @err: how the generation ended
 * @over: the generation has ended. Written last and with release: the thread reads it
 *	with acquire and without the lock, and may then leave
 */
struct sd_party {
	struct list_head node;
	int err;
	bool over;
};

/**
 * sd_barrier_init - make a barrier
 * @b: the barrier
 * @parties: number of threads that must arrive
 * @action: the last one to arrive runs it while all others wait. Returns 0, or an errno,
 *	which breaks the barrier. May sleep, must not use the barrier. Or NULL
 * @arg: for @action
 *
 * Return: 0, or -EINVAL without @parties (Python: ValueError).
 */
int sd_barrier_init(struct sd_barrier *b, unsigned int parties, int (*action)(void *arg),
		    void *arg)
{
	if (!parties)
		return -EINVAL;
	b->parties = parties;
	b->action = action;
	b->arg = arg;
	mutex_init(&b->lock);
	b->count = 0;
	INIT_LIST_HEAD(&b->generation);
	b->broken = false;
	init_waitqueue_head(&b->wq);
	return 0;
}

/* No thread may wait. */
void sd_barrier_destroy(struct sd_barrier *b)
{
	WARN_ON_ONCE(!list_empty(&b->generation));
	mutex_destroy(&b->lock);
}

/* Releases all waiters with 0 or an errno; later arrivals are the next generation. */
static void sd_barrier_end_generation(struct sd_barrier *b, int err)
{
	struct sd_party *p, *next;

	lockdep_assert_held(&b->lock);
	list_for_each_entry_safe(p, next, &b->generation, node) {
		list_del_init(&p->node);
		p->err = err;
		/* Pairs with the acquire in sd_barrier_sleep(). */
		smp_store_release(&p->over, true);
	}
	b->count = 0;
	wake_up_all(&b->wq);
}

static void sd_barrier_break(struct sd_barrier *b)
{
	lockdep_assert_held(&b->lock);
	b->broken = true;
	sd_barrier_end_generation(b, -EPIPE);
}

/* The last party has arrived. */
static int sd_barrier_complete(struct sd_barrier *b)
{
	int err = b->action ? b->action(b->arg) : 0;

	if (err)
		sd_barrier_break(b);
	else
		sd_barrier_end_generation(b, 0);
	return err;
}

/* How the generation ended. A waiter that gives up ends it for all. */
static int sd_barrier_sleep(struct sd_barrier *b, struct sd_party *p, long timeout)
{
	/* Pairs with the release in sd_barrier_end_generation(). */
	long left = wait_event_interruptible_timeout(b->wq, smp_load_acquire(&p->over),
						     timeout);
	if (left > 0)
		return p->err;
	mutex_lock(&b->lock);
	if (!p->over) {
		list_del_init(&p->node);
		sd_barrier_break(b);
		p->err = left ? -EINTR : -ETIMEDOUT;
	}
	mutex_unlock(&b->lock);
	return p->err;
}

/**
 * sd_barrier_wait - wait until all parties have arrived
 * @b: the barrier
 * @timeout: limit (jiffies), or MAX_SCHEDULE_TIMEOUT
 *
 * Return: the index of the arrival, 0 to parties - 1; -EPIPE if the barrier is broken, or
 * was broken or reset meanwhile (Python: BrokenBarrierError); -ETIMEDOUT, or -EINTR if the
 * caller is being stopped, both of which break it; the errno of the action, for the thread
 * that ran it.
 */
int sd_barrier_wait(struct sd_barrier *b, long timeout)
{
	struct sd_party p = { .over = false };
	int index, err;

	mutex_lock(&b->lock);
	if (b->broken) {
		mutex_unlock(&b->lock);
		return -EPIPE;
	}
	index = b->count++;
	if (b->count == b->parties) {
		err = sd_barrier_complete(b);
		mutex_unlock(&b->lock);
		return err ?: index;
	}
	list_add_tail(&p.node, &b->generation);
	mutex_unlock(&b->lock);
	return sd_barrier_sleep(b, &p, timeout) ?: index;
}

/* Breaks it: present waiters, and later ones until a reset, get -EPIPE. */
void sd_barrier_abort(struct sd_barrier *b)
{
	mutex_lock(&b->lock);
	sd_barrier_break(b);
	mutex_unlock(&b->lock);
}

/* Makes it new: present waiters get -EPIPE, later ones wait. */
void sd_barrier_reset(struct sd_barrier *b)
{
	mutex_lock(&b->lock);
	b->broken = false;
	sd_barrier_end_generation(b, -EPIPE);
	mutex_unlock(&b->lock);
}

bool sd_barrier_broken(struct sd_barrier *b)
{
	bool broken;

	mutex_lock(&b->lock);
	broken = b->broken;
	mutex_unlock(&b->lock);
	return broken;
}

/* The number of threads that have arrived and wait for the others. */
unsigned int sd_barrier_waiting(struct sd_barrier *b)
{
	unsigned int count;

	mutex_lock(&b->lock);
	count = b->count;
	mutex_unlock(&b->lock);
	return count;
}
