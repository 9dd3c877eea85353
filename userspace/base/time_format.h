/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Times as people write and read them, and the ticks of an axis. Pure.
 */
#ifndef SYNCDEMO_TIME_FORMAT_H
#define SYNCDEMO_TIME_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "uapi/syncdemo.h"

#define TIME_LABEL_SIZE	32

/**
 * time_step - distance between the ticks of an axis
 * @range: length of the axis (ns)
 * @ticks: maximum number of ticks
 *
 * Return: 1, 2 or 5 times a power of ten (ns).
 */
__u64 time_step(__u64 range, unsigned int ticks);

/**
 * time_tick - the label of a tick: "1.5 ms"
 * @ns: its time
 * @step: distance to the next tick; sets the number of decimals
 * @last: the greatest time on the axis; sets the unit
 * @label: (out) the text
 */
void time_tick(__u64 ns, __u64 step, __u64 last, char label[TIME_LABEL_SIZE]);

/**
 * time_parse - parse a time
 * @text: a decimal number, then ns, us, ms or s; without a unit it is ms
 * @ns: (out) the time
 *
 * Return: whether @text is a time.
 */
bool time_parse(const char *text, __u64 *ns);

#endif
