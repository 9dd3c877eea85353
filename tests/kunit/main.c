// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo_kunit: the KUnit tests of syncdemo. The suites run when the module is
 * loaded; results are in the kernel's log and in
 * /sys/kernel/debug/kunit/syncdemo_SUITE/results.
 */
#include <linux/module.h>
#include <linux/moduleparam.h>

#include "batch.h"

unsigned int sd_kunit_threads = 5;
module_param_named(threads, sd_kunit_threads, uint, 0444);
MODULE_PARM_DESC(threads, "threads that contend or wait in a case, 4 to 100 (default 5)");

unsigned int sd_kunit_timeout_ms = 200;
module_param_named(timeout_ms, sd_kunit_timeout_ms, uint, 0444);
MODULE_PARM_DESC(timeout_ms, "timeouts that are meant to run out (ms, default 200)");

MODULE_DESCRIPTION("KUnit tests of syncdemo");
MODULE_AUTHOR("The syncdemo authors");
MODULE_LICENSE("GPL");
SD_IMPORT_FOR_TESTS();
