/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Small helpers that the kernel's coding style expects. Any file may use them.
 */
#ifndef SYNCDEMO_UTIL_H
#define SYNCDEMO_UTIL_H

#include <linux/types.h>

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define BIT(n)			(1U << (n))

#ifndef __printf
#define __printf(string, first)	__attribute((format(printf, string, first)))
#endif

static inline __u64 smaller(__u64 a, __u64 b)
{
	return a < b ? a : b;
}

static inline __u64 greater(__u64 a, __u64 b)
{
	return a > b ? a : b;
}

#endif
