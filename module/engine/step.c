// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hook for steps. Each action of a worker passes through sd_emit(). First sd_observe()
 * calls the observers: wait state, statistics, log, tracepoints, transcript. Then the policy
 * decides whether the worker goes on; the order rules are the only policy so far. A new
 * observer is added to sd_observe(), a new policy to sd_emit().
 */
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/smp.h>

#include "engine/run.h"
#include "engine/step.h"
#include "engine/trace.h"

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

/* Reading the clock costs more than the rest, so it is read only if the time is used. */
static bool sd_needs_time(const struct sd_worker *w, const char *text, bool traced)
{
	return text || w->run->stats.level == SYNCDEMO_STATS_FULL || w->log.events || traced;
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

/* Only the transcript may sleep. */
static void sd_observe(struct sd_worker *w, struct syncdemo_event *ev, const char *text)
{
	/* Read once: tracing may be switched in the middle of a step. */
	bool traced = sd_is_traced();

	sd_note_cpu(w, ev->step);
	ev->cpu = w->last_cpu;
	if (sd_needs_time(w, text, traced)) {
		ev->ns = sd_run_now(w->run);
		sd_note_time(w, ev->step, ev->ns);
	}
	/* Before the statistics, which read it. */
	sd_wait_state_step(&w->wait_state, ev);
	/* Before the log and the tracepoint, which get the number of the acquisition. */
	if (w->run->stats.level)
		sd_stats_step(w, ev);
	sd_log_step(&w->log, ev);
	if (traced)
		sd_trace_step(w, ev);
	if (text)
		sd_transcribe(w, ev, text);
}

/**
 * sd_emit - implements sd_step() and sd_step_note()
 * @w: the calling worker
 * @step: the action
 * @object: the object of the action
 * @arg: see enum sd_step
 * @text: see sd_step_note(), or NULL
 *
 * Context: process context if there is a @text, may sleep; else as sd_step().
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

	sd_observe(w, &ev, text);
	/* Last, because the policy may hold the worker: the step is on record by then. */
	sd_order_pass(&w->run->order, w, step);
}

/**
 * sd_note - add a sentence to the transcript, without a step
 * @w: the calling worker
 * @text: as in sd_step_note(), without {}
 *
 * For workers that step in atomic context and explain it afterwards.
 *
 * Context: process context, may sleep.
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
 * sd_note_main - add a sentence of the run's main thread to the transcript
 * @run: the run
 * @text: as in sd_step_note()
 * @arg: as in sd_step_note()
 *
 * Context: process context, may sleep.
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
