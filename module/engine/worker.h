/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One kernel thread of a crew. Demos and the engine use it. Uses the structures that it
 * contains (log, statistics, wait state, thread-local storage); knows the crew and the run
 * by pointer only.
 */
#ifndef _SD_WORKER_H
#define _SD_WORKER_H

#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "engine/log.h"
#include "engine/stats.h"
#include "engine/wait_state.h"
#include "primitives/local.h"
#include "uapi/syncdemo.h"

struct sd_crew;
struct sd_run;
struct task_struct;

#define SD_ANY_CPU	(-1)

/**
 * struct sd_worker - one kernel thread of a run
 * @tls: the thread's own storage; first, because kthread_data() leads here
 * @crew: the crew that it belongs to
 * @run: the run, for the step hook; NULL where a crew is used without a run
 * @index: 0 to nr - 1
 * @role: its part in the demo; set before sd_crew_spawn()
 * @cpu: CPU that it is bound to, or SD_ANY_CPU; set before sd_crew_spawn()
 * @task: its thread, with a reference from sd_crew_spawn() to sd_crew_stop(), so that a
 *	thread that ended by itself can be joined
 * @name: the name that ps and traces show, see thread_name.h
 * @error: 0, or the errno with which it ended
 * @operations: operations of the demo that it has completed
 * @start_ns: time of its SD_START, since the start of the run (ns)
 * @end_ns: time of its SD_EXIT
 * @first_cpu: CPU of SD_START
 * @last_cpu: CPU of the latest step
 * @migrations: steps on another CPU than the step before
 * @passed: how often it has passed each step; kept only under order rules. The worker
 *	writes it with release, held workers read it with acquire
 * @wait_state: what it holds and waits for
 * @stats: its statistics
 * @log: its steps
 * @finished: it has left its body; read by the owner of the crew
 *
 * Lives from sd_crew_init() to sd_crew_free(). No lock: until sd_crew_spawn() the owner of
 * the crew writes all members. From then on only the worker writes those from @error on;
 * struct sd_worker_stats lists two exceptions. Other threads read them after the join,
 * except @passed, @operations, @wait_state and @finished, whose accesses are marked.
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
	unsigned int passed[SYNCDEMO_NR_STEPS];
	struct sd_wait_state wait_state;
	struct sd_worker_stats stats;
	struct sd_log log;
	bool finished;
} ____cacheline_aligned_in_smp;

/*
 * For loops that may run long without sleeping. A worker that never sleeps would delay the
 * grace periods of RCU tasks, which tracers wait for.
 */
static inline void sd_resched(void)
{
	cond_resched_tasks_rcu_qs();
}

/**
 * sd_operation - count an operation of the demo
 * @w: the calling worker
 */
static inline void sd_operation(struct sd_worker *w)
{
	/* Marked: other workers read it when the overlap starts and ends. */
	WRITE_ONCE(w->operations, w->operations + 1);
	if (w->operations == 1)
		sd_stats_first_operation(w);
}

#endif /* _SD_WORKER_H */
