// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct variants of the demo condition, and notify-too-few, which differs from
 * completion in one flag. Only condition.c uses them.
 */
#include <linux/sched/signal.h>

#include "demos/condition.h"
#include "primitives/trylock.h"

/* ---- waitqueue: Python's Condition, shared by both sides ---- */

static void sd_cwq_init(struct sd_cond_state *st)
{
	sd_rlock_init(&st->rlock);
	sd_condition_init(&st->cond, &st->rlock);
}

static void sd_cwq_destroy(struct sd_cond_state *st)
{
	sd_rlock_destroy(&st->rlock);
}

/* Argument of sd_cwq_pred(). */
struct sd_cwq_arg {
	const struct sd_cond_state *st;
	enum sd_side side;
};

static bool sd_cwq_pred(void *arg)
{
	const struct sd_cwq_arg *a = arg;

	return sd_cond_ready(a->st, a->side);
}

static int sd_cwq_lock(struct sd_worker *w, struct sd_cond_state *st)
{
	bool contended;
	int err = 0;

	sd_step(w, SD_ATTEMPT, LOCK, 0);
	contended = !sd_rlock_try(&st->rlock);
	if (contended)
		err = sd_rlock_acquire(&st->rlock);
	if (!err)
		sd_step(w, SD_ACQUIRED, LOCK, contended);
	return err;
}

static void sd_cwq_unlock(struct sd_worker *w, struct sd_cond_state *st)
{
	sd_step(w, SD_RELEASED, LOCK, 0);
	sd_rlock_release(&st->rlock);
}

/* The caller holds the lock; the wait releases it and acquires it again. */
static int sd_cwq_wait(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side)
{
	struct sd_cwq_arg a = { .st = st, .side = side };
	int err;

	if (sd_cwq_pred(&a))
		return 0;
	sd_step(w, SD_RELEASED, LOCK, 0);
	sd_step(w, SD_WAIT, SD_QUEUE, 0);
	err = sd_condition_wait_for(&st->cond, sd_cwq_pred, &a, SD_FOREVER);
	sd_step(w, SD_WOKEN, SD_QUEUE, sd_worker_of(w->crew, st->cond.waker));
	sd_step(w, SD_ATTEMPT, LOCK, 0);
	sd_step(w, SD_ACQUIRED, LOCK, 0);
	return err;
}

static int sd_cwq_enter(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side)
{
	int err = sd_cwq_lock(w, st);

	if (err)
		return err;
	err = sd_cwq_wait(w, st, side);
	if (err)
		sd_cwq_unlock(w, st);
	return err;
}

/*
 * With one thread on each side only the other thread can be waiting, so notify(1)
 * suffices. With more, notify(1) could wake a thread of the caller's own side, which
 * cannot continue, while a thread that can continue sleeps for ever.
 */
static void sd_cwq_leave(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side,
			 bool done)
{
	bool one = w->crew->nr == 2;

	if (done) {
		sd_step(w, SD_SIGNAL, SD_QUEUE, one ? 1 : -1);
		if (one)
			sd_condition_notify(&st->cond, 1);
		else
			sd_condition_notify_all(&st->cond);
		/*
		 * As in the tutorial, the producer waits within the same turn. An error is
		 * ignored, because the next wait of a stopped worker fails as well.
		 */
		if (side == PRODUCER)
			(void)sd_cwq_wait(w, st, side);
	}
	sd_cwq_unlock(w, st);
}

const struct sd_cond_ops sd_cond_waitqueue = {
	.init = sd_cwq_init,
	.destroy = sd_cwq_destroy,
	.enter = sd_cwq_enter,
	.leave = sd_cwq_leave,
};

/* ---- two counts: free slots and items ---- */

/**
 * struct sd_cond_counts - two counts, and a lock for the queue
 * @try: decrements a side's count if it is not zero
 * @wait: waits until the count is not zero and decrements it; returns 0 or -EINTR
 * @post: increments a side's count, which lets one thread continue
 * @lock: locks the queue; returns true if the lock was contended
 * @unlock: unlocks the queue
 * @wakes_one_at_end: the bug of notify-too-few: a consumer that is woken at the end does
 *	not wake the next
 */
