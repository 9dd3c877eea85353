// SPDX-License-Identifier: GPL-2.0-only
/*
 * Limits on runs, on their kernel threads, which no process limit of the caller covers,
 * and on the memory that results keep; and a fair queue for runs that wait for room.
 * Owns the list of users, the list of runs and the queue.
 *
 * Fairness: a free slot goes to the user with the fewest runs, among equals to the
 * reservation that waits longest. A reservation that does not fit is not overtaken by
 * one that comes later in this order, so none waits for ever behind smaller ones.
 * One user may hold half of each limit, so that others always find room; an opener
 * with CAP_SYS_RESOURCE may hold all of it. And a plan of others ends after a time, so
 * that a share is not held for hours.
 */
#include <linux/cred.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "device/limits.h"

#define SD_MAX_RUNS_LIMIT	64
#define SD_MAX_THREADS_LIMIT	1024
#define SD_MAX_PLAN_S_LIMIT	86400

/*
 * What the results of all open files may keep (bytes): eight full logs, and 64 MiB for
 * the rest.
 */
#define SD_MAX_BYTES	(8 * SD_MAX_EVENTS * sizeof(struct syncdemo_event) + SZ_64M)

static unsigned int sd_max_runs = 8;
static unsigned int sd_max_threads = 256;
static unsigned int sd_max_plan_s = 900;

DECLARE_WAIT_QUEUE_HEAD(sd_limits_wait);

/* Protects the limits, all lists, the sums, every user and reservation. Leaf lock. */
static DEFINE_MUTEX(sd_limits_lock);
static LIST_HEAD(sd_users);
static LIST_HEAD(sd_running);
static LIST_HEAD(sd_waiting);
static unsigned int sd_runs;
static unsigned int sd_threads;
static size_t sd_bytes;

/* ---- users ---- */

static struct sd_user *sd_find_user(kuid_t uid)
{
	struct sd_user *user;

	lockdep_assert_held(&sd_limits_lock);
	list_for_each_entry(user, &sd_users, node)
		if (uid_eq(user->uid, uid))
			return user;
	return NULL;
}

/**
 * sd_limits_open - note one more open file of a user
 * @uid: the user
 *
 * Return: the user; sd_limits_close() it. NULL if there is no memory.
 */
struct sd_user *sd_limits_open(kuid_t uid)
{
	struct sd_user *fresh = kzalloc(sizeof(*fresh), GFP_KERNEL_ACCOUNT);
	struct sd_user *user;

	if (!fresh)
		return NULL;
	fresh->uid = uid;
	mutex_lock(&sd_limits_lock);
	user = sd_find_user(uid);
	if (!user) {
		user = fresh;
		fresh = NULL;
		list_add(&user->node, &sd_users);
	}
	user->sessions++;
	mutex_unlock(&sd_limits_lock);
	kfree(fresh);
	return user;
}

/* Notes that an open file of @user was closed; it holds no reservation any more. */
void sd_limits_close(struct sd_user *user)
{
	bool last;

	mutex_lock(&sd_limits_lock);
	last = !--user->sessions;
	if (last)
		list_del(&user->node);
	mutex_unlock(&sd_limits_lock);
	if (last)
		kfree(user);
}

/* ---- the queue ---- */

static bool sd_within_limits(unsigned int threads)
{
	lockdep_assert_held(&sd_limits_lock);
	return sd_runs < sd_max_runs && sd_threads + threads <= sd_max_threads;
}

/* A share is never less than what the largest request needs. */
static bool sd_within_share(const struct sd_user *user, bool privileged, unsigned int threads)
{
	lockdep_assert_held(&sd_limits_lock);
	if (privileged)
		return true;
	return user->runs < DIV_ROUND_UP(sd_max_runs, 2) &&
	       user->threads + threads <= max_t(unsigned int, sd_max_threads / 2, SD_MAX_WORKERS);
}

/* The waiting reservation whose turn it is; NULL if none waits that may hold more. */
static struct sd_reservation *sd_next_waiting(void)
{
	struct sd_reservation *r, *next = NULL;

	lockdep_assert_held(&sd_limits_lock);
	list_for_each_entry(r, &sd_waiting, node)
		if (sd_within_share(r->user, r->privileged, r->threads) &&
		    (!next || r->user->runs < next->user->runs))
			next = r;
	return next;
}

static void sd_grant(struct sd_reservation *r)
{
	lockdep_assert_held(&sd_limits_lock);
	list_move_tail(&r->node, &sd_running);
	r->start_ns = ktime_get_ns();
	r->user->runs++;
	r->user->threads += r->threads;
	sd_runs++;
	sd_threads += r->threads;
	/* sd_limits_reserve() looks without the lock. */
	WRITE_ONCE(r->granted, true);
}

