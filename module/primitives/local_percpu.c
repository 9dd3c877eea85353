// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-CPU data used as if it were thread-local.
 */
#include <linux/errno.h>
#include <linux/sched/signal.h>
#include <linux/smp.h>

#include "local_percpu.h"

/* 0 or -ENOMEM. */
int sd_percpu_local_init(struct sd_percpu_local *l)
{
	int cpu;

	l->slots = alloc_percpu(struct sd_slot);
	if (!l->slots)
		return -ENOMEM;
	for_each_possible_cpu(cpu)
		mutex_init(&per_cpu_ptr(l->slots, cpu)->turn);
	return 0;
}

/* All threads have left. */
void sd_percpu_local_destroy(struct sd_percpu_local *l)
{
	int cpu;

	for_each_possible_cpu(cpu)
		mutex_destroy(&per_cpu_ptr(l->slots, cpu)->turn);
	free_percpu(l->slots);
}

/**
 * sd_percpu_local_enter - become the only user of a CPU's slot
 * @l: the data
 * @cpu: the CPU to which the caller is bound
 *
 * Return: 0, or -EINTR if the caller is being stopped.
 */
int sd_percpu_local_enter(struct sd_percpu_local *l, int cpu)
{
	struct sd_slot *slot = per_cpu_ptr(l->slots, cpu);
	int err = mutex_lock_interruptible(&slot->turn);

	if (!err)
		slot->valid = false;
	return err;
}

/* Gives the slot up: its next user finds it empty. */
void sd_percpu_local_leave(struct sd_percpu_local *l, int cpu)
{
	mutex_unlock(&per_cpu_ptr(l->slots, cpu)->turn);
}

/*
 * The slot of the present CPU, with preemption disabled; NULL if that is not the CPU to
 * which the caller was bound, because that one went offline.
 */
static struct sd_slot *sd_slot_pin(struct sd_percpu_local *l, int cpu)
{
	struct sd_slot *slot = get_cpu_ptr(l->slots);

	if (smp_processor_id() == cpu)
		return slot;
	put_cpu_ptr(l->slots);
	return NULL;
}

/**
 * sd_percpu_local_set - set the value of the calling thread
 * @l: the data; the caller has entered
 * @cpu: the CPU to which the caller is bound
 * @value: the value
 *
 * Return: 0, or -EXDEV if the caller is on another CPU now.
 */
int sd_percpu_local_set(struct sd_percpu_local *l, int cpu, s64 value)
{
	struct sd_slot *slot = sd_slot_pin(l, cpu);

	if (!slot)
		return -EXDEV;
	slot->value = value;
	slot->valid = true;
	put_cpu_ptr(l->slots);
	return 0;
}

/**
 * sd_percpu_local_get - get the value of the calling thread
 * @l: the data; the caller has entered
 * @cpu: the CPU to which the caller is bound
 * @value: gets it
 *
 * Return: 0; -ENODATA if this thread has set none; -EXDEV if the caller is on
 * another CPU now.
 */
int sd_percpu_local_get(struct sd_percpu_local *l, int cpu, s64 *value)
{
	struct sd_slot *slot = sd_slot_pin(l, cpu);
	int err = 0;

	if (!slot)
		return -EXDEV;
	if (slot->valid)
		*value = slot->value;
	else
		err = -ENODATA;
	put_cpu_ptr(l->slots);
	return err;
}
