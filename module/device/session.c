// SPDX-License-Identifier: GPL-2.0-only
/*
 * The session of an open file: its plan and its runner thread. What a reader gets
 * of it is in session_read.c, what a program asks in session_result.c. device.c
 * and ioctl.c call all three.
 *
 * Lifetime: from open to the last close. The runner holds nothing of the file;
 * the close ends the run and joins the runner before anything is freed, and an
 * open file pins the module.
 */
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "device/selection.h"
#include "device/session_state.h"
#include "report/result.h"
#include "report/verdict.h"

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
	mutex_init(&s->lock);
	spin_lock_init(&s->runner_lock);
	INIT_LIST_HEAD(&s->reservation.node);
	sd_transcript_init(&s->transcript);
	s->plan = sd_selection_get();
	return s;
}

/* ---- the runner ---- */

static void sd_session_run_one(struct sd_session *s, unsigned int i)
{
	struct sd_run run = {
		.request = &s->plan->request[i],
		.index = i,
		.transcript = &s->transcript,
		.stop = &s->stop,
		.result = &s->results[i],
	};

	sd_limits_set_request(&s->reservation, run.request);
	sd_transcript_mark(&s->transcript, SD_REC_BEGIN, i);
	/* What was never begun still gets its line: the plan has promised it. */
	if (READ_ONCE(s->stop))
		sd_verdict_error(-ECANCELED, run.result);
	else
		sd_run_execute(&run);
	sd_transcript_mark(&s->transcript, SD_REC_END, i);
}

/*
 * Reads s->plan and writes s->results without s->lock: both stay as they are
 * until it is joined.
 */