struct sd_cond_counts {
	bool (*try)(struct sd_cond_state *st, enum sd_side side);
	int (*wait)(struct sd_cond_state *st, enum sd_side side);
	void (*post)(struct sd_cond_state *st, enum sd_side side);
	bool (*lock)(struct sd_cond_state *st);
	void (*unlock)(struct sd_cond_state *st);
	bool wakes_one_at_end;
};

static int sd_counts_enter(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side)
{
	const struct sd_cond_ops *ops = w->run->request->variant->ops;
	int err = 0;

	if (!ops->counts->try(st, side)) {
		sd_step(w, SD_WAIT, SD_QUEUE, 0);
		err = ops->counts->wait(st, side);
		sd_step(w, SD_WOKEN, SD_QUEUE, -1);
	}
	if (err)
		return -EINTR;
	sd_step(w, SD_ATTEMPT, LOCK, 0);
	sd_step(w, SD_ACQUIRED, LOCK, ops->counts->lock(st));
	return 0;
}

static void sd_counts_post(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side)
{
	const struct sd_cond_ops *ops = w->run->request->variant->ops;

	sd_step(w, SD_SIGNAL, SD_QUEUE, 1);
	ops->counts->post(st, side);
}

/*
 * The consumer of the last item wakes one more consumer, which finds the queue empty and
 * wakes the next, until all have returned. A producer without further items does the same.
 */
static void sd_counts_leave(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side,
			    bool done)
{
	const struct sd_cond_ops *ops = w->run->request->variant->ops;
	bool last = side == CONSUMER && st->consumed == st->items;
	bool pass_on = !done && !(last && ops->counts->wakes_one_at_end);

	sd_step(w, SD_RELEASED, LOCK, 0);
	ops->counts->unlock(st);
	if (done)
		sd_counts_post(w, st, sd_other_side(side));
	if (pass_on || (done && last))
		sd_counts_post(w, st, side);
}

/* ---- semaphore: semaphores only ---- */

static void sd_csem_init(struct sd_cond_state *st)
{
	sema_init(&st->sem_lock, 1);
	sema_init(&st->sem[PRODUCER], st->capacity);
	sema_init(&st->sem[CONSUMER], st->queued);
}

static void sd_csem_destroy(struct sd_cond_state *st)
{
}

static bool sd_csem_try(struct sd_cond_state *st, enum sd_side side)
{
	return !down_trylock(&st->sem[side]);
}

static int sd_csem_wait(struct sd_cond_state *st, enum sd_side side)
{
	return down_interruptible(&st->sem[side]);
}

static void sd_csem_post(struct sd_cond_state *st, enum sd_side side)
{
	up(&st->sem[side]);
}

static bool sd_csem_lock(struct sd_cond_state *st)
{
	if (!down_trylock(&st->sem_lock))
		return false;
	down(&st->sem_lock);
	return true;
}

static void sd_csem_unlock(struct sd_cond_state *st)
{
	up(&st->sem_lock);
}

static const struct sd_cond_counts sd_csem_counts = {
	.try = sd_csem_try,
	.wait = sd_csem_wait,
	.post = sd_csem_post,
	.lock = sd_csem_lock,
	.unlock = sd_csem_unlock,
};

const struct sd_cond_ops sd_cond_semaphore = {
	.init = sd_csem_init,
	.destroy = sd_csem_destroy,
	.enter = sd_counts_enter,
	.leave = sd_counts_leave,
	.counts = &sd_csem_counts,
};

/* ---- completion: each complete() lets one waiter continue ---- */

static void sd_ccp_init(struct sd_cond_state *st)
{
	mutex_init(&st->mutex);
	init_completion(&st->done[PRODUCER]);
	init_completion(&st->done[CONSUMER]);
	for (unsigned int i = 0; i < st->capacity; i++)
		complete(&st->done[PRODUCER]);
}

void sd_cond_destroy_mutex(struct sd_cond_state *st)
{
	mutex_destroy(&st->mutex);
}

static bool sd_ccp_try(struct sd_cond_state *st, enum sd_side side)
{
	return try_wait_for_completion(&st->done[side]);
}

static int sd_ccp_wait(struct sd_cond_state *st, enum sd_side side)
{
	return wait_for_completion_interruptible(&st->done[side]);
}

