/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_STEP_H
#define _SD_STEP_H

#include <linux/types.h>

struct sd_run;
struct sd_worker;

/**
 * enum sd_step - what a worker can do that a person may want to see
 * @SD_NO_STEP: none; ends a schedule
 * @SD_START: through the start gate
 * @SD_ATTEMPT: about to acquire
 * @SD_ACQUIRED: acquired
 * @SD_RELEASED: released
 * @SD_WAIT: about to wait
 * @SD_WOKEN: back from waiting
 * @SD_SIGNAL: about to notify or set
 * @SD_LOAD: has read a shared value
 * @SD_STORE: has written a shared value
 * @SD_SET: has set a value of its own
 * @SD_GET: has asked for a value of its own
 * @SD_EXIT: done
 * @SD_NR_STEPS: how many there are
 */
enum sd_step {
	SD_NO_STEP,
	SD_START,
	SD_ATTEMPT,
	SD_ACQUIRED,
	SD_RELEASED,
	SD_WAIT,
	SD_WOKEN,
	SD_SIGNAL,
	SD_LOAD,
	SD_STORE,
	SD_SET,
	SD_GET,
	SD_EXIT,
	SD_NR_STEPS
};

void sd_say(struct sd_worker *w, enum sd_step step, const char *text, s64 arg);
void sd_say_main(struct sd_run *run, const char *text, s64 arg);

/**
 * sd_step - the hook that everything a worker does passes through
 * @w: the calling worker
 * @step: what it has just done (or, where the step says so, is about to do)
 *
 * Any context; sleeps only if the variant has a schedule, and a variant whose
 * workers step in atomic context has none.
 */
static inline void sd_step(struct sd_worker *w, enum sd_step step)
{
	sd_say(w, step, NULL, 0);
}

#endif /* _SD_STEP_H */
