/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The log of one worker's steps, in memory that was allocated before the run. step.c
 * writes it, session_result.c copies it to programs after the run. Uses the events of the
 * interface only.
 */
#ifndef _SD_LOG_H
#define _SD_LOG_H

#include <linux/types.h>

#include "uapi/syncdemo.h"

/**
 * struct sd_log - the steps of one worker
 * @events: the first steps, oldest first; belongs to the result of the request, or NULL
 * @capacity: number of events that fit
 * @emitted: number of steps; those beyond @capacity were dropped
 *
 * Part of a worker, which alone writes it. Other threads read it after the join. It stays
 * empty without @events.
 */
struct sd_log {
	struct syncdemo_event *events;
	u64 capacity;
	u64 emitted;
};

/**
 * sd_log_step - add a step; a full log only counts it
 * @log: of the calling worker
 * @ev: the step
 *
 * A full log keeps the first steps, not the last ones: the beginning of a run explains
 * more, and no event is ever overwritten.
 *
 * Context: any.
 */
static inline void sd_log_step(struct sd_log *log, const struct syncdemo_event *ev)
{
	if (!log->events)
		return;
	if (log->emitted < log->capacity)
		log->events[log->emitted] = *ev;
	log->emitted++;
}

/* The number of events in the log. */
static inline u64 sd_log_recorded(const struct sd_log *log)
{
	return log->emitted < log->capacity ? log->emitted : log->capacity;
}

#endif /* _SD_LOG_H */
