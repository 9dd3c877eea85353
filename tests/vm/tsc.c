// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prints the frequency of the host's time stamp counter in kHz. Built and called
 * by clock.
 *
 * On a busy host a reading can be interrupted half-way. Each is taken between
 * two readings of the counter, and of many tries the tightest is kept.
 */
#include <stdio.h>
#include <time.h>
#include <x86intrin.h>

#define TRIES		1000
#define INTERVAL_NS	100000000L

struct reading {
	unsigned long long ticks;
	unsigned long long ns;
};

static unsigned long long now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC_RAW, &ts);
	return ts.tv_sec * 1000000000ULL + ts.tv_nsec;
}

static struct reading read_both(void)
{
	unsigned long long before, after, ns, tightest = -1ULL;
	struct reading best = { 0 };

	for (int i = 0; i < TRIES; i++) {
		before = __rdtsc();
		ns = now_ns();
		after = __rdtsc();
		if (after - before >= tightest)
			continue;
		tightest = after - before;
		best.ticks = before + tightest / 2;
		best.ns = ns;
	}
	return best;
}

int main(void)
{
	struct timespec interval = { .tv_nsec = INTERVAL_NS };
	struct reading first, last;

	first = read_both();
	nanosleep(&interval, NULL);
	last = read_both();
	printf("%llu\n", (last.ticks - first.ticks) * 1000000 / (last.ns - first.ns));
	return 0;
}
