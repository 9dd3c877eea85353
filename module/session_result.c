// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a program asks of a session through ioctls: to wait, to cancel, and what
 * came of it.
 */
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/nospec.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "session_state.h"

static unsigned long sd_wait_jiffies(u32 timeout_ms)
{
	if (timeout_ms == SYNCDEMO_WAIT_FOREVER)
		return MAX_SCHEDULE_TIMEOUT;
	return msecs_to_jiffies(timeout_ms);
}

/* SYNCDEMO_IOC_WAIT; see struct syncdemo_wait. */
int sd_session_wait(struct sd_session *s, struct syncdemo_wait *wait)
{
	unsigned long started;
	long left;

	if (wait->reserved)
		return -EINVAL;
	if (sd_session_lock(s))
		return -EINTR;
	/* Counted from 1: 0 says that none was started. */
	started = s->started;
	wait->nr_results = s->plan->nr;
	mutex_unlock(&s->lock);
	if (!started)
		return -ENODATA;
	left = wait_event_interruptible_timeout(s->transcript.wait,
						sd_session_over(s, started),
						sd_wait_jiffies(wait->timeout_ms));
	/* A wait for a time would begin anew; one for ever may go on. */
	if (left < 0)
		return wait->timeout_ms == SYNCDEMO_WAIT_FOREVER ? -ERESTARTSYS : -EINTR;
	return left ? 0 : -ETIMEDOUT;
}

/* SYNCDEMO_IOC_CANCEL; see struct syncdemo_cancel. */
int sd_session_cancel(struct sd_session *s)
{
	unsigned long started;

	if (sd_session_lock(s))
		return -EINTR;
	started = s->started;
	sd_session_stop(s);
	mutex_unlock(&s->lock);
	if (!started)
		return -ENODATA;
	if (wait_event_killable(s->transcript.wait, sd_session_over(s, started)))
		return -EINTR;
	return 0;
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
	return &s->results[array_index_nospec(index, s->plan->nr)];
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

	if (sd_session_lock(s))
		return -EINTR;
	res = sd_session_nth(s, out->index);
	if (!IS_ERR(res))
		sd_fill_result(out, &s->plan->request[res - s->results], res);
	mutex_unlock(&s->lock);
	return PTR_ERR_OR_ZERO(res);
}

/* SYNCDEMO_IOC_FIGURE: @out is zero but for what the caller says. */
int sd_session_figure(struct sd_session *s, struct syncdemo_figure *out)
{
	const struct sd_result *res;
	int err;

	if (sd_session_lock(s))
		return -EINTR;
	res = sd_session_nth(s, out->request);
	err = PTR_ERR_OR_ZERO(res);
	if (!err && out->index >= res->nr_figures)
		err = -ENOENT;
	if (!err) {
		unsigned int i = array_index_nospec(out->index, res->nr_figures);
		const struct sd_request *req = &s->plan->request[res - s->results];
		const struct sd_figure *figure = &req->demo->figures[i];

		out->value = res->figure[i];
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

	if (sd_session_lock(s))
		return -EINTR;
	res = sd_session_nth(s, in.request);
	err = PTR_ERR_OR_ZERO(res);
	if (!err && in.index >= res->nr_threads)
		err = -ENOENT;
	if (!err) {
		*out = res->threads[array_index_nospec(in.index, res->nr_threads)];
		out->size = in.size;
		out->request = in.request;
		out->index = in.index;
	}
	mutex_unlock(&s->lock);
	return err;
}
