// SPDX-License-Identifier: GPL-2.0-only
/*
 * A session from open to close: its plan, its runner thread, and how a run starts and
 * stops. session_read.c has reading, session_poll.c polling, session_result.c what
 * programs ask through ioctls.
 */
#include <linux/capability.h>
#include <linux/cgroup.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "device/results.h"
#include "device/selection.h"
#include "device/session_state.h"
#include "engine/run.h"
#include "report/ktap.h"
#include "report/verdict.h"
#include "thread_name.h"

/**
 * sd_session_open - a session for a newly opened file
 *
 * Return: the session, or NULL if there is no memory.
 */
struct sd_session *sd_session_open(void)
{
	struct sd_session *s = kzalloc(sizeof(*s), GFP_KERNEL_ACCOUNT);

	if (!s)
		return NULL;
	s->user = sd_limits_open(current_euid());
	if (!s->user) {
		kfree(s);
		return NULL;
	}
	s->privileged = capable(CAP_SYS_RESOURCE);
	mutex_init(&s->lock);
	spin_lock_init(&s->runner_lock);
	init_completion(&s->exited);
	sd_transcript_init(&s->transcript);
	s->plan = sd_selection_get(s->user->uid);
	return s;
}

/* ---- the runner ---- */

static void sd_session_run_one(struct sd_session *s, unsigned int i)
{
	u64 left_ms = sd_limits_time_left(s->reservation);
	struct sd_run run = {
		.request = &s->plan->request[i],
		.index = i,
		.transcript = &s->transcript,
		.stop = &s->stop,
		.result = &s->results->result[i],
		.max_ms = left_ms,
	};

	sd_limits_set_request(s->reservation, run.request);
	sd_transcript_mark(&s->transcript, SD_REC_BEGIN, i);
	/* The plan has promised a line for each request, so this one gets it, too. */
	if (READ_ONCE(s->stop))
		sd_verdict_error(-ECANCELED, run.result);
	else if (!left_ms)
		sd_verdict_error(-ETIME, run.result);
	else
		sd_run_execute(&run);
	sd_transcript_mark(&s->transcript, SD_REC_END, i);
}

/* With NULL, sd_session_stop() does not touch the runner any more, which may exit. */
static void sd_session_set_runner(struct sd_session *s, struct task_struct *runner)
{
	spin_lock(&s->runner_lock);
	WRITE_ONCE(s->stop, false);
	s->runner = runner;
	spin_unlock(&s->runner_lock);
}

/*
 * Reads s->plan and writes s->results without s->lock: sd_session_commit() replaces
 * them only after s->exited.
 */
static int sd_session_main(void *data)
{
	struct sd_session *s = data;

	for (unsigned int i = 0; i < s->plan->nr; i++)
		sd_session_run_one(s, i);
	sd_transcript_mark(&s->transcript, SD_REC_TOTALS, 0);
	sd_limits_release(s->reservation);
	sd_session_set_runner(s, NULL);
	/* Pairs with the acquire in sd_session_state(). */
	smp_store_release(&s->state, SD_OVER);
	wake_up_all(&s->transcript.wait);
	kthread_complete_and_exit(&s->exited, 0);
}

/* Tells the run to end; does not wait. */
void sd_session_stop(struct sd_session *s)
{
	spin_lock(&s->runner_lock);
	if (s->runner) {
		WRITE_ONCE(s->stop, true);
		wake_up_process(s->runner);
	}
	spin_unlock(&s->runner_lock);
}

/* Waits until no code of the last runner runs any more; short unless it runs. */
static void sd_session_join(struct sd_session *s)
{
	if (!s->reservation)
		return;
	wait_for_completion(&s->exited);
	reinit_completion(&s->exited);
	kfree(s->reservation);
	s->reservation = NULL;
}

/**
 * sd_session_close - end the run, join every thread, free the session
 * @s: the session; nothing else uses it any more
 *
 * Does not look at signals: it may run with SIGKILL pending. The wait is bounded,
 * because every wait of a run ends when the run is told to stop.
 */
