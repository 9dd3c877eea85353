/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Per-CPU data as thread-local data. The demo local uses it.
 *
 * Context: kernel threads that are bound to a CPU. enter sleeps; set and get do not.
 * Lifetime: destroy after all threads have left.
 * Ordering: none is needed; a slot has one user at a time, who holds its mutex.
 */
#ifndef _SD_LOCAL_PERCPU_H
#define _SD_LOCAL_PERCPU_H

#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/types.h>

/**
 * struct sd_slot - the slot of one possible CPU
 * @turn: held by the user of the slot, from enter to leave
 * @valid: the user has set @value; a value of zero does not say so
 * @value: the value
 *
 * Only a thread that runs on the slot's CPU and holds @turn uses @value, and @valid as
 * well, except that enter clears it from any CPU.
 */
struct sd_slot {
	struct mutex turn;	/* see above */
	bool valid;
	s64 value;
};

/**
 * struct sd_percpu_local - per-CPU data used as if it were thread-local
 * @slots: one for each possible CPU, so that a CPU may come and go
 *
 * A slot belongs to a CPU, not to a thread. It can replace thread-local data only while
 * one thread is bound to the CPU and no other thread uses the slot. enter and leave
 * guarantee that: threads on the same CPU use its slot one after the other.
 */
struct sd_percpu_local {
	struct sd_slot __percpu *slots;
};

int sd_percpu_local_init(struct sd_percpu_local *l);
void sd_percpu_local_destroy(struct sd_percpu_local *l);
int sd_percpu_local_enter(struct sd_percpu_local *l, int cpu);
void sd_percpu_local_leave(struct sd_percpu_local *l, int cpu);
int sd_percpu_local_set(struct sd_percpu_local *l, int cpu, s64 value);
int sd_percpu_local_get(struct sd_percpu_local *l, int cpu, s64 *value);

#endif /* _SD_LOCAL_PERCPU_H */
