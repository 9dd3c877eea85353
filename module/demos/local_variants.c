// SPDX-License-Identifier: GPL-2.0-only
/*
 * Variants of the demo local, correct and broken. Only local.c uses them.
 */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/sched/isolation.h>

#include "demos/local.h"

/*
 * The CPU after @cpu, in turn, on which a thread may be bound: an online one. Isolated CPUs
 * (isolcpus=, nohz_full=) belong to those for whom they were set aside. At least one CPU is
 * neither.
 */
static unsigned int sd_next_cpu(unsigned int cpu)
{
	for (unsigned int i = 0; i < nr_cpu_ids; i++) {
		cpu = cpu + 1 < nr_cpu_ids ? cpu + 1 : 0;
		if (cpu_online(cpu) && housekeeping_cpu(cpu, HK_TYPE_DOMAIN) &&
		    housekeeping_cpu(cpu, HK_TYPE_KTHREAD))
			return cpu;
	}
	return raw_smp_processor_id();
}

static unsigned int sd_nr_usable_cpus(void)
{
	unsigned int first = sd_next_cpu(nr_cpu_ids), cpu = first, nr = 0;

	do {
		cpu = sd_next_cpu(cpu);
		nr++;
	} while (cpu != first && nr < nr_cpu_ids);
	return nr;
}

/* ---- percpu: a slot for each CPU, for threads that are bound to a CPU ---- */

/* A CPU that goes offline later makes its thread return -EXDEV. */
static void sd_percpu_assign_cpus(struct sd_crew *crew)
{
	unsigned int cpu = nr_cpu_ids;

	for (unsigned int i = 0; i < crew->nr; i++) {
		cpu = sd_next_cpu(cpu);
		crew->workers[i].cpu = cpu;
	}
}

static int sd_percpu_prepare(struct sd_run *run, struct sd_local_state *st)
{
	unsigned int cpus = sd_nr_usable_cpus();
	int err = sd_percpu_local_init(&st->percpu);

	if (err)
		return err;
	sd_percpu_assign_cpus(&run->crew);
	sd_note_main(run,
		     "per-CPU data belongs to a CPU, not to a thread: each thread is bound to a CPU",
		    0);
	if (run->crew.nr > cpus)
		sd_note_main(run,
			     "more threads than CPUs ({arg}): threads on one CPU use its slot in turns",
			    cpus);
	return 0;
}

static void sd_percpu_destroy(struct sd_local_state *st)
{
	sd_percpu_local_destroy(&st->percpu);
}

static int sd_percpu_enter(struct sd_worker *w, struct sd_local_state *st)
{
	return sd_percpu_local_enter(&st->percpu, w->cpu);
}

static void sd_percpu_leave(struct sd_worker *w, struct sd_local_state *st)
{
	sd_percpu_local_leave(&st->percpu, w->cpu);
}

static int sd_percpu_set(struct sd_worker *w, struct sd_local_state *st, s64 value)
{
	return sd_percpu_local_set(&st->percpu, w->cpu, value);
}

static int sd_percpu_get(struct sd_worker *w, struct sd_local_state *st, s64 *value)
{
	return sd_percpu_local_get(&st->percpu, w->cpu, value);
}

const struct sd_local_ops sd_local_percpu = {
	.prepare = sd_percpu_prepare,
	.destroy = sd_percpu_destroy,
	.enter = sd_percpu_enter,
	.leave = sd_percpu_leave,
	.set = sd_percpu_set,
	.get = sd_percpu_get,
};

/* ---- kthread: storage tied to the thread ---- */

static int sd_kthread_prepare(struct sd_run *run, struct sd_local_state *st)
{
	sd_note_main(run, "storage tied to the thread moves with it between CPUs and ends with it",
		     0);
	return 0;
}

static void sd_kthread_destroy(struct sd_local_state *st)
{
}

static int sd_kthread_set(struct sd_worker *w, struct sd_local_state *st, s64 value)
{
	return sd_local_set(&st->local, value);
}

static int sd_kthread_get(struct sd_worker *w, struct sd_local_state *st, s64 *value)
{
	return sd_local_get(&st->local, value);
}

const struct sd_local_ops sd_local_kthread = {
	.prepare = sd_kthread_prepare,
	.destroy = sd_kthread_destroy,
	.set = sd_kthread_set,
	.get = sd_kthread_get,
};

/* ---- hash: a table whose key is the task ---- */

