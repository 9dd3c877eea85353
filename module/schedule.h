/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_SCHEDULE_H
#define _SD_SCHEDULE_H

#include "step.h"

/* sd_hold.worker: each worker from this index on. */
#define SD_FROM(n)	(0x80000000U | (n))

/* sd_hold.other: the worker after the one that is held; the first after the last. */
#define SD_NEXT		(~0U)

/**
 * struct sd_hold - one rule of a schedule, stated as data
 * @worker: index of the worker that is held, or SD_FROM()
 * @after: once it has passed this step ...
 * @nth: ... for the nth time (from 1)
 * @other: it stays there until the worker of this index, or SD_NEXT
 * @until: has passed this step ...
 * @times: ... so many times
 *
 * A schedule is an array of these that ends with @until == SD_NO_STEP. It forces
 * an order of steps; it never sleeps for a time and hopes.
 */
struct sd_hold {
	unsigned int worker;
	enum sd_step after;
	unsigned int nth;
	unsigned int other;
	enum sd_step until;
	unsigned int times;
};

void sd_schedule_pass(struct sd_run *run, struct sd_worker *w, enum sd_step step);

#endif /* _SD_SCHEDULE_H */
