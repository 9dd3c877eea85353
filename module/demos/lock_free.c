// SPDX-License-Identifier: GPL-2.0-only
/*
 * Variants of the demo lock that add without a lock: no thread waits for another. Only
 * lock.c uses them.
 */
#include <linux/cpumask.h>
#include <linux/percpu.h>

#include "engine/step.h"
#include "lock.h"

static void sd_atomic_add(struct sd_worker *w, struct sd_lock_state *st)
{
	sd_step(w, SD_STORE, SD_THE_COUNTER, atomic64_inc_return(&st->atomic));
}

static u64 sd_atomic_total(const struct sd_lock_state *st)
{
	return atomic64_read(&st->atomic);
}

const struct sd_lock_ops sd_lock_atomic = {
	.add = sd_atomic_add,
	.total = sd_atomic_total,
};

static void sd_cmpxchg_add(struct sd_worker *w, struct sd_lock_state *st)
{
	s64 value = atomic64_read(&st->atomic);
	u64 retries = 0;

	sd_step(w, SD_LOAD, SD_THE_COUNTER, value);
	while (!atomic64_try_cmpxchg(&st->atomic, &value, value + 1)) {
		sd_step(w, SD_LOAD, SD_THE_COUNTER, value);
		retries++;
		sd_resched();
	}
	sd_step(w, SD_STORE, SD_THE_COUNTER, value + 1);
	if (retries)
		atomic64_add(retries, &st->retries);
}

const struct sd_lock_ops sd_lock_cmpxchg = {
	.add = sd_cmpxchg_add,
	.total = sd_atomic_total,
};

static int sd_percpu_init(struct sd_lock_state *st)
{
	st->percpu = alloc_percpu_gfp(u64, GFP_KERNEL);
	return st->percpu ? 0 : -ENOMEM;
}

static void sd_percpu_destroy(struct sd_lock_state *st)
{
	free_percpu(st->percpu);
}

/* The logged value is that of one CPU's counter, not the sum. */
static void sd_percpu_add(struct sd_worker *w, struct sd_lock_state *st)
{
	sd_step(w, SD_STORE, SD_THE_COUNTER, this_cpu_inc_return(*st->percpu));
}

/* The sum is exact because all threads have been joined. */
static u64 sd_percpu_total(const struct sd_lock_state *st)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += *per_cpu_ptr(st->percpu, cpu);
	return sum;
}

const struct sd_lock_ops sd_lock_percpu = {
	.init = sd_percpu_init,
	.destroy = sd_percpu_destroy,
	.add = sd_percpu_add,
	.total = sd_percpu_total,
};