static int sd_hash_prepare(struct sd_run *run, struct sd_local_state *st)
{
	sd_hash_local_init(&st->hash);
	sd_note_main(run, "all threads share a table under a lock; the task is the key",
		     0);
	return 0;
}

static void sd_hash_destroy(struct sd_local_state *st)
{
	sd_hash_local_destroy(&st->hash);
}

/* A later thread may get the same address, so the entry must be removed. */
static void sd_hash_leave(struct sd_worker *w, struct sd_local_state *st)
{
	sd_hash_local_del(&st->hash);
}

static int sd_hash_set(struct sd_worker *w, struct sd_local_state *st, s64 value)
{
	return sd_hash_local_set(&st->hash, value);
}

static int sd_hash_get(struct sd_worker *w, struct sd_local_state *st, s64 *value)
{
	return sd_hash_local_get(&st->hash, value);
}

const struct sd_local_ops sd_local_hash = {
	.prepare = sd_hash_prepare,
	.destroy = sd_hash_destroy,
	.leave = sd_hash_leave,
	.set = sd_hash_set,
	.get = sd_hash_get,
};

/* ---- broken variants: a value for each CPU, and threads that are not bound ---- */

static int sd_shared_prepare(struct sd_run *run, struct sd_local_state *st)
{
	st->shared = alloc_percpu(s64);
	return st->shared ? 0 : -ENOMEM;
}

static void sd_shared_destroy(struct sd_local_state *st)
{
	free_percpu(st->shared);
}

/* Forces a move that the scheduler may make at any time while a thread is not bound. */
static int sd_move_to_cpu(unsigned int cpu)
{
	return set_cpus_allowed_ptr(current, cpumask_of(cpu)) ? -EXDEV : 0;
}

/* With one CPU the thread stays; the other threads use the same slot anyway. */
static int sd_move_to_other_cpu(void)
{
	return sd_move_to_cpu(sd_next_cpu(raw_smp_processor_id()));
}

/* Thread 0 stays on its CPU, and thread 1 moves to that CPU. */
static int sd_share_cpu(struct sd_worker *w)
{
	if (w->index == 0)
		return sd_move_to_cpu(raw_smp_processor_id());
	/* sd_local_same_slot_order lets thread 1 start only after the set of thread 0. */
	if (w->index == 1)
		return sd_move_to_cpu(w->crew->workers[0].last_cpu);
	return 0;
}

static int sd_shared_set(struct sd_worker *w, struct sd_local_state *st, s64 value)
{
	int err = sd_share_cpu(w);

	if (err)
		return err;
	st->kept[w->index] = raw_cpu_ptr(st->shared);
	WRITE_ONCE(*st->kept[w->index], value);
	return 0;
}

/* The bug: reads the slot of the present CPU, which may have changed since the set. */
static int sd_unpinned_get(struct sd_worker *w, struct sd_local_state *st, s64 *value)
{
	int err = sd_move_to_other_cpu();

	*value = READ_ONCE(*raw_cpu_ptr(st->shared));
	if (err)
		return err;
	return *value ? 0 : -ENODATA;
}

const struct sd_local_ops sd_local_unpinned = {
	.prepare = sd_shared_prepare,
	.destroy = sd_shared_destroy,
	.set = sd_shared_set,
	.get = sd_unpinned_get,
};

/* The bug: reads the slot of the CPU at the set, which other threads may have used since. */
static int sd_stale_get(struct sd_worker *w, struct sd_local_state *st, s64 *value)
{
	int err;

	if (!st->kept[w->index])
		return -ENODATA;
	err = sd_move_to_other_cpu();
	*value = READ_ONCE(*st->kept[w->index]);
	return err;
}

const struct sd_local_ops sd_local_stale_pointer = {
	.prepare = sd_shared_prepare,
	.destroy = sd_shared_destroy,
	.set = sd_shared_set,
	.get = sd_stale_get,
};

/* The bug: without a valid flag the value 0 means unset. */
static int sd_zero_get(struct sd_worker *w, struct sd_local_state *st, s64 *value)
{
	*value = 0;
	if (sd_local_get(&st->local, value))
		return -ENODATA;
	return *value ? 0 : -ENODATA;
}

const struct sd_local_ops sd_local_zero_unset = {
	.prepare = sd_kthread_prepare,
	.destroy = sd_kthread_destroy,
	.set = sd_kthread_set,
	.get = sd_zero_get,
	.from_zero = true,
};
