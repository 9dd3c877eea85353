/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_ORDER_H
#define _SD_ORDER_H

#include "engine/step.h"

/*
 * Instead of an index: every worker from this index on; every worker; the last one,
 * where how many there are is up to the request; the one after the worker that is
 * held, which after the last one is the first; as many as the request's value (of a
 * semaphore) has places, and one more, from the first on.
 */
#define SD_FROM(n)	(0x80000000U | (n))
#define SD_EACH		SD_FROM(0)
#define SD_LAST		(~0U)
#define SD_NEXT		(~1U)
#define SD_PERMITS	(~2U)
#define SD_ONE_MORE	(~3U)

/* A rule can count so far. No further is counted, so that what follows costs nothing. */
#define SD_PASSED_MAX	16

/**
 * struct sd_order_rule - one rule of a schedule, stated as data
 * @worker: index of the worker that is held, or any of the above but SD_NEXT
 * @after: once it has passed this step ...
 * @nth: ... for the nth time (from 1, at most SD_PASSED_MAX)
 * @other: it stays there until the worker of this index (or any of the above; all
 *	that are meant, but for itself)
 * @until: has passed this step ...
 * @times: ... so many times (at most SD_PASSED_MAX), or has ended, after which it will
 *	pass nothing
 *
 * A schedule is an array of these that ends with @until == SD_NO_STEP. It forces
 * an order of steps; it never sleeps for a time and hopes.
 */
struct sd_order_rule {
	unsigned int worker;
	enum sd_step after;
	unsigned int nth;
	unsigned int other;
	enum sd_step until;
	unsigned int times;
};

void sd_order_pass(struct sd_run *run, struct sd_worker *w, enum sd_step step);

#endif /* _SD_ORDER_H */
