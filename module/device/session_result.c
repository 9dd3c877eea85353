// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a program asks of a session through ioctls: to wait, to cancel, and for the
 * results. ioctl.c calls it.
 */
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/nospec.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "device/session_state.h"
#include "engine/log.h"
#include "device/results.h"

/* In time, not in ticks: where ticks come late, as many as asked for are over too soon. */
static ktime_t sd_wait_time(u32 timeout_ms)
{
	return timeout_ms == SYNCDEMO_WAIT_FOREVER ? KTIME_MAX : ms_to_ktime(timeout_ms);
}

/* What is left of @timeout_ms that began at @begin. */
static u32 sd_wait_left(u32 timeout_ms, ktime_t begin)
{
	s64 passed = ktime_ms_delta(ktime_get(), begin);

	return passed < timeout_ms ? timeout_ms - passed : 0;
}

/*
 * SYNCDEMO_IOC_WAIT; see struct syncdemo_wait. A signal without a handler (SIGSTOP and
 * then SIGCONT) restarts the call, with the time that is left.
 */
int sd_session_wait(struct sd_session *s, struct syncdemo_wait *wait)
{
	ktime_t begin = ktime_get();
	unsigned long started;
	int err;

	if (wait->reserved)
		return -EINVAL;
	mutex_lock(&s->lock);
	/* Counted from 1: 0 says that none was started. */
	started = s->started;
	wait->nr_results = s->plan->nr;
	mutex_unlock(&s->lock);
	if (!started)
		return -ENODATA;
	err = wait_event_interruptible_hrtimeout(s->transcript.wait,
						 sd_session_over(s, started),
						 sd_wait_time(wait->timeout_ms));
	if (err == -ETIME)
		return -ETIMEDOUT;
	if (!err || wait->timeout_ms == SYNCDEMO_WAIT_FOREVER)
		return err;
	wait->timeout_ms = sd_wait_left(wait->timeout_ms, begin);
	return -ERESTARTNOHAND;
}

/* SYNCDEMO_IOC_CANCEL; see struct syncdemo_cancel. */
int sd_session_cancel(struct sd_session *s)
{
	unsigned long started;

	mutex_lock(&s->lock);
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
	if (sd_session_state(s) == SD_IDLE)
		return ERR_PTR(-ENODATA);
	if (sd_session_state(s) == SD_RUNNING)
		return ERR_PTR(-EBUSY);
	if (index >= s->plan->nr)
		return ERR_PTR(-ENOENT);
	return &s->results->result[array_index_nospec(index, s->plan->nr)];
}

static void sd_fill_result(struct syncdemo_result *out, const struct sd_request *req,
			   const struct sd_result *res)
{
	out->verdict = res->verdict;
	out->error = res->error;
	out->nr_threads = res->nr_threads;
	out->nr_metrics = res->nr_metrics;
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
		sd_fill_result(out, &s->plan->request[res - s->results->result], res);
	mutex_unlock(&s->lock);
	return PTR_ERR_OR_ZERO(res);
}

/* SYNCDEMO_IOC_METRIC: @out is zero but for what the caller says. */
int sd_session_metric(struct sd_session *s, struct syncdemo_metric *out)
{
	const struct sd_result *res;
	int err;

	mutex_lock(&s->lock);
	res = sd_session_nth(s, out->request);
	err = PTR_ERR_OR_ZERO(res);
	if (!err && out->index >= res->nr_metrics)
		err = -ENOENT;
	if (!err) {
		unsigned int i = array_index_nospec(out->index, res->nr_metrics);
		const struct sd_request *req = &s->plan->request[res - s->results->result];
		const struct sd_metric *metric = &req->demo->metrics[i];

		out->value = res->metric[i];
		strscpy(out->name, metric->name, sizeof(out->name));
		strscpy(out->unit, metric->unit, sizeof(out->unit));
	}
	mutex_unlock(&s->lock);
	return err;
}

/*
 * The result of request @request if it has a thread @thread, and that thread's index,
 * fit to be used even under speculation; or an ERR_PTR.
 */
