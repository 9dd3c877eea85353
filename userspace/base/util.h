/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Macros of the kernel that its coding style expects.
 */
#ifndef SYNCDEMO_UTIL_H
#define SYNCDEMO_UTIL_H

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define BIT(n)			(1U << (n))

#ifndef __printf
#define __printf(string, first)	__attribute((format(printf, string, first)))
#endif

#endif
