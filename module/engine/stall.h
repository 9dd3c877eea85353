/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Stall detection: do all unfinished workers of a crew wait for each other? crew.c asks
 * while it waits for the crew. Uses the crew; knows nothing of the run.
 */
#ifndef _SD_STALL_H
#define _SD_STALL_H

#include <linux/types.h>

struct sd_crew;
struct sd_worker;
struct task_struct;

/**
 * struct sd_stall_sample - what sd_crew_stalled() remembers of the last sample
 * @asleep: all unfinished workers were asleep
 * @unfinished: their number
 * @switches: the sum of their context switches
 *
 * Belongs to the caller; zero at first.
 */
struct sd_stall_sample {
	bool asleep;
	unsigned int unfinished;
	unsigned long switches;
};

bool sd_asleep(struct task_struct *task);
bool sd_crew_stalled(const struct sd_crew *crew, struct sd_stall_sample *last);
unsigned int sd_stall_cycle(const struct sd_crew *crew, const struct sd_worker **cycle);

#endif /* _SD_STALL_H */