/* Grants what there is room for. The caller wakes sd_limits_wait. */
static void sd_grant_waiting(void)
{
	struct sd_reservation *r;

	lockdep_assert_held(&sd_limits_lock);
	while ((r = sd_next_waiting()) && sd_within_limits(r->threads))
		sd_grant(r);
}

/* Takes @r out of the queue or gives back what it holds. */
static void sd_drop(struct sd_reservation *r)
{
	lockdep_assert_held(&sd_limits_lock);
	list_del(&r->node);
	if (!r->granted)
		return;
	r->user->runs--;
	r->user->threads -= r->threads;
	sd_runs--;
	sd_threads -= r->threads;
}

/**
 * sd_limits_release - give a run slot and threads back, or give up waiting for them
 * @r: from sd_limits_reserve()
 */
void sd_limits_release(struct sd_reservation *r)
{
	mutex_lock(&sd_limits_lock);
	sd_drop(r);
	sd_grant_waiting();
	mutex_unlock(&sd_limits_lock);
	put_pid(r->pid);
	wake_up_interruptible_all(&sd_limits_wait);
}

/**
 * sd_limits_reserve - reserve a run slot and the threads that a plan needs
 * @r: with @user and @privileged filled in, the rest zero
 * @plan: what is to run; needs as many threads as its largest request
 * @nonblock: do not wait for room
 *
 * Context: may sleep; interruptible.
 *
 * Return: 0; -EAGAIN if there is no room now and @nonblock; -ERESTARTSYS on a signal.
 * On error nothing is reserved.
 */
int sd_limits_reserve(struct sd_reservation *r, const struct sd_plan *plan, bool nonblock)
{
	int err = 0;

	r->threads = sd_plan_threads(plan);
	r->request = &plan->request[0];
	r->pid = get_pid(task_tgid(current));
	mutex_lock(&sd_limits_lock);
	list_add_tail(&r->node, &sd_waiting);
	sd_grant_waiting();
	mutex_unlock(&sd_limits_lock);
	if (!READ_ONCE(r->granted)) {
		if (nonblock)
			err = -EAGAIN;
		else
			err = wait_event_interruptible(sd_limits_wait, READ_ONCE(r->granted));
	}
	if (err)
		sd_limits_release(r);
	return err;
}

/* Notes which request of the reservation runs now. */
void sd_limits_set_request(struct sd_reservation *r, const struct sd_request *request)
{
	mutex_lock(&sd_limits_lock);
	r->request = request;
	mutex_unlock(&sd_limits_lock);
}

/**
 * sd_limits_available - would sd_limits_reserve() succeed now without waiting?
 * @user: the user
 * @privileged: as in struct sd_reservation
 * @threads: as many as the plan needs
 */
bool sd_limits_available(const struct sd_user *user, bool privileged, unsigned int threads)
{
	const struct sd_reservation *next;
	bool available;

	mutex_lock(&sd_limits_lock);
	next = sd_next_waiting();
	available = (!next || user->runs < next->user->runs) && sd_within_limits(threads) &&
		    sd_within_share(user, privileged, threads);
	mutex_unlock(&sd_limits_lock);
	return available;
}

/* ---- memory that results keep ---- */

/**
 * sd_limits_charge - count memory that results will keep
 * @user: the user
 * @privileged: as in struct sd_reservation
 * @bytes: how much
 *
 * Return: 0, or -ENOBUFS if it is more than may be kept. That is not worth waiting for:
 * it may be the caller's own files that keep the rest.
 */
int sd_limits_charge(struct sd_user *user, bool privileged, size_t bytes)
{
	bool fits;

	mutex_lock(&sd_limits_lock);
	fits = bytes <= SD_MAX_BYTES && sd_bytes <= SD_MAX_BYTES - bytes &&
	       (privileged || user->bytes + bytes <= SD_MAX_BYTES / 2);
	if (fits) {
		user->bytes += bytes;
		sd_bytes += bytes;
	}
	mutex_unlock(&sd_limits_lock);
	return fits ? 0 : -ENOBUFS;
}

/* Takes @bytes off again. */
void sd_limits_uncharge(struct sd_user *user, size_t bytes)
{
	mutex_lock(&sd_limits_lock);
	user->bytes -= bytes;
	sd_bytes -= bytes;
	mutex_unlock(&sd_limits_lock);
}

/**
 * sd_limits_time_left - how long a plan may go on
 * @r: the reservation of its run
 *
 * Return: the time (ms), 0 if it is over, U64_MAX for an opener with CAP_SYS_RESOURCE.
 */
