// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report of a stalled run: one sentence for the result, and a line of the transcript
 * for each worker that waits. The sentence is a pure function of the workers and of the
 * names in their demo.
 */
#include <linux/kernel.h>
#include <linux/seq_buf.h>

#include "engine/run.h"
#include "engine/stall.h"
#include "engine/stall_report.h"
#include "report/transcript.h"
#include "request/registry.h"

static void sd_put_wait(struct seq_buf *out, const struct sd_demo *demo,
			const struct sd_worker *w)
{
	seq_buf_printf(out, "%s-%u ", demo->name, w->index);
	for (unsigned int i = 0; i < w->wait_state.nr_held; i++) {
		seq_buf_printf(out, "%s", i ? " and " : "holds ");
		sd_put_object(out, demo, w->wait_state.held[i].object);
	}
	seq_buf_printf(out, "%s", w->wait_state.nr_held ? " waits for " : "waits for ");
	if (w->wait_state.waits == SD_WAITS_ORDER)
		seq_buf_printf(out, "%s", "an order rule");
	else
		sd_put_object(out, demo, w->wait_state.waits - SD_WAITS_FOR(0));
}

/* Adds the wait of @w to the sentence, as a whole or not at all. */
static void sd_add_wait(struct seq_buf *out, const struct sd_demo *demo,
			const struct sd_worker *w, unsigned int nr)
{
	size_t before = out->len;

	seq_buf_printf(out, "%s", nr ? "; " : " ");
	sd_put_wait(out, demo, w);
	/* Keep room for "; ...", which stands for the workers that are left out. */
	if (seq_buf_has_overflowed(out) || out->len + 8 > out->size) {
		out->len = before;
		if (before + 6 < out->size)
			seq_buf_printf(out, "%s", "; ...");
		out->size = out->len;
	}
}

/* The worker that closes the cycle is named even if others must be left out. */
static void sd_put_cycle(struct seq_buf *out, const struct sd_demo *demo,
			 const struct sd_worker **cycle, unsigned int nr)
{
	size_t size = out->size;
	struct seq_buf last;
	char text[120];

	seq_buf_init(&last, text, sizeof(text));
	sd_add_wait(&last, demo, cycle[nr - 1], nr - 1);

	seq_buf_printf(out, "%s", "deadlock:");
	out->size -= last.len;
	for (unsigned int i = 0; i < nr - 1; i++)
		sd_add_wait(out, demo, cycle[i], i);
	out->size = size;
	seq_buf_printf(out, "%.*s", (int)last.len, text);
}

static void sd_put_waits(struct seq_buf *out, const struct sd_demo *demo,
			 const struct sd_crew *crew)
{
	unsigned int nr = 0;

	seq_buf_printf(out, "%s", "no thread is left to wake them:");
	for (unsigned int i = 0; i < crew->nr; i++)
		if (!crew->workers[i].finished)
			sd_add_wait(out, demo, &crew->workers[i], nr++);
}

static void sd_transcribe_stall(struct sd_run *run, const struct sd_worker *w)
{
	struct sd_record rec = {
		.kind = SD_REC_STEP,
		.request = run->index,
		.ns = sd_run_now(run),
		.cpu = w->last_cpu,
		.worker = w->index,
		.role = w->role,
		.object = w->wait_state.waits - SD_WAITS_FOR(0),
		.text = "is stuck: waits for {object}",
	};

	if (w->wait_state.nr_held) {
		rec.text = "is stuck: holds {held}, waits for {object}";
		rec.held = w->wait_state.held[w->wait_state.nr_held - 1].object;
	}
	sd_transcript_step(run->transcript, &rec);
}

/**
 * sd_stall_report - report the stuck workers, in the transcript and in a sentence
 * @run: stalled, its crew not stopped yet
 * @reason: filled with the sentence: the cycle if there is one, else each wait
 * @size: of @reason (bytes)
 *
 * Return: false if an order rule holds one of them, which is no bug of the variant.
 */
bool sd_stall_report(struct sd_run *run, char *reason, size_t size)
{
	const struct sd_worker *cycle[SD_MAX_WORKERS];
	unsigned int nr = sd_stall_cycle(&run->crew, cycle);
	const struct sd_demo *demo = run->request->demo;
	bool held_by_order = false;
	struct seq_buf out;

	/* One byte less, for the NUL. */
	seq_buf_init(&out, reason, size - 1);
	if (nr)
		sd_put_cycle(&out, demo, cycle, nr);
	else
		sd_put_waits(&out, demo, &run->crew);
	reason[min(out.len, size - 1)] = '\0';
	for (unsigned int i = 0; i < run->crew.nr; i++) {
		const struct sd_worker *w = &run->crew.workers[i];

		if (w->finished)
			continue;
		if (w->wait_state.waits >= SD_WAITS_FOR(0))
			sd_transcribe_stall(run, w);
		held_by_order |= w->wait_state.waits == SD_WAITS_ORDER;
	}
	return !held_by_order;
}
