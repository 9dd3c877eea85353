/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_LOCAL_PERCPU_H
#define _SD_LOCAL_PERCPU_H

#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/types.h>

/**
 * struct sd_slot - what there is for each possible CPU
 * @turn: held by the thread that has the slot for its own, over its whole stay
 * @valid: @value was set by that thread; zero-filled memory does not say so
 * @value: the value
 *
 * @value is touched only by a thread that runs on the slot's CPU and holds its
 * @turn; @valid too, but for the clearing when a stay begins.
 */
struct sd_slot {
	struct mutex turn;	/* whose slot it is */
	bool valid;
	s64 value;
};

/**
 * struct sd_percpu_local - per-CPU data used as if it were thread-local
 * @slots: one for each possible CPU, so that a CPU may come and go
 *
 * A slot belongs to a CPU, not to a thread. It can stand in for thread-local
 * data only while a thread is bound to its CPU and no other thread uses the
 * slot: that is what enter and leave see to. Threads that share a CPU take
 * turns.
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