static void sd_ccp_post(struct sd_cond_state *st, enum sd_side side)
{
	complete(&st->done[side]);
}

static bool sd_ccp_lock(struct sd_cond_state *st)
{
	return SD_TAKE(mutex_trylock, mutex_lock, &st->mutex);
}

static void sd_ccp_unlock(struct sd_cond_state *st)
{
	mutex_unlock(&st->mutex);
}

static const struct sd_cond_counts sd_ccp_counts = {
	.try = sd_ccp_try,
	.wait = sd_ccp_wait,
	.post = sd_ccp_post,
	.lock = sd_ccp_lock,
	.unlock = sd_ccp_unlock,
};

const struct sd_cond_ops sd_cond_completion = {
	.init = sd_ccp_init,
	.destroy = sd_cond_destroy_mutex,
	.enter = sd_counts_enter,
	.leave = sd_counts_leave,
	.counts = &sd_ccp_counts,
};

/* ---- notify-too-few: as completion, but only one consumer is woken at the end ---- */

static const struct sd_cond_counts sd_few_counts = {
	.try = sd_ccp_try,
	.wait = sd_ccp_wait,
	.post = sd_ccp_post,
	.lock = sd_ccp_lock,
	.unlock = sd_ccp_unlock,
	.wakes_one_at_end = true,
};

const struct sd_cond_ops sd_cond_too_few = {
	.init = sd_ccp_init,
	.destroy = sd_cond_destroy_mutex,
	.enter = sd_counts_enter,
	.leave = sd_counts_leave,
	.counts = &sd_few_counts,
};

/* ---- kfifo: a kfifo under a mutex, and a wait queue for each side ---- */

void sd_cond_init_wq(struct sd_cond_state *st)
{
	mutex_init(&st->mutex);
	init_waitqueue_head(&st->wq[PRODUCER]);
	init_waitqueue_head(&st->wq[CONSUMER]);
}

void sd_cond_lock(struct sd_worker *w, struct sd_cond_state *st)
{
	sd_step(w, SD_ATTEMPT, LOCK, 0);
	sd_step(w, SD_ACQUIRED, LOCK, sd_ccp_lock(st));
}

void sd_cond_unlock(struct sd_worker *w, struct sd_cond_state *st)
{
	sd_step(w, SD_RELEASED, LOCK, 0);
	mutex_unlock(&st->mutex);
}

/* Wakes all waiters of the other side, which test again; after the last item, both sides. */
void sd_cond_leave_wq(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side,
		      bool done)
{
	bool last = side == CONSUMER && st->consumed == st->items;

	sd_cond_unlock(w, st);
	if (!done)
		return;
	sd_step(w, SD_SIGNAL, SD_QUEUE, -1);
	wake_up_all(&st->wq[sd_other_side(side)]);
	if (last)
		wake_up_all(&st->wq[side]);
}

static void sd_cff_init(struct sd_cond_state *st)
{
	sd_cond_init_wq(st);
	INIT_KFIFO(st->fifo);
}

static int sd_cff_enter(struct sd_worker *w, struct sd_cond_state *st, enum sd_side side)
{
	int err;

	sd_cond_lock(w, st);
	while (!sd_cond_ready(st, side)) {
		sd_cond_unlock(w, st);
		sd_step(w, SD_WAIT, SD_QUEUE, 0);
		err = wait_event_interruptible(st->wq[side], sd_cond_ready(st, side));
		sd_step(w, SD_WOKEN, SD_QUEUE, -1);
		if (err)
			return -EINTR;
		sd_cond_lock(w, st);
	}
	return 0;
}

static void sd_cff_put(struct sd_cond_state *st, u64 item)
{
	kfifo_put(&st->fifo, item);
}

static u64 sd_cff_get(struct sd_cond_state *st)
{
	u64 item = 0;

	return kfifo_get(&st->fifo, &item) ? item : 0;
}

const struct sd_cond_ops sd_cond_kfifo = {
	.init = sd_cff_init,
	.destroy = sd_cond_destroy_mutex,
	.enter = sd_cff_enter,
	.leave = sd_cond_leave_wq,
	.put = sd_cff_put,
	.get = sd_cff_get,
};
