/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From a step to its tracepoint. step.c asks whether any is enabled and calls it.
 */
#ifndef _SD_TRACE_H
#define _SD_TRACE_H

#include <linux/compiler.h>
#include <linux/types.h>

struct sd_worker;
struct syncdemo_event;

/*
 * How many of the tracepoints are enabled. A plain number: a static key would have the
 * kernel patch code on all CPUs, isolated ones too, and each tracepoint has one anyway.
 */
extern unsigned int sd_traced;

static inline bool sd_is_traced(void)
{
	return unlikely(READ_ONCE(sd_traced));
}

void sd_trace_step(const struct sd_worker *w, const struct syncdemo_event *ev);

#endif /* _SD_TRACE_H */
