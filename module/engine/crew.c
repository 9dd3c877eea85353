// SPDX-License-Identifier: GPL-2.0-only
/*
 * A team of kernel threads: created, gathered at a gate, started together,
 * cancelled, joined. run.c owns the crew of a run.
 *
 * Ending a wait: a dismissal sends SIGKILL to every worker that has not
 * finished. Workers accept no other signal, and this one from the kernel alone;
 * every wait of theirs that may be long is an interruptible one, so that one
 * mechanism ends them all.
 *
 * Joining: the crew holds a reference to every task, and kthread_stop() waits
 * for the exit itself. Nothing of a worker runs, in this module or elsewhere,
 * after sd_crew_stop().
 */
#include <linux/cgroup.h>
#include <linux/err.h>
#include <linux/hrtimer.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

#include "engine/crew.h"

/* How often the owner looks whether anybody can still go on. */
#define SD_LOOK_EVERY	msecs_to_jiffies(20)

/* What the worker does between the gate and its end. */
static int sd_worker_body(struct sd_worker *w)
{
	struct sd_crew *crew = w->crew;
	int err;

	if (atomic_inc_return(&crew->ready) == crew->nr)
		wake_up(&crew->wait);
	err = wait_for_completion_interruptible(&crew->start);
	if (!err && !sd_cancelled(w))
		err = crew->body(w);
	return sd_cancelled(w) ? -ECANCELED : err;
}

static int sd_worker_main(void *data)
{
	struct sd_worker *w = data;
	struct sd_crew *crew = w->crew;

	/*
	 * From here on a dismissal is felt in every interruptible wait. One that came
	 * earlier has set crew->cancel first, and siglock, taken by both sides,
	 * makes that visible here.
	 */
	allow_kernel_signal(SIGKILL);
	w->error = sd_cancelled(w) ? -ECANCELED : sd_worker_body(w);
	sd_tls_exit(&w->tls);
	WRITE_ONCE(w->finished, true);
	if (atomic_dec_and_test(&crew->left))
		wake_up(&crew->wait);
	return 0;
}

/**
 * sd_crew_init - prepare a crew without threads
 * @crew: the crew
 * @nr: how many threads it will have, at least 1
 * @name: their name; the index is put behind it
 * @body: what each does; 0 or a negative errno
 *
 * Return: 0 or -ENOMEM. After 0 the owner may set role, cpu and run of the
 * workers; sd_crew_free() undoes it.
 */
int sd_crew_init(struct sd_crew *crew, unsigned int nr, const char *name,
		 int (*body)(struct sd_worker *w))
{
	memset(crew, 0, sizeof(*crew));
	crew->workers = kvcalloc(nr, sizeof(*crew->workers), GFP_KERNEL);
	if (!crew->workers)
		return -ENOMEM;
	crew->nr = nr;
	crew->body = body;
	init_completion(&crew->start);
	init_waitqueue_head(&crew->wait);
	for (unsigned int i = 0; i < nr; i++) {
		struct sd_worker *w = &crew->workers[i];

		sd_tls_init(&w->tls);
		w->crew = crew;
		w->index = i;
		w->role = "worker";
		w->cpu = SD_ANY_CPU;
		/* Stays so if it is joined before it ever runs. */
		w->error = -ECANCELED;
		snprintf(w->name, sizeof(w->name), "syncdemo/%s-%u", name, i);
	}
	return 0;
}

void sd_crew_free(struct sd_crew *crew)
{
	kvfree(crew->workers);
	crew->workers = NULL;
}

static int sd_crew_create(struct sd_crew *crew, struct sd_worker *w)
{
	struct task_struct *task;
	int err;

	task = kthread_create(sd_worker_main, w, "%s", w->name);
	if (IS_ERR(task))
		return PTR_ERR(task);
	/*
	 * As heavy as the run's owner, which the session has made as heavy as the process
	 * that started the run: its CPU time is charged to the same cgroup.
	 */
	err = cgroup_attach_task_all(current, task);
	if (err) {
		kthread_stop(task);
		return err;
	}
	set_user_nice(task, task_nice(current));
	if (w->cpu != SD_ANY_CPU)
		kthread_bind(task, w->cpu);
	w->task = get_task_struct(task);
	atomic_inc(&crew->left);
	wake_up_process(task);
	return 0;
}