u64 sd_limits_time_left(const struct sd_reservation *r)
{
	u64 used_ms, max_ms;

	if (r->privileged)
		return U64_MAX;
	mutex_lock(&sd_limits_lock);
	used_ms = div_u64(ktime_get_ns() - r->start_ns, NSEC_PER_MSEC);
	max_ms = sd_max_plan_s * (u64)MSEC_PER_SEC;
	mutex_unlock(&sd_limits_lock);
	return max_ms - min(used_ms, max_ms);
}

/* ---- what runs now ---- */

/* Fills in the members that are about limits. */
void sd_limits_info(struct syncdemo_info *info)
{
	mutex_lock(&sd_limits_lock);
	info->max_runs = sd_max_runs;
	info->max_threads = sd_max_threads;
	info->runs = sd_runs;
	info->threads = sd_threads;
	mutex_unlock(&sd_limits_lock);
}

static const struct sd_reservation *sd_nth_running(unsigned int index)
{
	const struct sd_reservation *r;

	lockdep_assert_held(&sd_limits_lock);
	list_for_each_entry(r, &sd_running, node)
		if (!index--)
			return r;
	return NULL;
}

/* The number of a process, or 0 if it is gone: its number may be another's by now. */
static pid_t sd_live_pid(struct pid *pid)
{
	pid_t nr;

	rcu_read_lock();
	nr = pid_task(pid, PIDTYPE_TGID) ? pid_vnr(pid) : 0;
	rcu_read_unlock();
	return nr;
}

/**
 * sd_limits_active - describe one session that runs now
 * @active: @index says which one; the rest is filled in
 *
 * Return: 0, or -ENOENT if there are not so many.
 */
int sd_limits_active(struct syncdemo_active *active)
{
	const struct sd_reservation *r;

	mutex_lock(&sd_limits_lock);
	r = sd_nth_running(active->index);
	if (r) {
		active->pid = sd_live_pid(r->pid);
		active->threads = r->threads;
		active->elapsed_ns = ktime_get_ns() - r->start_ns;
		strscpy(active->demo, r->request->demo->name, sizeof(active->demo));
		strscpy(active->variant, r->request->variant->name, sizeof(active->variant));
	}
	mutex_unlock(&sd_limits_lock);
	return r ? 0 : -ENOENT;
}

/* ---- the module parameters ---- */

static int sd_set_limit(const char *val, const struct kernel_param *kp, unsigned int min,
			unsigned int max)
{
	unsigned int limit;
	int err;

	err = kstrtouint(val, 0, &limit);
	if (err)
		return err;
	if (limit < min || limit > max)
		return -EINVAL;
	mutex_lock(&sd_limits_lock);
	*(unsigned int *)kp->arg = limit;
	sd_grant_waiting();
	mutex_unlock(&sd_limits_lock);
	wake_up_interruptible_all(&sd_limits_wait);
	return 0;
}

static int sd_set_max_runs(const char *val, const struct kernel_param *kp)
{
	return sd_set_limit(val, kp, 1, SD_MAX_RUNS_LIMIT);
}

static int sd_set_max_threads(const char *val, const struct kernel_param *kp)
{
	return sd_set_limit(val, kp, SD_MAX_WORKERS, SD_MAX_THREADS_LIMIT);
}

static int sd_set_max_plan_s(const char *val, const struct kernel_param *kp)
{
	return sd_set_limit(val, kp, 1, SD_MAX_PLAN_S_LIMIT);
}

static const struct kernel_param_ops sd_max_runs_ops = {
	.set = sd_set_max_runs,
	.get = param_get_uint,
};

static const struct kernel_param_ops sd_max_threads_ops = {
	.set = sd_set_max_threads,
	.get = param_get_uint,
};

static const struct kernel_param_ops sd_max_plan_s_ops = {
	.set = sd_set_max_plan_s,
	.get = param_get_uint,
};

module_param_cb(max_runs, &sd_max_runs_ops, &sd_max_runs, 0644);
MODULE_PARM_DESC(max_runs, "runs at once of all open files together, 1 to 64 (default 8)");
module_param_cb(max_threads, &sd_max_threads_ops, &sd_max_threads, 0644);
MODULE_PARM_DESC(max_threads, "kernel threads of all runs together, 64 to 1024 (default 256)");
module_param_cb(max_plan_s, &sd_max_plan_s_ops, &sd_max_plan_s, 0644);
MODULE_PARM_DESC(max_plan_s, "time of one start (s), 1 to 86400 (default 900)");
