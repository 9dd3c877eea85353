// SPDX-License-Identifier: GPL-2.0-only
/*
 * Units and digits of numbers for people.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/util.h"

static struct formatted nothing(void)
{
	return (struct formatted) { FORMAT_NOTHING };
}

const char *plural(__u64 n)
{
	return n == 1 ? "" : "s";
}

struct formatted format_ns(__u64 ns)
{
	struct formatted out;

	if (ns < 1000)
		snprintf(out.text, sizeof(out.text), "%llu ns", ns);
	else if (ns < 1000000)
		snprintf(out.text, sizeof(out.text), "%.3f us", ns / 1e3);
	else if (ns < 1000000000)
		snprintf(out.text, sizeof(out.text), "%.3f ms", ns / 1e6);
	else
		snprintf(out.text, sizeof(out.text), "%.3f s", ns / 1e9);
	return out;
}

static __u64 divide_up(__u64 value, __u64 by)
{
	return value / by + !!(value % by);
}

/* @digits are the three digits of a number with @decimals of them after the point. */
static struct formatted three_digits(__u64 digits, unsigned int decimals, const char *unit)
{
	static const unsigned int powers[] = { 1, 10, 100 };
	struct formatted out;

	if (decimals)
		snprintf(out.text, sizeof(out.text), "%llu.%0*llu %s", digits / powers[decimals],
			 decimals, digits % powers[decimals], unit);
	else
		snprintf(out.text, sizeof(out.text), "%llu %s", digits, unit);
	return out;
}

struct formatted format_short_ns(__u64 ns)
{
	static const char * const units[] = { "us", "ms", "s" };
	__u64 step = 10;

	if (ns < 1000)
		return three_digits(ns, 0, "ns");
	for (size_t i = 0; i < ARRAY_SIZE(units); i++)
		for (unsigned int decimals = 3; decimals-- > 0; step *= 10)
			if (divide_up(ns, step) < 1000)
				return three_digits(divide_up(ns, step), decimals, units[i]);
	return three_digits(divide_up(ns, 1000000000), 0, "s");
}

struct formatted format_share(double share)
{
	struct formatted out;
	double percent = 100 * share;

	if (isnan(share))
		return nothing();
	if (percent > 0 && percent < 0.05)
		percent = 0.1;
	if (percent < 100 && percent >= 99.95)
		percent = 99.9;
	snprintf(out.text, sizeof(out.text), "%.1f %%", percent);
	return out;
}

struct formatted format_ratio(double ratio)
{
	struct formatted out;

	if (isnan(ratio))
		return nothing();
	snprintf(out.text, sizeof(out.text), "%.3f", ratio);
	return out;
}

struct formatted format_rate(double rate)
{
	static const char * const units[] = { "", " thousand", " million", " billion" };
	struct formatted out;
	size_t unit = 0;

	if (isnan(rate))
		return nothing();
	for (; rate >= 1000 && unit < ARRAY_SIZE(units) - 1; unit++)
		rate /= 1000;
	snprintf(out.text, sizeof(out.text), "%.*f%s", rate < 10 ? 2 : rate < 100 ? 1 : 0, rate,
		 units[unit]);
	return out;
}

struct formatted format_bar(double share, unsigned int width)
{
	struct formatted out = {};
	size_t length;

	if (!(share > 0))
		return out;
	length = share * width + 0.5;
	if (!length)
		length = 1;
	if (length > width)
		length = width;
	memset(out.text, '#', length < sizeof(out.text) ? length : sizeof(out.text) - 1);
	return out;
}
