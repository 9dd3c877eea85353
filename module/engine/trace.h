/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From a step to its tracepoint. Only step.c calls it. This header knows workers by pointer
 * only; trace.c and tracepoints.h use the run, for the names of the demo and the variant.
 */
#ifndef _SD_TRACE_H
#define _SD_TRACE_H

#include <linux/compiler.h>
#include <linux/types.h>

struct sd_worker;
struct syncdemo_event;

/*
 * Number of enabled tracepoints. Not a static key: changing one patches kernel code on all
 * CPUs, isolated ones included, and each tracepoint has its own already.
 */
extern unsigned int sd_traced;

static inline bool sd_is_traced(void)
{
	return unlikely(READ_ONCE(sd_traced));
}

void sd_trace_step(const struct sd_worker *w, const struct syncdemo_event *ev);

#endif /* _SD_TRACE_H */
