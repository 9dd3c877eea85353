/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The log of one worker's steps: one writer, memory that was there before the run
 * began. step.c writes it, session_result.c hands it out when the run is over.
 */
#ifndef _SD_LOG_H
#define _SD_LOG_H

#include <linux/types.h>

#include "uapi/syncdemo.h"

/**
 * struct sd_log - what one worker did
 * @events: the first ones, oldest first; belongs to the result of the request
 * @room: how many fit
 * @emitted: how many there were; what is beyond @room was dropped
 *
 * Written by the worker alone, read after it was joined. Without @events nothing
 * is kept and nothing counted.
 */
struct sd_log {
	struct syncdemo_event *events;
	u64 room;
	u64 emitted;
};

/**
 * sd_log_step - keep a step, or count it if the log is full
 * @log: of the calling worker
 * @ev: the step
 *
 * Any context. The newest are dropped: how a thread began explains more than how
 * it went on, and nobody has to wonder whether an old event was overwritten.
 */
static inline void sd_log_step(struct sd_log *log, const struct syncdemo_event *ev)
{
	if (!log->events)
		return;
	if (log->emitted < log->room)
		log->events[log->emitted] = *ev;
	log->emitted++;
}

/* How many of the steps are in the log. */
static inline u64 sd_log_recorded(const struct sd_log *log)
{
	return log->emitted < log->room ? log->emitted : log->room;
}

#endif /* _SD_LOG_H */
