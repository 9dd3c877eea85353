// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a step to its tracepoint.
 */
#include "engine/trace.h"

unsigned int sd_traced;

#ifdef CONFIG_TRACEPOINTS
/* The kernel's tracepoint mutex serialises both; workers read the count without it. */
static int sd_trace_reg(void)
{
	WRITE_ONCE(sd_traced, sd_traced + 1);
	return 0;
}

static void sd_trace_unreg(void)
{
	WRITE_ONCE(sd_traced, sd_traced - 1);
}
#endif

#define CREATE_TRACE_POINTS
#include "engine/tracepoints.h"

/* A time is 0 if the clock was not read at that step. */
static u64 sd_elapsed(u64 then, u64 now)
{
	return then && now ? now - then : 0;
}

/* The time that this step ends: a wait or a hold (ns); 0 for other steps. */
static u64 sd_trace_took(const struct sd_worker *w, const struct syncdemo_event *ev)
{
	switch (ev->step) {
	case SD_ACQUIRED:
	case SD_WOKEN:
		return sd_elapsed(w->wait_state.since_ns, ev->ns);
	case SD_RELEASED:
		return w->wait_state.released.object == SD_NO_OBJECT ? 0 :
		       sd_elapsed(w->wait_state.released.ns, ev->ns);
	default:
		return 0;
	}
}

#define SD_TRACE(step, name)				\
	case step:					\
		trace_syncdemo_##name(w, ev, took_ns);	\
		break

/**
 * sd_trace_step - pass a step on to its tracepoint
 * @w: the calling worker
 * @ev: the step
 *
 * Context: any.
 */
void sd_trace_step(const struct sd_worker *w, const struct syncdemo_event *ev)
{
	u64 took_ns = sd_trace_took(w, ev);

	switch (ev->step) {
	SD_TRACE(SD_START, start);
	SD_TRACE(SD_ATTEMPT, attempt);
	SD_TRACE(SD_ACQUIRED, acquired);
	SD_TRACE(SD_RELEASED, released);
	SD_TRACE(SD_WAIT, wait);
	SD_TRACE(SD_WOKEN, woken);
	SD_TRACE(SD_SIGNAL, signal);
	SD_TRACE(SD_LOAD, load);
	SD_TRACE(SD_STORE, store);
	SD_TRACE(SD_SET, set);
	SD_TRACE(SD_GET, get);
	SD_TRACE(SD_EXIT, exit);
	default:
		break;
	}
}
