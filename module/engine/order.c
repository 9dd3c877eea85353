// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holds the workers of a run to the schedule of its variant. Only step.c calls
 * it, after every step. Without a schedule it is one test of a pointer.
 */
#include <linux/kernel.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

#include "engine/crew.h"
#include "engine/order.h"
#include "engine/run.h"

/* Does @which, in a rule for the worker @self, mean the worker @index? */
static bool sd_is_meant(const struct sd_run *run, unsigned int which, unsigned int self,
			unsigned int index)
{
	if (which == SD_LAST)
		return index == run->crew.nr - 1;
	if (which == SD_NEXT)
		return index == (self + 1) % run->crew.nr;
	if (which == SD_PERMITS)
		return index < sd_run_param(run, SYNCDEMO_PARAM_VALUE);
	if (which == SD_ONE_MORE)
		return index <= sd_run_param(run, SYNCDEMO_PARAM_VALUE);
	if (which & SD_FROM(0))
		return index >= (which & ~SD_FROM(0));
	return index == which;
}

static bool sd_has_passed(const struct sd_worker *other, const struct sd_order_rule *hold)
{
	/* Pairs with the release in sd_order_pass(). */
	unsigned int times = smp_load_acquire(&other->passed[hold->until]);

	/* As does this. */
	return times >= hold->times || smp_load_acquire(&other->passed[SD_EXIT]);
}

static bool sd_rule_met(const struct sd_run *run, const struct sd_worker *w,
			const struct sd_order_rule *hold)
{
	for (unsigned int i = 0; i < run->crew.nr; i++)
		if (i != w->index && sd_is_meant(run, hold->other, w->index, i) &&
		    !sd_has_passed(&run->crew.workers[i], hold))
			return false;
	return true;
}

/* It may be held while it attempts or waits, and then goes on with that. */
static void sd_rule_wait(struct sd_run *run, struct sd_worker *w, const struct sd_order_rule *hold)
{
	unsigned int waits = w->wait_state.waits;

	WRITE_ONCE(w->wait_state.waits, SD_WAITS_ORDER);
	(void)wait_event_interruptible(run->order_wait, sd_rule_met(run, w, hold));
	WRITE_ONCE(w->wait_state.waits, waits);
}

/**
 * sd_order_pass - count a step and stay as long as the schedule says
 * @run: the run
 * @w: the calling worker
 * @step: the step that it has passed
 *
 * May sleep if the variant has a schedule. A cancelled worker is let through:
 * the wait ends with the signal that sd_crew_stop() sends.
 */
void sd_order_pass(struct sd_run *run, struct sd_worker *w, enum sd_step step)
{
	const struct sd_order_rule *hold = run->request->variant->order;

	if (likely(!hold) || w->passed[step] == SD_PASSED_MAX)
		return;

	/* Pairs with the acquires in sd_has_passed(). */
	smp_store_release(&w->passed[step], w->passed[step] + 1);
	/* Its barrier orders the count before the look for sleepers. */
	if (wq_has_sleeper(&run->order_wait))
		wake_up_all(&run->order_wait);

	for (; hold->until != SD_NO_STEP; hold++)
		if (hold->after == step && hold->nth == w->passed[step] &&
		    sd_is_meant(run, hold->worker, w->index, w->index))
			sd_rule_wait(run, w, hold);
}