static int sd_session_main(void *data)
{
	struct sd_session *s = data;

	for (unsigned int i = 0; i < s->plan->nr; i++)
		sd_session_run_one(s, i);
	sd_transcript_mark(&s->transcript, SD_REC_TOTALS, 0);
	sd_limits_release(&s->reservation);
	/* Pairs with the acquire in sd_session_done(). */
	smp_store_release(&s->done, true);
	wake_up_all(&s->transcript.wait);
	return 0;
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

static void sd_session_set_runner(struct sd_session *s, struct task_struct *runner)
{
	spin_lock(&s->runner_lock);
	WRITE_ONCE(s->stop, false);
	s->runner = runner;
	spin_unlock(&s->runner_lock);
}

/* Joins a runner that is over, so that another can follow. */
static void sd_session_join(struct sd_session *s)
{
	struct task_struct *runner = s->runner;

	if (!runner)
		return;
	sd_session_set_runner(s, NULL);
	kthread_stop(runner);
	put_task_struct(runner);
}

/**
 * sd_session_close - end the run, join every thread, free the session
 * @s: the session; nobody else uses it any more
 *
 * Does not look at signals: it may run with SIGKILL pending. What it waits for
 * is bounded, because every wait of a run ends when it is told to stop.
 */
void sd_session_close(struct sd_session *s)
{
	mutex_lock(&s->lock);
	sd_session_stop(s);
	mutex_unlock(&s->lock);
	/*
	 * Not kthread_stop() alone: a runner that has not run yet would skip its
	 * function, and with it the return of the ticket.
	 */
	if (s->runner)
		wait_event(s->transcript.wait, sd_session_done(s));
	sd_session_join(s);
	sd_results_free(s->results, s->plan);
	sd_transcript_close(&s->transcript);
	sd_plan_put(s->plan);
	sd_plan_put(s->written);
	kfree(s->text);
	mutex_destroy(&s->lock);
	kfree(s);
}

/* ---- starting ---- */

static int sd_session_alloc_text(struct sd_session *s)
{
	if (!s->text)
		s->text = kmalloc(SD_KTAP_MAX, GFP_KERNEL_ACCOUNT);
	return s->text ? 0 : -ENOMEM;
}

/* Makes the session as if it had never run, about to run @plan. */
static void sd_session_reset(struct sd_session *s, struct sd_plan *plan,
			     struct sd_result *results)
{
	sd_session_join(s);
	sd_results_free(s->results, s->plan);
	sd_plan_get(plan);
	sd_plan_put(s->plan);
	s->plan = plan;
	s->results = results;
	sd_session_set_text(s, 0, 0);
	WRITE_ONCE(s->started, s->started + 1);
	/* Pairs with the acquire in sd_session_over(): not done any more, so another. */
	smp_store_release(&s->done, false);
}

/*
 * Starts @plan: 0, -EBUSY, -EAGAIN, -ENOMEM. Takes everything that can be refused
 * before it touches the session, so that a refused start leaves the previous
 * run's results in place.
 */
int sd_session_start(struct sd_session *s, struct sd_plan *plan)
{
	struct sd_result *results;
	struct task_struct *runner;
	int err;

	lockdep_assert_held(&s->lock);
	if (sd_session_running(s))
		return -EBUSY;
	err = sd_session_alloc_text(s);
	if (err)
		return err;
	results = sd_results_alloc(plan);
	if (IS_ERR(results))
		return PTR_ERR(results);
	err = sd_limits_reserve(&s->reservation, plan);
	if (err)
		goto free_results;
	runner = kthread_create(sd_session_main, s, "syncdemo/main");
	if (IS_ERR(runner)) {
		err = PTR_ERR(runner);
		goto release_reservation;
	}
	err = sd_transcript_open(&s->transcript);
	if (err)
		goto stop_runner;
	sd_session_reset(s, plan, results);
	sd_transcript_mark(&s->transcript, SD_REC_HEADER, 0);
	sd_session_set_runner(s, get_task_struct(runner));
	wake_up_process(runner);
	return 0;

stop_runner:
	kthread_stop(runner);	/* it has never been woken, so it never runs */
release_reservation:
	sd_limits_release(&s->reservation);
free_results:
	sd_results_free(results, plan);
	return err;
}

/* Starts what @plan came to be with @err, and drops it. */
static int sd_session_run_plan(struct sd_session *s, struct sd_plan *plan, int err)
{
	if (!err)
		err = sd_session_lock(s);
	if (!err) {
		err = sd_session_start(s, plan);
		mutex_unlock(&s->lock);
	}
	sd_plan_put(plan);
	return err;
}

/**
 * sd_session_run_text - start the requests of a text, for this file alone
 * @s: the session
 * @text: what was written
 * @len: its length (bytes)
 *
 * Return: 0, the errors of sd_plan_add_text(), -EBUSY while a run goes on,
 * -EAGAIN when a cap is reached, -ENOMEM. On error nothing has changed.
 */
int sd_session_run_text(struct sd_session *s, const char *text, size_t len)
{
	struct sd_plan *plan = sd_plan_alloc();

	if (!plan)
		return -ENOMEM;
	return sd_session_run_plan(s, plan, sd_plan_add_text(plan, text, len));
}

/* As sd_session_run_text(), from a SYNCDEMO_IOC_RUN. */
int sd_session_run_uapi(struct sd_session *s, const struct syncdemo_run *run)
{
	struct sd_plan *plan = sd_plan_alloc();

	if (!plan)
		return -ENOMEM;
	return sd_session_run_plan(s, plan, sd_plan_add_uapi(plan, run));
}

/**
 * sd_session_select - select the requests of a text for later opens
 * @s: the session, of a write-only open
 * @text: what was written
 * @len: its length (bytes)
 *
 * The first write of an open file replaces the selection, further ones append to
 * it: shells write `printf 'lock\nevent\n'` line by line.
 *
 * Return: 0, the errors of sd_plan_add_text(), or -ENOMEM. On error nothing has
 * changed.
 */
int sd_session_select(struct sd_session *s, const char *text, size_t len)
{
	struct sd_plan *plan = sd_plan_alloc();
	int err;

	if (!plan)
		return -ENOMEM;
	err = sd_session_lock(s);
	if (err)
		goto put_plan;
	if (s->written) {
		plan->nr = s->written->nr;
		memcpy(plan->request, s->written->request, sizeof(plan->request));
	}
	err = sd_plan_add_text(plan, text, len);
	if (!err) {
		sd_selection_set(plan);
		swap(s->written, plan);
	}
	mutex_unlock(&s->lock);
put_plan:
	sd_plan_put(plan);
	return err;
}
