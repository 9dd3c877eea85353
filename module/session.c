// SPDX-License-Identifier: GPL-2.0-only
/*
 * The session of an open file: its plan, its runner thread, and what a reader
 * gets of it. device.c and ioctl.c call it.
 *
 * Lifetime: from open to the last close. The runner holds nothing of the file;
 * the close ends the run and joins the runner before anything is freed, and an
 * open file pins the module.
 */
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "registry.h"
#include "selection.h"
#include "session.h"
#include "verdict.h"

static bool sd_session_done(const struct sd_session *s)
{
	/* Pairs with the release in sd_session_main(): results are final. */
	return smp_load_acquire(&s->done);
}

static bool sd_session_running(const struct sd_session *s)
{
	lockdep_assert_held(&s->lock);
	return s->runner && !sd_session_done(s);
}

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
	INIT_LIST_HEAD(&s->ticket.node);
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

	sd_caps_now(&s->ticket, run.request);
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
	sd_caps_put(&s->ticket);
	/* Pairs with the acquire in sd_session_done(). */
	smp_store_release(&s->done, true);
	wake_up_all(&s->transcript.wait);
	return 0;
}

/* Tells the run to end; does not wait. */
static void sd_session_stop(struct sd_session *s)
{
	lockdep_assert_held(&s->lock);
	if (!s->runner)
		return;
	WRITE_ONCE(s->stop, true);
	wake_up_process(s->runner);
}

/* Joins a runner that is over, so that another can follow. */
static void sd_session_join(struct sd_session *s)
{
	if (!s->runner)
		return;
	kthread_stop(s->runner);
	put_task_struct(s->runner);
	s->runner = NULL;
}

static void sd_session_free_results(struct sd_session *s)
{
	if (!s->results)
		return;
	for (unsigned int i = 0; i < s->plan->nr; i++)
		kvfree(s->results[i].threads);
	kvfree(s->results);
	s->results = NULL;
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
	if (s->runner)
		wait_event(s->transcript.wait, sd_session_done(s));
	sd_session_join(s);
	sd_session_free_results(s);
	sd_transcript_close(&s->transcript);
	sd_plan_put(s->plan);
	sd_plan_put(s->written);
	kfree(s->text);
	mutex_destroy(&s->lock);
	kfree(s);
}

/* ---- starting ---- */

/* What is rendered and not yet read; sd_session_readable() looks unlocked. */
static void sd_session_set_text(struct sd_session *s, size_t from, size_t to)
{
	lockdep_assert_held(&s->lock);
	WRITE_ONCE(s->text_from, from);
	WRITE_ONCE(s->text_to, to);
}

static int sd_session_alloc_text(struct sd_session *s)
{
	if (!s->text)
		s->text = kmalloc(SD_REPORT_MAX, GFP_KERNEL_ACCOUNT);
	return s->text ? 0 : -ENOMEM;
}

/* Makes the session as if it had never run, about to run @plan. */
static void sd_session_reset(struct sd_session *s, struct sd_plan *plan,
			     struct sd_result *results)
{
	sd_session_join(s);
	sd_session_free_results(s);
	sd_plan_get(plan);
	sd_plan_put(s->plan);
	s->plan = plan;
	s->results = results;
	sd_session_set_text(s, 0, 0);
	WRITE_ONCE(s->stop, false);
	WRITE_ONCE(s->done, false);
}

/*
 * Takes everything that can be refused before it touches the session, so that a
 * refused start leaves the previous run's results in place.
 */
static int sd_session_start(struct sd_session *s, struct sd_plan *plan)
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
	results = kvcalloc(plan->nr, sizeof(*results), GFP_KERNEL_ACCOUNT);
	if (!results)
		return -ENOMEM;
	err = sd_caps_take(&s->ticket, plan);
	if (err)
		goto free_results;
	runner = kthread_create(sd_session_main, s, "syncdemo/main");
	if (IS_ERR(runner)) {
		err = PTR_ERR(runner);
		goto put_ticket;
	}
	err = sd_transcript_open(&s->transcript);
	if (err)
		goto stop_runner;
	sd_session_reset(s, plan, results);
	s->runner = get_task_struct(runner);
	sd_transcript_mark(&s->transcript, SD_REC_HEADER, 0);
	wake_up_process(runner);
	return 0;

stop_runner:
	kthread_stop(runner);	/* it has never been woken, so it never runs */
put_ticket:
	sd_caps_put(&s->ticket);
free_results:
	kvfree(results);
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
	int err;

	if (!plan)
		return -ENOMEM;
	err = sd_plan_add_text(plan, text, len);
	if (!err) {
		mutex_lock(&s->lock);
		err = sd_session_start(s, plan);
		mutex_unlock(&s->lock);
	}
	sd_plan_put(plan);
	return err;
}

