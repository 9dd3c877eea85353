/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_SESSION_H
#define _SD_SESSION_H

#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "device/limits.h"
#include "engine/run.h"
#include "report/ktap.h"
#include "report/transcript.h"

struct task_struct;

/**
 * struct sd_session - one open file
 * @lock: protects everything down to @text_to, against other users of the file;
 *	never held while waiting for a run. Held while copying to the caller, whose
 *	page faults may take their time, so it is taken killably, but for the close,
 *	when there are no other users left
 * @runner_lock: protects @runner and @stop; a leaf, held for moments, so that who is
 *	being killed can still end the run
 * @plan: what it runs, or ran; at first the selection at the time of open
 * @written: what this file's writes selected for later opens, or NULL
 * @runner: the thread that runs the plan, held; NULL if none was started
 * @results: one for each request; the runner writes one before it marks its end
 * @started: runs started so far; tells a waiter that its run is not the present
 *	one any more. Written under @lock, read without
 * @text: rendered and not yet read
 * @text_from: where the unread part of @text begins (bytes)
 * @text_to: where it ends
 * @reservation: leave to run; from the start until the runner gives it back
 * @transcript: what the run says; its wait queue is the file's
 * @stop: set by anyone to end the run; the runner and its crew read it
 * @done: set by the runner; then it wakes @transcript's queue, after which it does not
 *	touch the session, and whoever frees it joins the runner first
 *
 * Idle (no @runner), running (@runner, not @done) or over (@runner and @done).
 * Only the session*.c files look inside.
 */
struct sd_session {
	struct mutex lock;	/* see above */
	spinlock_t runner_lock;	/* see above */
	struct sd_plan *plan;
	struct sd_plan *written;
	struct task_struct *runner;
	struct sd_result *results;
	unsigned long started;
	char *text;
	size_t text_from;
	size_t text_to;

	struct sd_reservation reservation;
	struct sd_transcript transcript;
	bool stop;
	bool done;
};

struct sd_session *sd_session_open(void);
void sd_session_close(struct sd_session *s);
int sd_session_select(struct sd_session *s, const char *text, size_t len);
int sd_session_run_text(struct sd_session *s, const char *text, size_t len);
int sd_session_run_uapi(struct sd_session *s, const struct syncdemo_run *run);
ssize_t sd_session_read(struct sd_session *s, char __user *buf, size_t len, bool nonblock);
__poll_t sd_session_poll(struct sd_session *s, struct file *file, poll_table *wait);
int sd_session_wait(struct sd_session *s, struct syncdemo_wait *wait);
int sd_session_cancel(struct sd_session *s);
int sd_session_result(struct sd_session *s, struct syncdemo_result *out);
int sd_session_metric(struct sd_session *s, struct syncdemo_metric *out);
int sd_session_thread(struct sd_session *s, struct syncdemo_thread *out);
int sd_session_stats(struct sd_session *s, struct syncdemo_stats *out);
int sd_session_events(struct sd_session *s, struct syncdemo_events *out);

#endif /* _SD_SESSION_H */
