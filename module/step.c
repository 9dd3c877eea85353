// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one door for steps: counts them, writes them to the transcript, and holds
 * the worker to the variant's schedule. Called by demos, from their workers and
 * from the main thread of a run. Whatever shall see steps is added here.
 */
#include <linux/kernel.h>
#include <linux/smp.h>
#include <linux/ktime.h>

#include "crew.h"
#include "run.h"
#include "schedule.h"
#include "step.h"

/* Only the worker itself writes these; others read them after the join. */
static void sd_note_cpu(struct sd_worker *w, enum sd_step step)
{
	unsigned int cpu = raw_smp_processor_id();

	if (step == SD_START)
		w->first_cpu = cpu;
	else if (cpu != w->last_cpu)
		w->migrations++;
	w->last_cpu = cpu;
}

static void sd_note_time(struct sd_worker *w, enum sd_step step, u64 ns)
{
	if (step == SD_START)
		w->start_ns = ns;
	if (step == SD_EXIT)
		w->end_ns = ns;
}

/**
 * sd_say - sd_step() with a sentence for the transcript
 * @w: the calling worker
 * @step: the step
 * @text: a string literal of the module (it outlives the run), or NULL; {arg}
 *	and {name} in it stand for @arg and the thread's name, as in an f-string
 * @arg: the number in @text
 *
 * Context: may sleep if there is a @text; else as sd_step().
 */
void sd_say(struct sd_worker *w, enum sd_step step, const char *text, s64 arg)
{
	sd_note_cpu(w, step);
	/* Reading the clock is what costs, so silent steps go without. */
	if (text) {
		struct sd_record rec = {
			.kind = SD_REC_STEP,
			.request = w->run->index,
			.ns = sd_run_now(w->run),
			.cpu = w->last_cpu,
			.worker = w->index,
			.role = w->role,
			.text = text,
			.arg = arg,
		};

		might_sleep();
		sd_note_time(w, step, rec.ns);
		sd_transcript_step(w->run->transcript, &rec);
	}
	sd_schedule_pass(w->run, w, step);
}

/**
 * sd_say_main - a sentence of the run's main thread
 * @run: the run
 * @text: as in sd_say()
 * @arg: as in sd_say()
 */
void sd_say_main(struct sd_run *run, const char *text, s64 arg)
{
	struct sd_record rec = {
		.kind = SD_REC_STEP,
		.request = run->index,
		.ns = sd_run_now(run),
		.cpu = raw_smp_processor_id(),
		.worker = SD_MAIN_THREAD,
		.text = text,
		.arg = arg,
	};

	sd_transcript_step(run->transcript, &rec);
}
