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
 * time_step - how far apart the ticks of an axis should be
 * @range: what the axis shows (ns)
 * @ticks: how many there may be at the most
 *
 * Return: 1, 2 or 5 times a power of ten (ns).
 */
__u64 time_step(__u64 range, unsigned int ticks);

/**
 * time_tick - what to write at a tick: "1.5 ms"
 * @ns: where it is
 * @step: how far it is from the next; tells how many digits are needed
 * @last: the greatest time on the axis; tells the unit
 * @label: (out) the text
 */
void time_tick(__u64 ns, __u64 step, __u64 last, char label[TIME_LABEL_SIZE]);

/**
 * time_parse - a time that somebody wrote
 * @text: a decimal number, then ns, us, ms or s; without a unit it is ms
 * @ns: (out) the time
 *
 * Return: whether @text is one.
 */
bool time_parse(const char *text, __u64 *ns);

#endif
