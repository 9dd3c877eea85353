/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's clock source, which limits how exact times are: reading the TSC takes some
 * nanoseconds, reading another clock about as long as a step of a demo.
 */
#ifndef SYNCDEMO_CLOCKSOURCE_H
#define SYNCDEMO_CLOCKSOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define CLOCKSOURCE_SIZE	32	/* bytes of a name, with its NUL */

/**
 * clocksource_name - the current clock source
 * @buf: (out) its name, or "" if it is not known
 * @len: size of @buf (bytes)
 */
void clocksource_name(char *buf, size_t len);

/**
 * clocksource_is_exact - whether single nanoseconds are meaningful
 * @name: from clocksource_name()
 */
static inline bool clocksource_is_exact(const char *name)
{
	return !strcmp(name, "tsc");
}

/**
 * clocksource_is_coarse - whether the clock only counts timer ticks of milliseconds
 * @name: from clocksource_name()
 */
static inline bool clocksource_is_coarse(const char *name)
{
	return strstr(name, "jiffies");
}

#endif
