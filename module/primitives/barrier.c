// SPDX-License-Identifier: GPL-2.0-only
/*
 * Python's Barrier, for which the kernel has nothing of its own that modules may
 * use. Used by the demo barrier.
 *
 * Those who wait in one round are a generation: a list, which is emptied at once
 * when the round is over, whatever way. Who is woken finds out what became of its
 * own generation, and not of what the barrier is by then: others may have come
 * round and wait already in the next one.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/sched/signal.h>

#include "barrier.h"

/**
 * struct sd_party - one thread in sd_barrier_wait(), on its stack
 * @node: in the list of its generation
 * @err: how that ended
 * @over: it has; written last, for the thread may then leave, and read without lock
 */
struct sd_party {
	struct list_head node;
	int err;
	bool over;
};

/**
 * sd_barrier_init - make a barrier
 * @b: the barrier
 * @parties: threads that it takes to go on
 * @action: run once a round by the last one to arrive, while all others wait; 0, or
 *	an errno, which breaks the barrier. May sleep, but not use the barrier. Or NULL
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

/* Nobody may wait there. */
void sd_barrier_destroy(struct sd_barrier *b)
{
	WARN_ON_ONCE(!list_empty(&b->generation));
	mutex_destroy(&b->lock);
}

/* Lets all go who wait, with 0 or an errno; who comes from now on is of the next. */
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

/* All are there. */
static int sd_barrier_complete(struct sd_barrier *b)
{
	int err = b->action ? b->action(b->arg) : 0;

	if (err)
		sd_barrier_break(b);
	else
		sd_barrier_end_generation(b, 0);
	return err;
}

/* What became of its generation. Who gives up takes all others along. */
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
 * sd_barrier_wait - wait until all parties are there
 * @b: the barrier
 * @timeout: at most so long (jiffies), or MAX_SCHEDULE_TIMEOUT
 *
 * Return: 0 to parties - 1, another one for each thread of the round, by arrival;
 * -EPIPE if the barrier is broken, or was broken or reset meanwhile (Python:
 * BrokenBarrierError); -ETIMEDOUT, or -EINTR if the caller is being ended, which both
 * break it; what the action failed with, for the one that ran it.
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

/* Breaks it: who waits, and who comes until a reset, gets -EPIPE. */
void sd_barrier_abort(struct sd_barrier *b)
{
	mutex_lock(&b->lock);
	sd_barrier_break(b);
	mutex_unlock(&b->lock);
}

/* Makes it as it was at first: who waits gets -EPIPE, who comes may wait. */
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

/* Threads that have arrived and wait for the others. */
unsigned int sd_barrier_waiting(struct sd_barrier *b)
{
	unsigned int count;

	mutex_lock(&b->lock);
	count = b->count;
	mutex_unlock(&b->lock);
	return count;
}
