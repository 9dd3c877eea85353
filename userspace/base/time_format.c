// SPDX-License-Identifier: GPL-2.0-only
/*
 * Times as text, and the ticks of an axis.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time_format.h"
#include "base/util.h"

/* Ten times this still fits into 64 bits. */
#define SCALE_STEP_MAX	1000000000000000000ULL

static const struct unit {
	const char *name;
	__u64 ns;
	int digits;
} units[] = {
	{ "ns", 1, 0 },
	{ "us", 1000, 3 },
	{ "ms", 1000000, 6 },
	{ "s", 1000000000, 9 },
};

/* The largest unit that is not longer than @ns. */
static const struct unit *unit_for(__u64 ns)
{
	size_t i = ARRAY_SIZE(units) - 1;

	while (i && ns < units[i].ns)
		i--;
	return &units[i];
}

__u64 time_step(__u64 range, unsigned int ticks)
{
	static const __u64 factors[] = { 1, 2, 5 };
	__u64 least = range / (ticks ? ticks : 1);

	for (__u64 power = 1; power <= SCALE_STEP_MAX; power *= 10)
		for (size_t i = 0; i < ARRAY_SIZE(factors); i++)
			if (factors[i] * power > least)
				return factors[i] * power;
	return SCALE_STEP_MAX;
}

/* Decimals needed to tell one tick from the next. */
static int digits_for(__u64 step, const struct unit *unit)
{
	int digits = unit->digits;

	while (digits && step % 10 == 0) {
		step /= 10;
		digits--;
	}
	return digits;
}

void time_tick(__u64 ns, __u64 step, __u64 last, char label[TIME_LABEL_SIZE])
{
	const struct unit *unit = unit_for(last);

	snprintf(label, TIME_LABEL_SIZE, "%.*f %s", digits_for(step, unit),
		 (double)ns / unit->ns, unit->name);
}

bool time_parse(const char *text, __u64 *ns)
{
	const char *number = "0123456789.";
	size_t len = strspn(text, number);
	const char *unit = text[len] ? text + len : "ms";
	char *end;
	double value;

	if (!len)
		return false;
	value = strtod(text, &end);
	if (end != text + len)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		if (strcmp(unit, units[i].name))
			continue;
		if (value * units[i].ns >= 1e18)
			return false;
		*ns = value * units[i].ns + 0.5;
		return true;
	}
	return false;
}
