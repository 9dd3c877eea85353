/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How often a long test repeats itself. $SOAK is the percentage of all cycles: 100 in
 * `make soak`, less in `make test`.
 */
#ifndef _TEST_CYCLES_H
#define _TEST_CYCLES_H

#include "device.h"

static inline unsigned int cycles(unsigned int all)
{
	const char *percent = getenv("SOAK");
	unsigned int nr = all * (percent ? strtoul(percent, NULL, 10) : 100) / 100;

	return nr ? nr : 1;
}

/* Says every ten seconds how far a test is. */
static inline void say_progress(const char *what, unsigned int done, unsigned int all)
{
	static __s64 last;

	if (now_ms() - last < 10000)
		return;
	last = now_ms();
	printf("# %s: %u of %u\n", what, done, all);
}

#endif /* _TEST_CYCLES_H */
