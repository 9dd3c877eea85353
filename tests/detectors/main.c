// SPDX-License-Identifier: GPL-2.0-only
/*
 * planted: commits one bug when it is loaded, chosen by its parameter. A lane
 * that says "no complaints" is worth something only if the detector that it
 * relies on complains of these. Each does as little harm as its kind allows.
 */
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "planted.h"

static char *bug = "none";
module_param(bug, charp, 0444);
MODULE_PARM_DESC(bug, "which one, by the name of its function without planted_");

static const struct {
	const char *name;
	int (*commit)(void);
} bugs[] = {
	{ "leak", planted_leak },
	{ "out_of_bounds", planted_out_of_bounds },
	{ "shift", planted_shift },
	{ "active_timer", planted_active_timer },
	{ "sleep_in_atomic", planted_sleep_in_atomic },
	{ "lock_order", planted_lock_order },
	{ "sleeping_lock_in_raw", planted_sleeping_lock_in_raw },
	{ "race", planted_race },
};

static int __init planted_init(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(bugs); i++)
		if (!strcmp(bug, bugs[i].name))
			return bugs[i].commit();
	pr_err("no bug called %s\n", bug);
	return -EINVAL;
}
module_init(planted_init);

static void __exit planted_exit(void)
{
}
module_exit(planted_exit);

MODULE_DESCRIPTION("Bugs for the kernel's detectors to find");
MODULE_AUTHOR("The syncdemo authors");
MODULE_LICENSE("GPL");