static const struct sd_result *sd_session_nth_thread(const struct sd_session *s, u32 request,
						     u32 *thread)
{
	const struct sd_result *res = sd_session_nth(s, request);

	if (IS_ERR(res))
		return res;
	if (*thread >= res->nr_threads)
		return ERR_PTR(-ENOENT);
	*thread = array_index_nospec(*thread, res->nr_threads);
	return res;
}

/* SYNCDEMO_IOC_THREAD: @out is zero but for what the caller says. */
int sd_session_thread(struct sd_session *s, struct syncdemo_thread *out)
{
	struct syncdemo_thread in = *out;
	const struct sd_result *res;

	mutex_lock(&s->lock);
	res = sd_session_nth_thread(s, in.request, &in.index);
	if (!IS_ERR(res)) {
		*out = res->threads[in.index];
		out->size = in.size;
		out->request = in.request;
		out->index = in.index;
	}
	mutex_unlock(&s->lock);
	return PTR_ERR_OR_ZERO(res);
}

/* SYNCDEMO_IOC_STATS: @out is zero but for what the caller says. */
int sd_session_stats(struct sd_session *s, struct syncdemo_stats *out)
{
	u32 size = out->size, request = out->request, thread = out->thread;
	const struct sd_result *res;

	mutex_lock(&s->lock);
	res = sd_session_nth_thread(s, request, &thread);
	if (!IS_ERR(res)) {
		*out = res->stats[thread];
		out->size = size;
		out->request = request;
		out->thread = thread;
	}
	mutex_unlock(&s->lock);
	return PTR_ERR_OR_ZERO(res);
}

/*
 * Copies @nr events to user memory, @stride bytes apart; what the caller knows of an event
 * beyond what we know is zero. 0 or -EFAULT.
 */
static int sd_copy_events(void __user *to, const struct syncdemo_event *events, u64 nr,
			  u32 stride)
{
	if (stride == sizeof(*events))
		return copy_to_user(to, events, nr * stride) ? -EFAULT : 0;
	for (u64 i = 0; i < nr; i++, to += stride) {
		if (copy_to_user(to, &events[i], sizeof(*events)) ||
		    clear_user(to + sizeof(*events), stride - sizeof(*events)))
			return -EFAULT;
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
	}
	return 0;
}

/* Hands out the events of @log from out->first on, as many as there is room for. */
static int sd_give_events(const struct sd_log *log, struct syncdemo_events *out)
{
	u64 recorded = sd_log_recorded(log);
	u64 first = min(out->first, recorded);
	u64 nr = min_t(u64, recorded - first, out->room);
	int err = sd_copy_events(u64_to_user_ptr(out->buffer), log->events + first, nr,
				 out->event_size);

	if (err)
		return err;
	out->copied = nr;
	out->recorded = recorded;
	out->dropped = log->emitted - recorded;
	return 0;
}

/*
 * SYNCDEMO_IOC_EVENTS: @out is zero but for what the caller says. Up to 32 MB are copied,
 * and the caller's memory may fault for ever, so the lock is not held meanwhile: a
 * reference keeps the results, which are constant since the run is over.
 */
int sd_session_events(struct sd_session *s, struct syncdemo_events *out)
{
	struct sd_results *results = NULL;
	u32 thread = out->thread;
	const struct sd_result *res;
	int err;

	if (out->event_size < SYNCDEMO_EVENT_SIZE_V1 || out->event_size % 8)
		return -EINVAL;
	if (out->event_size > SYNCDEMO_EVENT_SIZE_MAX)
		return -E2BIG;
	mutex_lock(&s->lock);
	res = sd_session_nth_thread(s, out->request, &thread);
	err = PTR_ERR_OR_ZERO(res);
	if (!err && res->logs)
		results = sd_results_get(s->results);
	mutex_unlock(&s->lock);
	if (results)
		err = sd_give_events(&res->logs[thread], out);
	sd_results_put(results);
	return err;
}
