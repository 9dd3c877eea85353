/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers as people read them. Pure.
 */
#ifndef SYNCDEMO_FORMAT_H
#define SYNCDEMO_FORMAT_H

#include <linux/types.h>

/* Stands for an unknown value. */
#define FORMAT_NOTHING	"-"

/* Text by value, so that printf() can take format_...().text. */
struct formatted {
	char text[32];
};

/**
 * plural - the ending of a counted noun: "1 run", "2 runs"
 * @n: the count
 */
const char *plural(__u64 n);

/**
 * format_ns - a time with three decimals: "1.235 ms"
 * @ns: the time (ns)
 */
struct formatted format_ns(__u64 ns);

/**
 * format_short_ns - a time in three digits: "127 ns", "1.23 ms"
 * @ns: the time (ns)
 *
 * Rounds up, because it shows upper bounds.
 */
struct formatted format_short_ns(__u64 ns);

/**
 * format_share - a share in percent: "12.5 %"
 * @share: the share (0 to 1), or NAN
 *
 * "0.0 %" and "100.0 %" stand for exactly none and all.
 */
struct formatted format_share(double share);

/**
 * format_ratio - a number in three digits after the point: "0.998"
 * @ratio: the number, or NAN
 */
struct formatted format_ratio(double ratio);

/**
 * format_rate - a rate in three digits: "9.61 million"
 * @rate: times per second, or NAN
 */
struct formatted format_rate(double rate);

/**
 * format_bar - a bar
 * @share: its part of the whole width (0 to 1); NAN for no bar
 * @width: the whole width (characters, up to 31)
 *
 * A share above 0 has at least one character.
 */
struct formatted format_bar(double share, unsigned int width);

#endif
