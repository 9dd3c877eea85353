/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel tells time by, for it decides whether nanoseconds mean
 * anything: reading the TSC takes some of them, reading another clock about as
 * long as what a demo does between two readings.
 */
#ifndef SYNCDEMO_CLOCKSOURCE_H
#define SYNCDEMO_CLOCKSOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define CLOCKSOURCE_SIZE	32	/* bytes of a name, with its NUL */

/**
 * clocksource_name - what the kernel tells time by now
 * @buf: (out) its name, or "" if that is not known
 * @len: room there
 */
void clocksource_name(char *buf, size_t len);

/**
 * clocksource_is_exact - whether its nanoseconds may be quoted
 * @name: from clocksource_name()
 */
static inline bool clocksource_is_exact(const char *name)
{
	return !strcmp(name, "tsc");
}

/**
 * clocksource_is_coarse - whether it only counts timer ticks, which are milliseconds
 * @name: from clocksource_name()
 */
static inline bool clocksource_is_coarse(const char *name)
{
	return strstr(name, "jiffies");
}

#endif
