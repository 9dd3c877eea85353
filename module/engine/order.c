// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the workers of a run follow the order rules of its variant. A variant without rules
 * costs one test of a pointer.
 */
#include <linux/kernel.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

#include "engine/crew.h"
#include "engine/order.h"

/**
 * sd_order_init - set up the rules of a run
 * @order: the rules of the run
 * @rules: the rules of the variant, or NULL
 * @permits: of the run's semaphore, for SD_PERMITS
 */
void sd_order_init(struct sd_order *order, const struct sd_order_rule *rules,
		   unsigned int permits)
{
	order->rules = rules;
	order->permits = permits;
	init_waitqueue_head(&order->wait);
}

/* Does @which, in a rule that holds the worker @held, name the worker @index? */
static bool sd_is_named(const struct sd_order *order, unsigned int which,
			const struct sd_worker *held, unsigned int index)
{
	unsigned int nr = held->crew->nr;

	if (which == SD_LAST)
		return index == nr - 1;
	if (which == SD_NEXT)
		return index == (held->index + 1) % nr;
	if (which == SD_PERMITS)
		return index < order->permits;
	if (which == SD_ONE_MORE)
		return index <= order->permits;
	if (which & SD_FROM(0))
		return index >= (which & ~SD_FROM(0));
	return index == which;
}

static bool sd_has_passed(const struct sd_worker *other, const struct sd_order_rule *rule)
{
	/* Pairs with the release in sd_order_pass(). */
	unsigned int times = smp_load_acquire(&other->passed[rule->until]);

	/* A worker that has exited passes no further step. Same pairing. */
	return times >= rule->times || smp_load_acquire(&other->passed[SD_EXIT]);
}

static bool sd_rule_met(const struct sd_order *order, const struct sd_order_rule *rule,
			const struct sd_worker *w)
{
	for (unsigned int i = 0; i < w->crew->nr; i++)
		if (i != w->index && sd_is_named(order, rule->other, w, i) &&
		    !sd_has_passed(&w->crew->workers[i], rule))
			return false;
	return true;
}

/* A worker may be held during an attempt; the wait state of the attempt is restored. */
static void sd_rule_wait(struct sd_order *order, const struct sd_order_rule *rule,
			 struct sd_worker *w)
{
	unsigned int waits = w->wait_state.waits;

	WRITE_ONCE(w->wait_state.waits, SD_WAITS_ORDER);
	(void)wait_event_interruptible(order->wait, sd_rule_met(order, rule, w));
	WRITE_ONCE(w->wait_state.waits, waits);
}

/**
 * sd_order_pass - count a step, and wait as long as a rule says
 * @order: the rules of the run
 * @w: the calling worker
 * @step: the step that it has passed
 *
 * Context: any without rules, else process context; may sleep. The signal that
 * sd_crew_stop() sends ends the wait.
 */
void sd_order_pass(struct sd_order *order, struct sd_worker *w, enum sd_step step)
{
	const struct sd_order_rule *rule = order->rules;

	if (likely(!rule) || w->passed[step] == SD_PASSED_MAX)
		return;

	/* Pairs with the acquires in sd_has_passed(). */
	smp_store_release(&w->passed[step], w->passed[step] + 1);
	/* wq_has_sleeper() orders the count before its check for sleepers. */
	if (wq_has_sleeper(&order->wait))
		wake_up_all(&order->wait);

	for (; rule->until != SD_NO_STEP; rule++)
		if (rule->after == step && rule->nth == w->passed[step] &&
		    sd_is_named(order, rule->worker, w, w->index))
			sd_rule_wait(order, rule, w);
}