/**
 * sd_crew_spawn - create the threads and wait until all stand at the gate
 * @crew: the crew
 * @stop: gives up as soon as this is true; who sets it wakes the owner
 * @timeout: gives up after so long (jiffies)
 *
 * Return: 0, -ECANCELED, -ETIMEDOUT, or the errno of kthread_create(). Whatever
 * it is, sd_crew_stop() joins the threads that exist.
 */
int sd_crew_spawn(struct sd_crew *crew, const bool *stop, unsigned long timeout)
{
	int err = 0;

	for (unsigned int i = 0; i < crew->nr && !err; i++)
		err = READ_ONCE(*stop) ? -ECANCELED : sd_crew_create(crew, &crew->workers[i]);
	if (err)
		return err;
	if (!wait_event_idle_timeout(crew->wait,
				     atomic_read(&crew->ready) == crew->nr || READ_ONCE(*stop),
				     timeout))
		return -ETIMEDOUT;
	return READ_ONCE(*stop) ? -ECANCELED : 0;
}

/* Opens the gate: every worker goes on to its body. */
void sd_crew_start(struct sd_crew *crew)
{
	complete_all(&crew->start);
}

/**
 * sd_crew_wait - wait until every worker has finished
 * @crew: the crew, started
 * @stop: gives up as soon as this is true; who sets it wakes the owner
 * @timeout: gives up after so long (jiffies)
 *
 * Return: 0; -ECANCELED; -ETIMEDOUT; -EDEADLK as soon as none of those who have not
 * finished can go on.
 */
int sd_crew_wait(struct sd_crew *crew, const bool *stop, unsigned long timeout)
{
	u64 begin = ktime_get_ns();
	unsigned long passed = 0;
	struct sd_stall_sample still = { };

	while (passed < timeout) {
		if (wait_event_idle_timeout(crew->wait,
					    !atomic_read(&crew->left) || READ_ONCE(*stop),
					    min(timeout - passed, SD_LOOK_EVERY)))
			return atomic_read(&crew->left) ? -ECANCELED : 0;
		if (!crew->external_wait && sd_crew_stalled(crew, &still))
			return -EDEADLK;
		/* By the clock: where ticks come late, they are soon over. */
		passed = nsecs_to_jiffies(ktime_get_ns() - begin);
	}
	return atomic_read(&crew->left) ? -ETIMEDOUT : 0;
}

/**
 * sd_crew_stop - end and join every thread of the crew
 * @crew: the crew, mustered, wholly or in part
 *
 * Workers that have finished are only joined. Afterwards the workers' figures
 * may be read and the crew freed.
 */
void sd_crew_stop(struct sd_crew *crew)
{
	/* All are told before any is waited for: one may be in another's way. */
	WRITE_ONCE(crew->cancel, true);
	for (unsigned int i = 0; i < crew->nr; i++)
		if (crew->workers[i].task)
			send_sig(SIGKILL, crew->workers[i].task, 1);

	for (unsigned int i = 0; i < crew->nr; i++) {
		struct sd_worker *w = &crew->workers[i];

		if (!w->task)
			continue;
		kthread_stop(w->task);
		put_task_struct(w->task);
		WRITE_ONCE(w->task, NULL);
	}
}

/* Index of the worker that is this thread; -1 if none is. Called by workers. */
int sd_worker_of(const struct sd_crew *crew, const struct task_struct *task)
{
	for (unsigned int i = 0; task && i < crew->nr; i++)
		if (READ_ONCE(crew->workers[i].task) == task)
			return i;
	return -1;
}

/**
 * sd_pause - let time pass in a worker
 * @w: the calling worker
 * @ms: how long (ms)
 *
 * For demos in which the passing of time is the point; never to order threads.
 *
 * Return: 0, or -EINTR if the worker is being ended.
 */
int sd_pause(struct sd_worker *w, u64 ms)
{
	ktime_t end = ktime_add_ms(ktime_get(), ms);

	/* Not schedule_timeout(): the timer wheel is an eighth late on purpose. */
	while (ktime_before(ktime_get(), end)) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (sd_cancelled(w)) {
			__set_current_state(TASK_RUNNING);
			return -EINTR;
		}
		schedule_hrtimeout(&end, HRTIMER_MODE_ABS);
	}
	return 0;
}
