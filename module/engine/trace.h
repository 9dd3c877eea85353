/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Are steps watched, by tracepoints or by a log? Off, the answer is a branch that
 * is patched out of the code. step.c asks; run.c says when a log is kept.
 */
#ifndef _SD_TRACE_H
#define _SD_TRACE_H

#include <linux/jump_label.h>

struct sd_worker;
struct syncdemo_event;

DECLARE_STATIC_KEY_FALSE(sd_watch_key);

static inline bool sd_watched(void)
{
	return static_branch_unlikely(&sd_watch_key);
}

/* Each takes effect before it returns; they nest. They sleep. */
static inline void sd_watch_begin(void)
{
	static_branch_inc(&sd_watch_key);
}

static inline void sd_watch_end(void)
{
	static_branch_dec(&sd_watch_key);
}

void sd_trace_step(const struct sd_worker *w, const struct syncdemo_event *ev);

#endif /* _SD_TRACE_H */
