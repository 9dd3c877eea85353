/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_CREW_H
#define _SD_CREW_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/completion.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "engine/log.h"
#include "engine/stats.h"
#include "engine/step.h"
#include "engine/wait_state.h"
#include "primitives/local.h"
#include "uapi/syncdemo.h"

struct task_struct;

#define SD_ANY_CPU	(-1)

/**
 * struct sd_worker - one kernel thread of a run
 * @tls: the thread's own storage; first, because kthread_data() leads here
 * @crew: the crew that it belongs to
 * @run: the run, for the step hook; NULL where a crew is used without a run
 * @index: 0 to nr - 1
 * @role: what it is in the demo; set before the muster
 * @cpu: CPU that it is bound to, or SD_ANY_CPU; set before the muster
 * @task: held from the muster until the dismissal, so that joining a thread
 *	that ended by itself is safe
 * @name: the name that ps shows
 * @error: what it ended with
 * @operations: times that it did what the demo is about
 * @start_ns: its SD_START, since the start of the run
 * @end_ns: its SD_EXIT
 * @first_cpu: CPU of SD_START
 * @last_cpu: CPU of the latest step
 * @migrations: steps on another CPU than the step before
 * @passed: times that it has passed each step; kept only under a schedule,
 *	written with release by the worker, read with acquire by the held ones
 *
 * @place: what it holds and waits for
 * @stats: what is measured of it
 * @log: what it did
 * @finished: it has done all it does; read by the owner
 *
 * From @error on only the worker writes, but for what the structures say of
 * themselves; others read after the dismissal, again but for that.
 */
struct sd_worker {
	struct sd_tls tls;
	struct sd_crew *crew;
	struct sd_run *run;
	unsigned int index;
	const char *role;
	int cpu;
	struct task_struct *task;
	char name[SYNCDEMO_NAME_SIZE];

	int error;
	u64 operations;
	u64 start_ns;
	u64 end_ns;
	unsigned int first_cpu;
	unsigned int last_cpu;
	unsigned int migrations;
	unsigned int passed[SD_NR_STEPS];
	struct sd_wait_state wait_state;
	struct sd_worker_stats stats;
	struct sd_log log;
	bool finished;
} ____cacheline_aligned_in_smp;

/**
 * struct sd_crew - a team of kernel threads that start together and are joined
 * @nr: how many
 * @workers: array of @nr
 * @body: what each does once the gate is open
 * @external_wait: its waits may be ended from outside, so it is never stuck
 * @cancel: everyone shall leave; set once, never cleared
 * @ready: threads that have reached the gate
 * @left: threads that have not finished
 * @start: opened by sd_crew_start()
 * @wait: where the owner sleeps until @ready or @left says go on
 *
 * Owned by one thread, its owner, which alone calls the functions below.
 * sd_crew_spawn() must be followed by sd_crew_stop() whatever it returns.
 */
struct sd_crew {
	unsigned int nr;
	struct sd_worker *workers;
	int (*body)(struct sd_worker *w);
	bool external_wait;
	bool cancel;
	atomic_t ready;
	atomic_t left;
	struct completion start;
	wait_queue_head_t wait;
};

int sd_crew_init(struct sd_crew *crew, unsigned int nr, const char *name,
		 int (*body)(struct sd_worker *w));
int sd_crew_spawn(struct sd_crew *crew, const bool *stop, unsigned long timeout);
void sd_crew_start(struct sd_crew *crew);
int sd_crew_wait(struct sd_crew *crew, const bool *stop, unsigned long timeout);
void sd_crew_stop(struct sd_crew *crew);
void sd_crew_free(struct sd_crew *crew);
int sd_worker_of(const struct sd_crew *crew, const struct task_struct *task);
int sd_pause(struct sd_worker *w, u64 ms);

/**
 * sd_cancelled - shall this worker leave?
 * @w: the calling worker
 *
 * Return: true once the crew is being dismissed.
 *
 * A loop that does not sleep interruptibly asks this at least once a round.
 */
static inline bool sd_cancelled(const struct sd_worker *w)
{
	return READ_ONCE(w->crew->cancel);
}

/*
 * For loops that may go on for long without sleeping. A worker that never sleeps would
 * otherwise hold up whoever waits for tasks to have switched, as the tracers do.
 */
static inline void sd_resched(void)
{
	cond_resched_tasks_rcu_qs();
}

/**
 * sd_operation - count one more time that a worker did what the demo is about
 * @w: the calling worker
 */
static inline void sd_operation(struct sd_worker *w)
{
	/* Marked: the counts of all are taken when the first one ends. */
	WRITE_ONCE(w->operations, w->operations + 1);
	if (w->operations == 1)
		sd_stats_begun(w);
}

#endif /* _SD_CREW_H */
