/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Order rules: data that forces an order of steps, so that a broken variant shows its bug
 * in each run. Demos declare them; step.c calls sd_order_pass() after each step, which may
 * hold the worker. Uses the steps and the crew; knows nothing of the run.
 */
#ifndef _SD_ORDER_H
#define _SD_ORDER_H

#include <linux/wait.h>

#include "engine/step.h"

struct sd_crew;

/* Workers of a rule, instead of the index of one. */
#define SD_FROM(n)	(0x80000000U | (n))	/* all from index n on */
#define SD_EACH		SD_FROM(0)		/* all */
#define SD_LAST		(~0U)			/* the last one */
#define SD_NEXT		(~1U)			/* the one after the held one, cyclically */
#define SD_PERMITS	(~2U)			/* the first ones, one for each permit */
#define SD_ONE_MORE	(~3U)			/* SD_PERMITS and the one after them */

/* Steps are counted up to this number, so that later ones cost nothing. */
#define SD_PASSED_MAX	16

/**
 * struct sd_order_rule - a worker stays at one step until others have passed another
 * @worker: index of the worker that is held, or one of the above except SD_NEXT
 * @after: it is held after this step ...
 * @nth: ... when it passes it for the nth time (from 1 to SD_PASSED_MAX)
 * @other: until the worker of this index, or all others that one of the above names,
 * @until: have passed this step ...
 * @times: ... this many times (at most SD_PASSED_MAX), or have passed SD_EXIT
 *
 * An array of rules ends with @until == SD_NO_STEP.
 */
struct sd_order_rule {
	unsigned int worker;
	enum sd_step after;
	unsigned int nth;
	unsigned int other;
	enum sd_step until;
	unsigned int times;
};

/**
 * struct sd_order - the order rules of one run
 * @rules: those of its variant, or NULL
 * @permits: number of workers that SD_PERMITS names
 * @wait: where held workers wait
 *
 * Part of the run. Constant while workers exist, except @wait, which has a lock of its own.
 */
struct sd_order {
	const struct sd_order_rule *rules;
	unsigned int permits;
	wait_queue_head_t wait;
};

void sd_order_init(struct sd_order *order, const struct sd_order_rule *rules,
		   unsigned int permits);
void sd_order_pass(struct sd_order *order, struct sd_worker *w, enum sd_step step);

#endif /* _SD_ORDER_H */
