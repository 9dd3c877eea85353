/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The session of an open file. device.c and ioctl.c call these functions; only the
 * session*.c files look inside the structure.
 */
#ifndef _SD_SESSION_H
#define _SD_SESSION_H

#include <linux/completion.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "device/limits.h"
#include "report/transcript.h"

struct iov_iter;
struct sd_results;
struct task_struct;

/**
 * enum sd_session_state - where a session stands
 * @SD_IDLE: nothing was started since the open
 * @SD_RUNNING: the runner is at work
 * @SD_OVER: the run is over, its results are final
 */
enum sd_session_state {
	SD_IDLE,
	SD_RUNNING,
	SD_OVER,
};

/**
 * struct sd_session - one open file
 * @lock: protects the members from @plan to @exited; held for short times only:
 *	never while waiting, allocating or copying to or from user memory
 * @runner_lock: protects @runner and @stop; a leaf
 * @plan: what it runs, or ran; at first the selection at the time of the open
 * @written: what this file's writes selected for later opens, or NULL
 * @results: of the last start, or NULL; the runner writes the result of a request before
 *	it marks the end of it
 * @refusal: why the opener's last text was refused; told once, after the header
 * @started: runs started so far; tells a waiter that its run is not the present one
 *	any more. Written under @lock, read without
 * @refused_threads: threads of the last plan that found no room; 0 if none did
 * @text: the record being read, rendered; only the reader that set @reading writes it
 * @text_from: where the unread part of @text begins (bytes)
 * @text_to: where it ends
 * @reading: a reader copies out of @text; others wait for it
 * @reservation: the run slot and threads of the run; NULL while there is none. The
 *	runner releases it
 * @exited: completed by the runner when none of its code runs any more
 * @runner: the thread that runs the plan, until it exits; else NULL
 * @stop: set to end the run; the runner and its crew read it
 * @state: enum sd_session_state. Becomes SD_RUNNING under @lock; the runner makes it
 *	SD_OVER and then wakes @transcript's queue
 * @user: the user that opened the file
 * @privileged: the opener has CAP_SYS_RESOURCE
 * @transcript: what the run reports; its wait queue is the file's
 *
 * Lives from the open to the last close, which ends the run and waits for @exited. The
 * last close and SYNCDEMO_IOC_CANCEL end a run; no signal to a reader does.
 */
struct sd_session {
	struct mutex lock;	/* see above */
	struct sd_plan *plan;
	struct sd_plan *written;
	struct sd_results *results;
	char refusal[SD_REFUSAL_SIZE];
	unsigned long started;
	unsigned int refused_threads;
	char *text;
	size_t text_from;
	size_t text_to;
	bool reading;
	struct sd_reservation *reservation;
	struct completion exited;

	spinlock_t runner_lock;	/* see above */
	struct task_struct *runner;
	bool stop;

	int state;
	struct sd_user *user;
	bool privileged;
	struct sd_transcript transcript;
};

struct sd_session *sd_session_open(void);
void sd_session_close(struct sd_session *s);
int sd_session_select(struct sd_session *s, const char *text, size_t len);
int sd_session_run_text(struct sd_session *s, const char *text, size_t len, bool nonblock);
void sd_session_refuse_length(struct sd_session *s);
int sd_session_run(struct sd_session *s, struct sd_plan *plan, bool nonblock);
ssize_t sd_session_read(struct sd_session *s, struct iov_iter *to, bool nonblock);
__poll_t sd_session_poll(struct sd_session *s, struct file *file, poll_table *wait);
int sd_session_wait(struct sd_session *s, struct syncdemo_wait *wait);
int sd_session_cancel(struct sd_session *s);
int sd_session_result(struct sd_session *s, struct syncdemo_result *out);
int sd_session_metric(struct sd_session *s, struct syncdemo_metric *out);
int sd_session_thread(struct sd_session *s, struct syncdemo_thread *out);
int sd_session_stats(struct sd_session *s, struct syncdemo_stats *out);
int sd_session_events(struct sd_session *s, struct syncdemo_events *out);

#endif /* _SD_SESSION_H */