void sd_session_close(struct sd_session *s)
{
	sd_session_stop(s);
	sd_session_join(s);
	sd_results_put(s->results);
	sd_transcript_close(&s->transcript);
	sd_plan_put(s->plan);
	sd_plan_put(s->written);
	sd_limits_close(s->user);
	kfree(s->text);
	mutex_destroy(&s->lock);
	kfree(s);
}

/* ---- starting ---- */

/**
 * struct sd_start - all that a run needs, made before the session is touched
 * @plan: what to run
 * @reservation: its run slot and threads
 * @results: room for what it comes to
 * @text: for the session, if it has none yet
 * @buffer: the same for its transcript
 * @runner: its thread, not woken yet
 */
struct sd_start {
	struct sd_plan *plan;
	struct sd_reservation *reservation;
	struct sd_results *results;
	char *text;
	void *buffer;
	struct task_struct *runner;
};

/* Frees what sd_start_prepare() made and sd_session_commit() did not take. */
static void sd_start_discard(struct sd_start *start)
{
	/* It has never been woken, so its function never runs. */
	if (!IS_ERR_OR_NULL(start->runner))
		kthread_stop(start->runner);
	kfree(start->text);
	sd_transcript_free_buffer(start->buffer);
	if (!IS_ERR_OR_NULL(start->results))
		sd_results_put(start->results);
	if (start->reservation)
		sd_limits_release(start->reservation);
	kfree(start->reservation);
}

static int sd_start_reserve(struct sd_start *start, const struct sd_session *s, bool nonblock)
{
	struct sd_reservation *r = kzalloc(sizeof(*r), GFP_KERNEL_ACCOUNT);
	int err;

	if (!r)
		return -ENOMEM;
	r->user = s->user;
	r->privileged = s->privileged;
	err = sd_limits_reserve(r, start->plan, nonblock);
	if (err)
		kfree(r);
	else
		start->reservation = r;
	return err;
}

/*
 * 0, -EAGAIN, -ERESTARTSYS, -EINTR, -ENOBUFS, -ENOMEM; sd_start_discard() it in any
 * case.
 */
static int sd_start_prepare(struct sd_start *start, struct sd_session *s, bool nonblock)
{
	int err = sd_start_reserve(start, s, nonblock);

	if (err)
		return err;
	start->text = kmalloc(SD_KTAP_MAX, GFP_KERNEL_ACCOUNT);
	start->buffer = sd_transcript_alloc_buffer();
	if (!start->text || !start->buffer)
		return -ENOMEM;
	start->results = sd_results_alloc(start->plan, s->user, s->privileged);
	if (IS_ERR(start->results))
		return PTR_ERR(start->results);
	start->runner = kthread_create(sd_session_main, s, SD_RUNNER_NAME);
	/* A fork that fails may say -EAGAIN, which here stands for a lack of room. */
	if (IS_ERR(start->runner))
		return PTR_ERR(start->runner) == -EINTR ? -EINTR : -ENOMEM;
	/* The workers take both over from the runner, see engine/crew.c. */
	set_user_nice(start->runner, task_nice(current));
	return cgroup_attach_task_all(current, start->runner);
}

/*
 * Makes the session as if it had never run, and starts. After it, @start has what the
 * session had before, to be freed without the lock.
 */
static void sd_session_commit(struct sd_session *s, struct sd_start *start)
{
	struct task_struct *runner = start->runner;

	lockdep_assert_held(&s->lock);
	sd_session_join(s);
	s->reservation = start->reservation;
	start->reservation = NULL;
	swap(s->plan, start->plan);
	swap(s->results, start->results);
	if (!s->text)
		swap(s->text, start->text);
	start->buffer = sd_transcript_reset(&s->transcript, start->buffer);
	sd_session_set_text(s, 0, 0);
	s->refused_threads = 0;
	WRITE_ONCE(s->started, s->started + 1);
	/* Pairs with the acquire in sd_session_over(): running again, so another number. */
	smp_store_release(&s->state, SD_RUNNING);
	sd_transcript_mark(&s->transcript, SD_REC_HEADER, 0);
	sd_session_set_runner(s, runner);
	start->runner = NULL;
	wake_up_process(runner);
}