/* As sd_session_run_text(), from a SYNCDEMO_IOC_RUN. */
int sd_session_run_uapi(struct sd_session *s, const struct syncdemo_run *run)
{
	struct sd_plan *plan = sd_plan_alloc();
	int err;

	if (!plan)
		return -ENOMEM;
	err = sd_plan_add_uapi(plan, run);
	if (!err) {
		mutex_lock(&s->lock);
		err = sd_session_start(s, plan);
		mutex_unlock(&s->lock);
	}
	sd_plan_put(plan);
	return err;
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
	mutex_lock(&s->lock);
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
	sd_plan_put(plan);
	return err;
}

/* ---- reading ---- */

/* Renders the next record; false if there is none. */
static bool sd_session_render(struct sd_session *s)
{
	struct sd_record rec;
	struct seq_buf out;

	if (!sd_transcript_pop(&s->transcript, &rec))
		return false;
	seq_buf_init(&out, s->text, SD_REPORT_MAX);
	sd_report_record(&out, s->plan, s->results, &rec);
	sd_session_set_text(s, 0, seq_buf_used(&out));
	return true;
}

/* Copies out what there is, up to @len bytes; 0 if there is nothing now. */
static ssize_t sd_session_copy(struct sd_session *s, char __user *buf, size_t len)
{
	size_t copied = 0;

	lockdep_assert_held(&s->lock);
	while (copied < len && (s->text_from < s->text_to || sd_session_render(s))) {
		size_t part = min(len - copied, s->text_to - s->text_from);
		size_t failed = copy_to_user(buf + copied, s->text + s->text_from, part);

		sd_session_set_text(s, s->text_from + part - failed, s->text_to);
		copied += part - failed;
		if (failed)
			return copied ?: -EFAULT;
	}
	return copied;
}

/*
 * One try: bytes, or an error, or 0. After 0, @more says whether there will be
 * something to read later or this is the end.
 */
static ssize_t sd_session_try_read(struct sd_session *s, char __user *buf, size_t len,
				   bool *more)
{
	ssize_t ret = 0;

	mutex_lock(&s->lock);
	if (!s->runner)
		ret = sd_session_start(s, s->plan);
	/* Asked before the look: what is there once it is over is all there is. */
	*more = !sd_session_done(s);
	if (!ret)
		ret = sd_session_copy(s, buf, len);
	/* The rest of a record wakes no one by itself. */
	if (s->text_from < s->text_to)
		wake_up_interruptible(&s->transcript.wait);
	mutex_unlock(&s->lock);
	return ret;
}

static bool sd_session_readable(struct sd_session *s)
{
	return sd_session_done(s) || READ_ONCE(s->text_from) < READ_ONCE(s->text_to) ||
	       !sd_transcript_empty(&s->transcript);
}

/* Sleeps until there is something to read. A deadly signal ends the run. */
static int sd_session_await_text(struct sd_session *s)
{
	int err = wait_event_interruptible(s->transcript.wait, sd_session_readable(s));

	if (err && fatal_signal_pending(current)) {
		mutex_lock(&s->lock);
		sd_session_stop(s);
		mutex_unlock(&s->lock);
	}
	return err;
}

/**
 * sd_session_read - read the transcript; the first read starts the run
 * @s: the session
 * @buf: where to
 * @len: at most so many bytes
 * @nonblock: do not wait
 *
 * Return: bytes; 0 at the end; -EAGAIN if a cap is reached or, with @nonblock,
 * nothing is there yet; -ERESTARTSYS on a signal; -EFAULT; -ENOMEM.
 */
ssize_t sd_session_read(struct sd_session *s, char __user *buf, size_t len, bool nonblock)
{
	ssize_t ret;
	bool more;

	if (!len)
		return 0;
	for (;;) {
		ret = sd_session_try_read(s, buf, len, &more);
		if (ret || !more)
			return ret;
		if (nonblock)
			return -EAGAIN;
		ret = sd_session_await_text(s);
		if (ret)
			return ret;
	}
}

static __poll_t sd_session_poll_in(struct sd_session *s)
{
	lockdep_assert_held(&s->lock);
	/* The first read starts the run and finds its header at once. */
	if (!s->runner)
		return sd_caps_free(s->plan) ? EPOLLIN | EPOLLRDNORM : 0;
	if (!sd_session_readable(s))
		return 0;
	if (sd_session_done(s) && s->text_from == s->text_to &&
	    sd_transcript_empty(&s->transcript))
		return EPOLLIN | EPOLLRDNORM | EPOLLRDHUP;
	return EPOLLIN | EPOLLRDNORM;
}

static __poll_t sd_session_poll_out(const struct sd_session *s, struct file *file)
{
	lockdep_assert_held(&s->lock);
	if (!(file->f_mode & FMODE_READ))
		return EPOLLOUT | EPOLLWRNORM;
	/* On a read-write file a write starts a run. */
	if (sd_session_running(s) || !sd_caps_free(s->plan))
		return 0;
	return EPOLLOUT | EPOLLWRNORM;
}

