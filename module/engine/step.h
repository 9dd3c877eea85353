/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_STEP_H
#define _SD_STEP_H

#include <linux/types.h>

#include "uapi/syncdemo.h"

struct sd_run;
struct sd_worker;

/**
 * enum sd_step - what a worker can do that a person may want to see
 * @SD_NO_STEP: none; ends a schedule
 * @SD_START: through the start gate
 * @SD_ATTEMPT: about to acquire
 * @SD_ACQUIRED: acquired; the argument says whether somebody else had it
 * @SD_RELEASED: about to release, so that what another one does with it is later
 * @SD_WAIT: about to wait
 * @SD_WOKEN: back from waiting; the argument is who woke it, or -1
 * @SD_SIGNAL: about to notify or set; the argument is how many at the most, or -1
 * @SD_LOAD: has read a shared value, the argument
 * @SD_STORE: has written a shared value, the argument
 * @SD_SET: has set a value of its own, the argument
 * @SD_GET: has asked for a value of its own, the argument
 * @SD_EXIT: done
 * @SD_NR_STEPS: how many there are
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
 * sd_step - the hook that everything a worker does passes through
 * @w: the calling worker
 * @step: what it has just done (or, where the step says so, is about to do)
 * @object: what it did it to: SYNCDEMO_OBJECT() of the demo's table
 * @arg: see enum sd_step
 *
 * Any context; sleeps only if the variant has a schedule, and a variant whose
 * workers step in atomic context has none.
 */
static inline void sd_step(struct sd_worker *w, enum sd_step step, unsigned int object,
			   s64 arg)
{
	sd_emit(w, step, object, arg, NULL);
}

/**
 * sd_step_note - sd_step() with a sentence for the transcript
 * @w: the calling worker
 * @step: the step
 * @object: what it did it to
 * @arg: the number in @text, and the argument of the step
 * @text: a string literal of the module (it outlives the run); {arg}, {name} and
 *	{object} in it stand for @arg, the thread's name and the name of @object, as
 *	in an f-string
 *
 * Context: may sleep.
 */
static inline void sd_step_note(struct sd_worker *w, enum sd_step step, unsigned int object,
				s64 arg, const char *text)
{
	sd_emit(w, step, object, arg, text);
}

#endif /* _SD_STEP_H */
