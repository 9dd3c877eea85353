/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tracepoints syncdemo:syncdemo_STEP, one for each enum syncdemo_step, all with the
 * same fields. Only trace.c includes this. Uses the run, for the names of the demo and the
 * variant.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM syncdemo

#if !defined(_SD_TRACEPOINTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define _SD_TRACEPOINTS_H

#include <linux/string.h>
#include <linux/tracepoint.h>

#include "engine/run.h"
#include "engine/trace.h"

#ifndef SD_TRACE_NAME_SIZE
#define SD_TRACE_NAME_SIZE	24	/* of a demo or a variant (bytes) */
#endif

/*
 * @demo, @variant: their names
 * @thread: index of the worker
 * @object: kind << 8 | number, of the demo's table
 * @arg: see enum syncdemo_step
 * @seq: number of the acquisition, or 0
 * @ns: time since the start of the run (ns)
 * @took_ns: with acquired and woken the time of the wait, with released that of the hold
 *	(ns); else 0
 */
DECLARE_EVENT_CLASS(syncdemo_step,
	TP_PROTO(const struct sd_worker *w, const struct syncdemo_event *ev, u64 took_ns),
	TP_ARGS(w, ev, took_ns),
	TP_STRUCT__entry(
		__array(char, demo, SD_TRACE_NAME_SIZE)
		__array(char, variant, SD_TRACE_NAME_SIZE)
		__field(unsigned int, thread)
		__field(unsigned int, object)
		__field(s64, arg)
		__field(u64, seq)
		__field(u64, ns)
		__field(u64, took_ns)
	),
	TP_fast_assign(
		strscpy_pad(__entry->demo, w->run->request->demo->name, SD_TRACE_NAME_SIZE);
		strscpy_pad(__entry->variant, w->run->request->variant->name,
			    SD_TRACE_NAME_SIZE);
		__entry->thread = ev->thread;
		__entry->object = ev->object;
		__entry->arg = ev->arg;
		__entry->seq = ev->seq;
		__entry->ns = ev->ns;
		__entry->took_ns = took_ns;
	),
	TP_printk("%s/%s thread=%u object=%u.%u arg=%lld seq=%llu ns=%llu took_ns=%llu",
		  __entry->demo, __entry->variant, __entry->thread, __entry->object >> 8,
		  __entry->object & 0xff, __entry->arg, __entry->seq, __entry->ns,
		  __entry->took_ns)
);

/* sd_trace_reg() and sd_trace_unreg() count the enabled tracepoints. */
#ifndef SD_DEFINE_STEP_EVENT
#define SD_DEFINE_STEP_EVENT(name)						\
	DEFINE_EVENT_FN(syncdemo_step, syncdemo_##name,				\
		TP_PROTO(const struct sd_worker *w, const struct syncdemo_event *ev,	\
			 u64 took_ns),						\
		TP_ARGS(w, ev, took_ns), sd_trace_reg, sd_trace_unreg)
#endif

SD_DEFINE_STEP_EVENT(start);
SD_DEFINE_STEP_EVENT(attempt);
SD_DEFINE_STEP_EVENT(acquired);
SD_DEFINE_STEP_EVENT(released);
SD_DEFINE_STEP_EVENT(wait);
SD_DEFINE_STEP_EVENT(woken);
SD_DEFINE_STEP_EVENT(signal);
SD_DEFINE_STEP_EVENT(load);
SD_DEFINE_STEP_EVENT(store);
SD_DEFINE_STEP_EVENT(set);
SD_DEFINE_STEP_EVENT(get);
SD_DEFINE_STEP_EVENT(exit);

#endif /* _SD_TRACEPOINTS_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH engine
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE tracepoints
#include <trace/define_trace.h>
