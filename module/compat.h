/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The differences between the kernels for which the module is built, 6.1 to 7.3.
 */
#ifndef _SD_COMPAT_H
#define _SD_COMPAT_H

#include <linux/export.h>
#include <linux/module.h>
#include <linux/version.h>

/*
 * Exports internal symbols to KUnit tests, in the kernel's namespace for that. The name of a
 * namespace is a string since 6.13. kunit/visibility.h has the same, but only since 6.2.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
#define SD_EXPORT_TO_TESTS(symbol) \
	EXPORT_SYMBOL_NS_GPL(symbol, "EXPORTED_FOR_KUNIT_TESTING")
#define SD_IMPORT_FOR_TESTS()	MODULE_IMPORT_NS("EXPORTED_FOR_KUNIT_TESTING")
#else
#define SD_EXPORT_TO_TESTS(symbol) \
	EXPORT_SYMBOL_NS_GPL(symbol, EXPORTED_FOR_KUNIT_TESTING)
#define SD_IMPORT_FOR_TESTS()	MODULE_IMPORT_NS(EXPORTED_FOR_KUNIT_TESTING)
#endif

/* Arguments of a generator of KUnit parameters; the test is one since 6.18. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
#define SD_KUNIT_GENERATOR_ARGS	struct kunit *test, const void *prev, char *desc
#else
#define SD_KUNIT_GENERATOR_ARGS	const void *prev, char *desc
#endif

/* Splicing from a file that has read_iter. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
#define SD_SPLICE_READ	copy_splice_read
#else
#define SD_SPLICE_READ	generic_file_splice_read
#endif

#endif /* _SD_COMPAT_H */
