/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers as people read them. Pure.
 */
#ifndef SYNCDEMO_FORMAT_H
#define SYNCDEMO_FORMAT_H

#include <linux/types.h>

/* What stands where nothing can be said. */
#define FORMAT_NOTHING	"-"

/* Text by value, so that printf() can take format_...().text. */
struct formatted {
	char text[32];
};

/**
 * plural - what a word ends in: "1 run", "2 runs"
 * @n: how many there are of it
 */
const char *plural(__u64 n);

/**
 * format_ns - a time with all that was measured: "1.235 ms"
 * @ns: the time (ns)
 */
struct formatted format_ns(__u64 ns);

/**
 * format_short_ns - a time in three digits: "127 ns", "1.23 ms"; never too short
 * @ns: the time (ns)
 *
 * Rounds up, for it shows upper bounds.
 */
struct formatted format_short_ns(__u64 ns);

/**
 * format_share - a share in percent: "12.5 %"
 * @share: the share (0 to 1), or NAN
 *
 * Neither "0.0 %" nor "100.0 %" unless it is none or all of it.
 */
struct formatted format_share(double share);

/**
 * format_ratio - a number in three digits after the point: "0.998"
 * @ratio: the number, or NAN
 */
struct formatted format_ratio(double ratio);

/**
 * format_rate - how often in a second: "9.61 million"
 * @rate: times per second, or NAN
 */
struct formatted format_rate(double rate);

/**
 * format_bar - a bar
 * @share: its part of the whole width (0 to 1); NAN for no bar
 * @width: the whole width (characters, up to 31)
 *
 * Anything above 0 is to be seen.
 */
struct formatted format_bar(double share, unsigned int width);

#endif
