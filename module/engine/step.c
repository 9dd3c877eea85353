// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one door for steps: whatever a worker does passes through sd_emit(), and
 * everything that wants to see it is called from there, in this order: where the
 * worker stands, the statistics, the log, the tracepoints, the transcript, the
 * schedule. Called by demos, from their workers and from the main thread of a run.
 * Whatever else shall see steps is added here.
 */
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/smp.h>

#include "engine/crew.h"
#include "engine/log.h"
#include "engine/order.h"
#include "engine/run.h"
#include "engine/stats.h"
#include "engine/step.h"
#include "engine/trace.h"
#include "engine/wait_state.h"

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

/* Reading the clock is what costs, so silent steps go without where they can. */
static bool sd_needs_time(const struct sd_worker *w, const char *text, bool traced)
{
	return text || w->run->stats == SYNCDEMO_STATS_FULL || w->log.events || traced;
}

static void sd_transcribe(struct sd_worker *w, const struct syncdemo_event *ev, const char *text)
{
	struct sd_record rec = {
		.kind = SD_REC_STEP,
		.request = w->run->index,
		.ns = ev->ns,
		.cpu = ev->cpu,
		.worker = w->index,
		.object = ev->object,
		.role = w->role,
		.text = text,
		.arg = ev->arg,
	};

	might_sleep();
	sd_transcript_step(w->run->transcript, &rec);
}

/**
 * sd_emit - what sd_step() and sd_step_note() come to
 * @w: the calling worker
 * @step: the step
 * @object: what it did it to
 * @arg: see enum sd_step
 * @text: see sd_step_note(), or NULL
 *
 * Context: may sleep if there is a @text; else as sd_step().
 */
void sd_emit(struct sd_worker *w, enum sd_step step, unsigned int object, s64 arg,
	     const char *text)
{
	struct syncdemo_event ev = {
		.arg = arg,
		.thread = w->index,
		.step = step,
		.object = object,
	};

	/* Asked once: it may change in the middle of a step. */
	bool traced = sd_is_traced();

	sd_note_cpu(w, step);
	ev.cpu = w->last_cpu;
	if (sd_needs_time(w, text, traced)) {
		ev.ns = sd_run_now(w->run);
		sd_note_time(w, step, ev.ns);
	}
	sd_wait_state_step(w, &ev);
	if (w->run->stats)
		sd_stats_step(w, &ev);
	sd_log_step(&w->log, &ev);
	if (traced)
		sd_trace_step(w, &ev);
	if (text)
		sd_transcribe(w, &ev, text);
	sd_order_pass(w->run, w, step);
}

/**
 * sd_note - a sentence about steps that were made where nothing can be said
 * @w: the calling worker
 * @text: as in sd_step_note(), without anything in {}
 *
 * Is no step: nothing but the transcript sees it. Context: may sleep.
 */
void sd_note(struct sd_worker *w, const char *text)
{
	const struct syncdemo_event ev = {
		.ns = sd_run_now(w->run),
		.cpu = raw_smp_processor_id(),
	};

	sd_transcribe(w, &ev, text);
}

/**
 * sd_note_main - a sentence of the run's main thread
 * @run: the run
 * @text: as in sd_step_note()
 * @arg: as in sd_step_note()
 */
void sd_note_main(struct sd_run *run, const char *text, s64 arg)
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
