/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hook for steps. Demos call it for each action of a worker that an observer records or
 * that a policy may delay. Uses the names of the interface; knows workers and runs by
 * pointer only.
 */
#ifndef _SD_STEP_H
#define _SD_STEP_H

#include <linux/types.h>

#include "uapi/syncdemo.h"

struct sd_run;
struct sd_worker;

/**
 * enum sd_step - the actions of a worker that may be observed
 * @SD_NO_STEP: no step; ends an array of order rules
 * @SD_START: the worker has left the start barrier
 * @SD_ATTEMPT: it is about to acquire
 * @SD_ACQUIRED: it has acquired; the argument is 1 if another one held the object, else 0
 * @SD_RELEASED: it is about to release, so that a later acquisition is a later step
 * @SD_WAIT: it is about to wait
 * @SD_WOKEN: it has waited; the argument is the index of the waker, or -1
 * @SD_SIGNAL: it is about to notify or set; the argument is the greatest number of
 *	waiters that this wakes, or -1 for all
 * @SD_LOAD: it has read a shared value, the argument
 * @SD_STORE: it has written a shared value, the argument
 * @SD_SET: it has set a value of its own, the argument
 * @SD_GET: it has read a value of its own, the argument
 * @SD_EXIT: it has completed the work of the demo
 * @SD_NR_STEPS: one more than the last step
 *
 * Short names of enum syncdemo_step, which programs see.
 */
enum sd_step {
	SD_NO_STEP = SYNCDEMO_STEP_NONE,
	SD_START = SYNCDEMO_STEP_START,
	SD_ATTEMPT = SYNCDEMO_STEP_ATTEMPT,
	SD_ACQUIRED = SYNCDEMO_STEP_ACQUIRED,
	SD_RELEASED = SYNCDEMO_STEP_RELEASED,
	SD_WAIT = SYNCDEMO_STEP_WAIT,
	SD_WOKEN = SYNCDEMO_STEP_WOKEN,
	SD_SIGNAL = SYNCDEMO_STEP_SIGNAL,
	SD_LOAD = SYNCDEMO_STEP_LOAD,
	SD_STORE = SYNCDEMO_STEP_STORE,
	SD_SET = SYNCDEMO_STEP_SET,
	SD_GET = SYNCDEMO_STEP_GET,
	SD_EXIT = SYNCDEMO_STEP_EXIT,
	SD_NR_STEPS = SYNCDEMO_NR_STEPS,
};

void sd_emit(struct sd_worker *w, enum sd_step step, unsigned int object, s64 arg,
	     const char *text);
void sd_note(struct sd_worker *w, const char *text);
void sd_note_main(struct sd_run *run, const char *text, s64 arg);

/**
 * sd_step - the hook that each action of a worker passes through
 * @w: the calling worker
 * @step: the action
 * @object: the object of the action: SYNCDEMO_OBJECT() of the demo's table
 * @arg: see enum sd_step
 *
 * Context: any. Sleeps only if the variant has order rules; a variant that steps in atomic
 * context has none.
 */
static inline void sd_step(struct sd_worker *w, enum sd_step step, unsigned int object,
			   s64 arg)
{
	sd_emit(w, step, object, arg, NULL);
}

/**
 * sd_step_note - sd_step() with a sentence for the transcript
 * @w: the calling worker
 * @step: the action
 * @object: the object of the action
 * @arg: the argument of the step, and the number in @text
 * @text: a string literal of the module, which outlives the run. {arg}, {name} and
 *	{object} in it stand for @arg, the thread's name and the name of @object, as in a
 *	Python f-string
 *
 * Context: may sleep.
 */
static inline void sd_step_note(struct sd_worker *w, enum sd_step step, unsigned int object,
				s64 arg, const char *text)
{
	sd_emit(w, step, object, arg, text);
}

#endif /* _SD_STEP_H */
