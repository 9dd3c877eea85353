/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between the kernels that we build for, in one place.
 */
#ifndef _SD_COMPAT_H
#define _SD_COMPAT_H

#include <linux/export.h>
#include <linux/module.h>
#include <linux/version.h>

/*
 * Internals that KUnit tests reach, in the kernel's own namespace for that. Its
 * name is a string from 6.13 on. kunit/visibility.h would do, but not before 6.2.
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

/* What a generator of KUnit parameters is given; its test too from 6.18 on. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
#define SD_KUNIT_GENERATOR_ARGS	struct kunit *test, const void *prev, char *desc
#else
#define SD_KUNIT_GENERATOR_ARGS	const void *prev, char *desc
#endif

/* Splicing out of a file that has read_iter. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
#define SD_SPLICE_READ	copy_splice_read
#else
#define SD_SPLICE_READ	generic_file_splice_read
#endif

#endif /* _SD_COMPAT_H */
