// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an open file runs that selects nothing of its own. Owns one shared plan;
 * session.c reads it at open and replaces it on a write-only open.
 */
#include <linux/errno.h>
#include <linux/mutex.h>

#include "device/selection.h"

/* Protects the pointer; the plan behind it is constant and counted. Leaf lock. */
static DEFINE_MUTEX(sd_selection_lock);
static struct sd_plan *sd_selection;

/* Selects all demos; 0 or -ENOMEM. */
int sd_selection_init(void)
{
	struct sd_plan *plan = sd_plan_alloc();
	int err;

	if (!plan)
		return -ENOMEM;
	err = sd_plan_add_all(plan);
	if (err) {
		sd_plan_put(plan);
		return err;
	}
	sd_selection = plan;
	return 0;
}

void sd_selection_exit(void)
{
	sd_plan_put(sd_selection);
}

/* The selection of this moment, with a reference for the caller. */
struct sd_plan *sd_selection_get(void)
{
	struct sd_plan *plan;

	mutex_lock(&sd_selection_lock);
	plan = sd_plan_get(sd_selection);
	mutex_unlock(&sd_selection_lock);
	return plan;
}

/* Later opens run @plan; takes a reference of its own. */
void sd_selection_set(struct sd_plan *plan)
{
	struct sd_plan *old;

	sd_plan_get(plan);
	mutex_lock(&sd_selection_lock);
	old = sd_selection;
	sd_selection = plan;
	mutex_unlock(&sd_selection_lock);
	sd_plan_put(old);
}
