/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The binary interface, one function a call. Whatever a call is to write is
 * filled with POISON before, so that what it left untouched shows.
 */
#ifndef _TEST_CALLS_H
#define _TEST_CALLS_H

#include <sys/ioctl.h>

#include "device.h"
#include "uapi/syncdemo.h"

#define POISON 0xcc

/* Every structure begins with its size. */
static inline void poison(void *arg, __u32 size)
{
	memset(arg, POISON, size);
	memcpy(arg, &size, sizeof(size));
}

/* A string of the interface: ended, not empty, and zeros behind its end. */
static inline void assert_string(const char *s, size_t size)
{
	size_t len = strnlen(s, size);

	assert_in_range(len, 1, size - 1);
	for (; len < size; len++)
		assert_int_equal(s[len], 0);
}

/* ---- lists ---- */

static inline void get_info(int fd, struct syncdemo_info *info)
{
	poison(info, sizeof(*info));
	assert_works(ioctl(fd, SYNCDEMO_IOC_INFO, info));
}

static inline int get_demo(int fd, unsigned int index, struct syncdemo_demo *demo)
{
	poison(demo, sizeof(*demo));
	demo->index = index;
	return ioctl(fd, SYNCDEMO_IOC_DEMO, demo);
}

static inline int get_variant(int fd, unsigned int demo, unsigned int index,
			      struct syncdemo_variant *variant)
{
	poison(variant, sizeof(*variant));
	variant->demo = demo;
	variant->index = index;
	return ioctl(fd, SYNCDEMO_IOC_VARIANT, variant);
}

static inline int get_param(int fd, unsigned int demo, unsigned int variant,
			    unsigned int index, struct syncdemo_param_info *param)
{
	poison(param, sizeof(*param));
	param->demo = demo;
	param->variant = variant;
	param->index = index;
	return ioctl(fd, SYNCDEMO_IOC_PARAM, param);
}

static inline int get_active(int fd, unsigned int index, struct syncdemo_active *active)
{
	poison(active, sizeof(*active));
	active->index = index;
	return ioctl(fd, SYNCDEMO_IOC_ACTIVE, active);
}

/* ---- running ---- */

static inline struct syncdemo_run make_run(const char *demo, const char *variant)
{
	struct syncdemo_run run = { .size = sizeof(run) };

	snprintf(run.demo, sizeof(run.demo), "%s", demo);
	snprintf(run.variant, sizeof(run.variant), "%s", variant);
	return run;
}

static inline void set_param(struct syncdemo_run *run, enum syncdemo_param id, __u64 value)
{
	run->param_mask |= 1ULL << id;
	run->param[id] = value;
}

static inline int start_run(int fd, struct syncdemo_run *run)
{
	return ioctl(fd, SYNCDEMO_IOC_RUN, run);
}

static inline int wait_for(int fd, unsigned int timeout_ms)
{
	struct syncdemo_wait wait;

	poison(&wait, sizeof(wait));
	wait.timeout_ms = timeout_ms;
	wait.reserved = 0;
	return ioctl(fd, SYNCDEMO_IOC_WAIT, &wait);
}

/* The run of this file must come to its end by itself. */
static inline void await_end(int fd)
{
	assert_works(wait_for(fd, SOON));
}

static inline bool is_running(int fd)
{
	if (!wait_for(fd, 0))
		return false;
	assert_int_equal(errno, ETIMEDOUT);
	return true;
}

static inline int cancel_run(int fd)
{
	struct syncdemo_cancel cancel = { .size = sizeof(cancel) };

	return ioctl(fd, SYNCDEMO_IOC_CANCEL, &cancel);
}

/* ---- results ---- */

static inline int get_result(int fd, unsigned int index, struct syncdemo_result *result)
{
	poison(result, sizeof(*result));
	result->index = index;
	return ioctl(fd, SYNCDEMO_IOC_RESULT, result);
}

static inline int get_metric(int fd, unsigned int request, unsigned int index,
			     struct syncdemo_metric *metric)
{
	poison(metric, sizeof(*metric));
	metric->request = request;
	metric->index = index;
	metric->reserved = 0;
	return ioctl(fd, SYNCDEMO_IOC_METRIC, metric);
}

static inline int get_thread(int fd, unsigned int request, unsigned int index,
			     struct syncdemo_thread *thread)
{
	poison(thread, sizeof(*thread));
	thread->request = request;
	thread->index = index;
	return ioctl(fd, SYNCDEMO_IOC_THREAD, thread);
}

static inline enum syncdemo_verdict verdict_of(int fd, unsigned int index)
{
	struct syncdemo_result result;

	assert_works(get_result(fd, index, &result));
	return result.verdict;
}

/* Says why, where a verdict is not the one that was expected. */
static inline void assert_verdict(int fd, unsigned int index, enum syncdemo_verdict expected)
{
	struct syncdemo_result result;

	assert_works(get_result(fd, index, &result));
	if (result.verdict != expected)
		fail_msg("%s/%s: verdict %u, not %u: %s", result.demo, result.variant,
			 result.verdict, expected, result.reason);
}

/* The figure of that name. */
static inline __u64 metric_of(int fd, unsigned int request, const char *name)
{
	struct syncdemo_metric metric;

	for (unsigned int i = 0; !get_metric(fd, request, i, &metric); i++)
		if (!strcmp(metric.name, name))
			return metric.value;
	fail_msg("there is no figure %s", name);
	return 0;
}

#endif /* _TEST_CALLS_H */