/**
 * sd_session_run - start a plan
 * @s: the session
 * @plan: the plan; the session takes a reference of its own
 * @nonblock: do not wait for room
 *
 * Return: 0; -EBUSY while a run goes on; -EAGAIN if there is no room and @nonblock;
 * -ERESTARTSYS on a signal while waiting for room; -EINTR if the caller is killed while
 * the thread is created; -ENOBUFS if the results that open files keep take all the room
 * there is; -ENOMEM. On error nothing has changed.
 */
int sd_session_run(struct sd_session *s, struct sd_plan *plan, bool nonblock)
{
	struct sd_start start = { .plan = sd_plan_get(plan) };
	int err = -EBUSY;

	if (sd_session_state(s) != SD_RUNNING)
		err = sd_start_prepare(&start, s, nonblock);
	mutex_lock(&s->lock);
	/* Another one may have started meanwhile. */
	if (!err && sd_session_state(s) == SD_RUNNING)
		err = -EBUSY;
	if (!err)
		sd_session_commit(s, &start);
	else if (err == -EAGAIN)
		s->refused_threads = sd_plan_threads(plan);
	mutex_unlock(&s->lock);
	sd_start_discard(&start);
	sd_plan_put(start.plan);
	return err;
}

/* Notes that a text of the opener was too long to be taken. */
void sd_session_refuse_length(struct sd_session *s)
{
	char why[SD_REFUSAL_SIZE];

	snprintf(why, sizeof(why), "the text is too long: at most %d bytes", SD_TEXT_MAX);
	sd_selection_refuse(sd_choice_alloc(s->user->uid), why);
}

/**
 * sd_session_run_text - start the requests of a text, for this file alone
 * @s: the session
 * @text: what was written
 * @len: its length (bytes)
 * @nonblock: do not wait for room
 *
 * Return: 0, or the errors of sd_plan_add_text() and sd_session_run(). On error nothing
 * has changed.
 */
int sd_session_run_text(struct sd_session *s, const char *text, size_t len, bool nonblock)
{
	struct sd_plan *plan = sd_plan_alloc();
	char why[SD_REFUSAL_SIZE];
	int err;

	if (!plan)
		return -ENOMEM;
	err = sd_plan_add_text(plan, text, len, why);
	if (err)
		sd_selection_refuse(sd_choice_alloc(s->user->uid), why);
	else
		err = sd_session_run(s, plan, nonblock);
	sd_plan_put(plan);
	return err;
}

/**
 * sd_session_select - select the requests of a text for later opens
 * @s: the session, of a write-only open
 * @text: what was written
 * @len: its length (bytes)
 *
 * The first write of an open file replaces the selection, later ones append to it,
 * because shells write `printf 'lock\nevent\n'` line by line.
 *
 * Return: 0, the errors of sd_plan_add_text(), or -ENOMEM. On error nothing has
 * changed.
 */
int sd_session_select(struct sd_session *s, const char *text, size_t len)
{
	struct sd_choice *choice = sd_choice_alloc(s->user->uid);
	struct sd_plan *plan = sd_plan_alloc();
	char why[SD_REFUSAL_SIZE];
	int err = -ENOMEM;

	if (!choice || !plan) {
		sd_choice_free(choice);
		goto put_plan;
	}
	mutex_lock(&s->lock);
	if (s->written) {
		plan->nr = s->written->nr;
		memcpy(plan->request, s->written->request, sizeof(plan->request));
	}
	err = sd_plan_add_text(plan, text, len, why);
	if (err) {
		sd_selection_refuse(choice, why);
	} else {
		sd_selection_set(choice, plan);
		swap(s->written, plan);
	}
	mutex_unlock(&s->lock);
put_plan:
	sd_plan_put(plan);
	return err;
}
