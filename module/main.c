// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loading and unloading of syncdemo.
 */
#include <linux/init.h>
#include <linux/module.h>

#include "device/device.h"
#include "device/selection.h"
#include "version.h"

static int __init sd_init(void)
{
	int err;

	err = sd_selection_init();
	if (err)
		return err;
	err = sd_device_register();
	if (err) {
		sd_selection_exit();
		return err;
	}
	pr_info("syncdemo: " SYNCDEMO_VERSION " ready: cat /dev/syncdemo\n");
	return 0;
}

static void __exit sd_exit(void)
{
	sd_device_unregister();
	sd_selection_exit();
}

module_init(sd_init);
module_exit(sd_exit);

MODULE_DESCRIPTION("Thread synchronisation shown with kernel threads");
MODULE_AUTHOR("The syncdemo authors");
MODULE_LICENSE("GPL");
MODULE_VERSION(SYNCDEMO_VERSION);
