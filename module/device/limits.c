// SPDX-License-Identifier: GPL-2.0-only
/*
 * How much may run at once: caps on sessions and on their kernel threads, which
 * no process limit or CPU cgroup of the caller's covers. Owns the list of what
 * runs now. session.c takes and gives back, ioctl.c asks.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/ktime.h>

#include "device/limits.h"

#define SD_MAX_RUNS_LIMIT	64
#define SD_MAX_THREADS_LIMIT	1024

static unsigned int sd_max_runs = 8;
static unsigned int sd_max_threads = 256;

/* Woken when something was given back. Pollers keep it as long as the module. */
DECLARE_WAIT_QUEUE_HEAD(sd_limits_wait);

/* Protects the caps, the list, the sums and every held ticket. Leaf lock. */
static DEFINE_MUTEX(sd_limits_lock);
static LIST_HEAD(sd_reservations);
static unsigned int sd_runs;
static unsigned int sd_threads;

/* Sets a cap; whoever waits for room looks again. */
static int sd_set_limit(const char *val, const struct kernel_param *kp, unsigned int min,
		      unsigned int max)
{
	unsigned int cap;
	int err;

	err = kstrtouint(val, 0, &cap);
	if (err)
		return err;
	if (cap < min || cap > max)
		return -EINVAL;
	mutex_lock(&sd_limits_lock);
	*(unsigned int *)kp->arg = cap;
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

static const struct kernel_param_ops sd_max_runs_ops = {
	.set = sd_set_max_runs,
	.get = param_get_uint,
};

static const struct kernel_param_ops sd_max_threads_ops = {
	.set = sd_set_max_threads,
	.get = param_get_uint,
};

module_param_cb(max_runs, &sd_max_runs_ops, &sd_max_runs, 0644);
MODULE_PARM_DESC(max_runs, "sessions that may run at once, 1 to 64 (default 8)");
module_param_cb(max_threads, &sd_max_threads_ops, &sd_max_threads, 0644);
MODULE_PARM_DESC(max_threads,
		 "kernel threads of all runs together, 64 to 1024 (default 256)");

static bool sd_limits_allow(unsigned int threads)
{
	lockdep_assert_held(&sd_limits_lock);
	return sd_runs < sd_max_runs &&
	       sd_threads + threads <= sd_max_threads;
}

/**
 * sd_limits_reserve - take leave to run a plan
 * @reservation: not held
 * @plan: what is to run; needs as many threads as its largest request
 *
 * Return: 0, or -EAGAIN if a cap is reached.
 */
int sd_limits_reserve(struct sd_reservation *reservation, const struct sd_plan *plan)
{
	unsigned int threads = sd_plan_threads(plan);
	int err = -EAGAIN;

	mutex_lock(&sd_limits_lock);
	if (sd_limits_allow(threads)) {
		reservation->threads = threads;
		reservation->start_ns = ktime_get_ns();
		reservation->pid = get_pid(task_tgid(current));
		reservation->request = &plan->request[0];
		list_add_tail(&reservation->node, &sd_reservations);
		sd_runs++;
		sd_threads += threads;
		err = 0;
	}
	mutex_unlock(&sd_limits_lock);
	return err;
}

/* Gives the leave back. */
void sd_limits_release(struct sd_reservation *reservation)
{
	mutex_lock(&sd_limits_lock);
	list_del_init(&reservation->node);
	sd_runs--;
	sd_threads -= reservation->threads;
	put_pid(reservation->pid);
	mutex_unlock(&sd_limits_lock);
	wake_up_interruptible_all(&sd_limits_wait);
}

/* Says which request of the ticket runs now. */
void sd_limits_set_request(struct sd_reservation *reservation, const struct sd_request *now)
{
	mutex_lock(&sd_limits_lock);
	reservation->request = now;
	mutex_unlock(&sd_limits_lock);
}

/* Would sd_limits_reserve() succeed now? */
bool sd_limits_available(const struct sd_plan *plan)
{
	bool free;

	mutex_lock(&sd_limits_lock);
	free = sd_limits_allow(sd_plan_threads(plan));
	mutex_unlock(&sd_limits_lock);
	return free;
}

/* Fills in the members that are about caps. */
void sd_limits_info(struct syncdemo_info *info)
{
	mutex_lock(&sd_limits_lock);
	info->max_runs = sd_max_runs;
	info->max_threads = sd_max_threads;
	info->runs = sd_runs;
	info->threads = sd_threads;
	mutex_unlock(&sd_limits_lock);
}

static const struct sd_reservation *sd_limits_nth(unsigned int index)
{
	const struct sd_reservation *reservation;

	lockdep_assert_held(&sd_limits_lock);
	list_for_each_entry(reservation, &sd_reservations, node)
		if (!index--)
			return reservation;
	return NULL;
}

/**
 * sd_limits_active - describe one session that runs now
 * @active: @index says which one; the rest is filled in
 *
 * Return: 0, or -ENOENT if there are not so many.
 */
int sd_limits_active(struct syncdemo_active *active)
{
	const struct sd_reservation *reservation;

	mutex_lock(&sd_limits_lock);
	reservation = sd_limits_nth(active->index);
	if (reservation) {
		active->pid = pid_vnr(reservation->pid);
		active->threads = reservation->threads;
		active->elapsed_ns = ktime_get_ns() - reservation->start_ns;
		strscpy(active->demo, reservation->request->demo->name, sizeof(active->demo));
		strscpy(active->variant, reservation->request->variant->name,
			sizeof(active->variant));
	}
	mutex_unlock(&sd_limits_lock);
	return reservation ? 0 : -ENOENT;
}
