/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Waits for a crew and finds out whether all its unfinished workers are stuck. run.c waits
 * here; stall_report.c asks for the cycle. Uses the crew; knows nothing of the run.
 */
#ifndef _SD_STALL_H
#define _SD_STALL_H

#include <linux/types.h>

struct sd_crew;
struct sd_worker;
struct task_struct;

/**
 * struct sd_stall_sample - one sample of a crew, kept between calls of sd_crew_stalled()
 * @asleep: all unfinished workers were asleep
 * @unfinished: their number
 * @switches: the sum of their context switches
 *
 * Owned by the thread that owns the crew; zero before the first sample. No lock: no other
 * thread sees it.
 */
struct sd_stall_sample {
	bool asleep;
	unsigned int unfinished;
	unsigned long switches;
};

int sd_stall_wait(struct sd_crew *crew, const bool *stop, unsigned long timeout);
bool sd_asleep(struct task_struct *task);
bool sd_crew_stalled(const struct sd_crew *crew, struct sd_stall_sample *last);
unsigned int sd_stall_cycle(const struct sd_crew *crew, const struct sd_worker **cycle);

#endif /* _SD_STALL_H */
