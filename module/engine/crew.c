// SPDX-License-Identifier: GPL-2.0-only
/*
 * A group of kernel threads: created, started together, stopped, joined.
 *
 * Ending a wait: sd_crew_stop() sends SIGKILL to all workers. Workers accept no other
 * signal, and this one from the kernel alone. All their long waits are interruptible, so
 * that this one mechanism ends each of them.
 *
 * Joining: the crew holds a reference to each task, and kthread_stop() waits for the exit.
 * No code of a worker runs after sd_crew_stop(), in this module or elsewhere.
 */
#include <linux/cgroup.h>
#include <linux/err.h>
#include <linux/hrtimer.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

#include "engine/crew.h"
#include "thread_name.h"

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
	 * From here on the signal of sd_crew_stop() ends each interruptible wait. An earlier
	 * stop has set crew->cancel before the signal, and siglock, which both sides take,
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
 * sd_crew_init - prepare a crew, without threads
 * @crew: the crew
 * @nr: number of threads, at least 1
 * @name: their name, to which the index is added
 * @body: the function that each executes; returns 0 or a negative errno
 *
 * Return: 0 or -ENOMEM. After 0 the owner may set role, cpu, run, log and stats.shared of
 * the workers, and must call sd_crew_free().
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
		/* Stays if the thread is joined before it ever runs. */
		w->error = -ECANCELED;
		sd_thread_name(w->name, name, i);
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
	 * The owner has the cgroups and the nice value of the process that started the run,
	 * see device/session.c. So the CPU time of the worker is charged to that process's
	 * cgroup.
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
 * sd_crew_spawn - create the threads and wait until all are at the start barrier
 * @crew: the crew
 * @stop: ends the wait when it turns true; the thread that sets it wakes the owner
 * @timeout: ends the wait (jiffies)
 *
 * Return: 0, -ECANCELED, -ETIMEDOUT, or the errno of kthread_create() or of
 * cgroup_attach_task_all(). In each case sd_crew_stop() joins the threads that exist.
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

/* Opens the start barrier: each worker goes on to its body. */
void sd_crew_start(struct sd_crew *crew)
{
	crew->start_ns = ktime_get_ns();
	complete_all(&crew->start);
}

/**
 * sd_crew_stop - end and join every thread of the crew
 * @crew: the crew; sd_crew_spawn() was called, with success or without
 *
 * Afterwards the owner may read all members of the workers, and free the crew.
 */
void sd_crew_stop(struct sd_crew *crew)
{
	/* Signal all before joining any: a worker may wait for another one. */
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

/* Index of the worker that @task is; -1 if it is none. For workers of the crew. */
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
 * For demos about time. It never orders threads.
 *
 * Return: 0, or -EINTR if the worker is being ended.
 */
int sd_pause(struct sd_worker *w, u64 ms)
{
	ktime_t end = ktime_add_ms(ktime_get(), ms);

	/* Not schedule_timeout(): the timer wheel rounds up by up to an eighth. */
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
