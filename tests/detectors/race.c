// SPDX-License-Identifier: GPL-2.0-only
/*
 * A data race, for KCSAN: two threads add to one number, plainly. For a second,
 * as the detector looks at one access of many.
 */
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/sched.h>

#include "planted.h"

static unsigned long number;

static int planted_racer(void *unused)
{
	while (!kthread_should_stop()) {
		number++;
		/* Each time anew, not once after the loop. */
		barrier();
		cond_resched();
	}
	return 0;
}

int planted_race(void)
{
	struct task_struct *racer = kthread_run(planted_racer, NULL, "planted");
	unsigned long end = jiffies + HZ;

	if (IS_ERR(racer))
		return PTR_ERR(racer);
	while (time_before(jiffies, end)) {
		number++;
		barrier();
		cond_resched();
	}
	return kthread_stop(racer);
}