/* What read() and write() would do now without waiting. */
__poll_t sd_session_poll(struct sd_session *s, struct file *file, poll_table *wait)
{
	__poll_t mask = 0;

	poll_wait(file, &s->transcript.wait, wait);
	poll_wait(file, &sd_caps_wait, wait);
	mutex_lock(&s->lock);
	if (file->f_mode & FMODE_READ)
		mask |= sd_session_poll_in(s);
	if (file->f_mode & FMODE_WRITE)
		mask |= sd_session_poll_out(s, file);
	mutex_unlock(&s->lock);
	return mask;
}

/* ---- binary results ---- */

static unsigned long sd_wait_jiffies(u32 timeout_ms)
{
	if (timeout_ms == SYNCDEMO_WAIT_FOREVER)
		return MAX_SCHEDULE_TIMEOUT;
	return msecs_to_jiffies(timeout_ms);
}

/* SYNCDEMO_IOC_WAIT; see struct syncdemo_wait. */
int sd_session_wait(struct sd_session *s, struct syncdemo_wait *wait)
{
	bool started;
	long left;

	if (wait->reserved)
		return -EINVAL;
	mutex_lock(&s->lock);
	started = s->runner;
	wait->nr_results = s->plan->nr;
	mutex_unlock(&s->lock);
	if (!started)
		return -ENODATA;
	left = wait_event_interruptible_timeout(s->transcript.wait, sd_session_done(s),
						sd_wait_jiffies(wait->timeout_ms));
	if (left < 0)
		return -EINTR;
	return left ? 0 : -ETIMEDOUT;
}

/* SYNCDEMO_IOC_CANCEL; see struct syncdemo_cancel. */
int sd_session_cancel(struct sd_session *s)
{
	bool started;

	mutex_lock(&s->lock);
	started = s->runner;
	sd_session_stop(s);
	mutex_unlock(&s->lock);
	if (!started)
		return -ENODATA;
	return wait_event_killable(s->transcript.wait, sd_session_done(s)) ? -EINTR : 0;
}

/* The final result of request @index, or why there is none, as an ERR_PTR. */
static const struct sd_result *sd_session_nth(const struct sd_session *s, unsigned int index)
{
	lockdep_assert_held(&s->lock);
	if (!s->runner)
		return ERR_PTR(-ENODATA);
	if (!sd_session_done(s))
		return ERR_PTR(-EBUSY);
	if (index >= s->plan->nr)
		return ERR_PTR(-ENOENT);
	return &s->results[index];
}

static void sd_fill_result(struct syncdemo_result *out, const struct sd_request *req,
			   const struct sd_result *res)
{
	out->verdict = res->verdict;
	out->error = res->error;
	out->nr_threads = res->nr_threads;
	out->nr_figures = res->nr_figures;
	out->duration_ns = res->duration_ns;
	out->dropped = res->dropped;
	for (unsigned int i = 0; i < req->demo->nr_params; i++) {
		enum syncdemo_param id = req->demo->params[i].id;

		out->param_mask |= BIT_ULL(id);
		out->param[id] = req->param[id];
	}
	strscpy(out->demo, req->demo->name, sizeof(out->demo));
	strscpy(out->variant, req->variant->name, sizeof(out->variant));
	strscpy(out->reason, res->reason, sizeof(out->reason));
}

/* SYNCDEMO_IOC_RESULT: @out is zero but for what the caller says. */
int sd_session_result(struct sd_session *s, struct syncdemo_result *out)
{
	const struct sd_result *res;

	mutex_lock(&s->lock);
	res = sd_session_nth(s, out->index);
	if (!IS_ERR(res))
		sd_fill_result(out, &s->plan->request[out->index], res);
	mutex_unlock(&s->lock);
	return PTR_ERR_OR_ZERO(res);
}

/* SYNCDEMO_IOC_FIGURE: @out is zero but for what the caller says. */
int sd_session_figure(struct sd_session *s, struct syncdemo_figure *out)
{
	const struct sd_result *res;
	int err;

	mutex_lock(&s->lock);
	res = sd_session_nth(s, out->request);
	err = PTR_ERR_OR_ZERO(res);
	if (!err && out->index >= res->nr_figures)
		err = -ENOENT;
	if (!err) {
		const struct sd_figure *figure =
			&s->plan->request[out->request].demo->figures[out->index];

		out->value = res->figure[out->index];
		strscpy(out->name, figure->name, sizeof(out->name));
		strscpy(out->unit, figure->unit, sizeof(out->unit));
	}
	mutex_unlock(&s->lock);
	return err;
}

/* SYNCDEMO_IOC_THREAD: @out is zero but for what the caller says. */
int sd_session_thread(struct sd_session *s, struct syncdemo_thread *out)
{
	const struct sd_result *res;
	struct syncdemo_thread in = *out;
	int err;

	mutex_lock(&s->lock);
	res = sd_session_nth(s, in.request);
	err = PTR_ERR_OR_ZERO(res);
	if (!err && in.index >= res->nr_threads)
		err = -ENOENT;
	if (!err) {
		*out = res->threads[in.index];
		out->size = in.size;
		out->request = in.request;
		out->index = in.index;
	}
	mutex_unlock(&s->lock);
	return err;
}
