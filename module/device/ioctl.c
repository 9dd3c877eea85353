// SPDX-License-Identifier: GPL-2.0-only
/*
 * The binary interface: a table of calls, and the one place where structures of
 * any size cross the border. device.c calls sd_ioctl().
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/nospec.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "device/ioctl.h"
#include "device/limits.h"
#include "device/session.h"
#include "request/registry.h"
#include "version.h"

/* Any argument; every structure begins with its size. */
union sd_ioctl_arg {
	__u32 size;
	struct syncdemo_info info;
	struct syncdemo_demo demo;
	struct syncdemo_variant variant;
	struct syncdemo_param_info param;
	struct syncdemo_run run;
	struct syncdemo_plan plan;
	struct syncdemo_wait wait;
	struct syncdemo_cancel cancel;
	struct syncdemo_result result;
	struct syncdemo_metric metric;
	struct syncdemo_thread thread;
	struct syncdemo_active active;
	struct syncdemo_stats stats;
	struct syncdemo_events events;
	struct syncdemo_object object;
};

static int sd_ioctl_info(struct file *file, union sd_ioctl_arg *arg)
{
	arg->info.abi_version = SYNCDEMO_ABI_VERSION;
	arg->info.nr_demos = sd_nr_demos;
	arg->info.nr_params = SYNCDEMO_NR_PARAMS;
	strscpy(arg->info.version, SYNCDEMO_VERSION, sizeof(arg->info.version));
	sd_limits_info(&arg->info);
	return 0;
}

static const struct sd_demo *sd_nth_demo(unsigned int demo)
{
	if (demo >= sd_nr_demos)
		return NULL;
	return sd_demos[array_index_nospec(demo, sd_nr_demos)];
}

static const struct sd_variant *sd_nth_variant(const struct sd_demo *demo,
					       unsigned int variant)
{
	if (!demo || variant >= demo->nr_variants)
		return NULL;
	return &demo->variants[array_index_nospec(variant, demo->nr_variants)];
}

static const struct sd_param *sd_nth_param(const struct sd_demo *demo, unsigned int param)
{
	if (!demo || param >= demo->nr_params)
		return NULL;
	return &demo->params[array_index_nospec(param, demo->nr_params)];
}

static int sd_ioctl_demo(struct file *file, union sd_ioctl_arg *arg)
{
	struct syncdemo_demo *out = &arg->demo;
	const struct sd_demo *demo = sd_nth_demo(out->index);

	if (!demo)
		return -ENOENT;
	out->nr_variants = demo->nr_variants;
	out->nr_params = demo->nr_params;
	strscpy(out->name, demo->name, sizeof(out->name));
	strscpy(out->summary, demo->summary, sizeof(out->summary));
	out->flags = demo->tutorial ? SYNCDEMO_DEMO_TUTORIAL : 0;
	return 0;
}

static int sd_ioctl_variant(struct file *file, union sd_ioctl_arg *arg)
{
	struct syncdemo_variant *out = &arg->variant;
	const struct sd_variant *variant = sd_nth_variant(sd_nth_demo(out->demo), out->index);

	if (!variant)
		return -ENOENT;
	out->flags = (variant->broken ? SYNCDEMO_VARIANT_BROKEN : 0) |
		     (variant->racy ? SYNCDEMO_VARIANT_RACY : 0) |
		     (variant->lockdep ? SYNCDEMO_VARIANT_LOCKDEP : 0) |
		     (variant->absent ? SYNCDEMO_VARIANT_ABSENT : 0);
	strscpy(out->name, variant->name, sizeof(out->name));
	strscpy(out->summary, variant->summary, sizeof(out->summary));
	return 0;
}

static int sd_ioctl_param(struct file *file, union sd_ioctl_arg *arg)
{
	struct syncdemo_param_info *out = &arg->param;
	const struct sd_demo *demo = sd_nth_demo(out->demo);
	const struct sd_variant *variant = sd_nth_variant(demo, out->variant);
	const struct sd_param *param = sd_nth_param(demo, out->index);
	const struct sd_param_text *text;

	if (!variant || !param)
		return -ENOENT;
	text = &sd_param_text[param->id];
	out->id = param->id;
	out->min = sd_param_min(param, variant);
	out->max = param->max;
	out->def = sd_param_def(param, variant);
	strscpy(out->name, text->name, sizeof(out->name));
	strscpy(out->unit, text->unit, sizeof(out->unit));
	strscpy(out->summary, text->summary, sizeof(out->summary));
	return 0;
}

/* Starts @plan, which was made with @err, and drops it. */
static int sd_ioctl_start(struct file *file, struct sd_plan *plan, int err)
{
	if (!err)
		err = sd_session_run(file->private_data, plan, file->f_flags & O_NONBLOCK);
	sd_plan_put(plan);
	return err;
}

static int sd_ioctl_run(struct file *file, union sd_ioctl_arg *arg)
{
	struct sd_plan *plan = sd_plan_alloc();

	if (!plan)
		return -ENOMEM;
	return sd_ioctl_start(file, plan, sd_plan_add_uapi(plan, &arg->run));
}

static int sd_ioctl_add_run(struct sd_plan *plan, const void __user *user, u32 size)
{
	struct syncdemo_run run;
	int err = copy_struct_from_user(&run, sizeof(run), user, size);

	if (!err && run.size != size)
		err = -EINVAL;
	return err ?: sd_plan_add_uapi(plan, &run);
}

static int sd_ioctl_plan(struct file *file, union sd_ioctl_arg *arg)
{
	const struct syncdemo_plan *in = &arg->plan;
	const void __user *user = u64_to_user_ptr(in->runs);
	struct sd_plan *plan;
	int err = 0;

	if (in->flags || !in->nr_runs || in->run_size < SYNCDEMO_RUN_SIZE_V1)
		return -EINVAL;
	if (in->nr_runs > SYNCDEMO_PLAN_MAX || in->run_size > PAGE_SIZE)
		return -E2BIG;
	plan = sd_plan_alloc();
	if (!plan)
		return -ENOMEM;
	for (unsigned int i = 0; i < in->nr_runs && !err; i++)
		err = sd_ioctl_add_run(plan, user + i * in->run_size, in->run_size);
	return sd_ioctl_start(file, plan, err);
}

static int sd_ioctl_wait(struct file *file, union sd_ioctl_arg *arg)
{
	return sd_session_wait(file->private_data, &arg->wait);
}

static int sd_ioctl_cancel(struct file *file, union sd_ioctl_arg *arg)
{
	return arg->cancel.flags ? -EINVAL : sd_session_cancel(file->private_data);
}

static int sd_ioctl_result(struct file *file, union sd_ioctl_arg *arg)
{
	return sd_session_result(file->private_data, &arg->result);
}

static int sd_ioctl_metric(struct file *file, union sd_ioctl_arg *arg)
{
	return arg->metric.reserved ? -EINVAL : sd_session_metric(file->private_data, &arg->metric);
}

static int sd_ioctl_thread(struct file *file, union sd_ioctl_arg *arg)
{
	return sd_session_thread(file->private_data, &arg->thread);
}

static int sd_ioctl_stats(struct file *file, union sd_ioctl_arg *arg)
{
	return sd_session_stats(file->private_data, &arg->stats);
}

static int sd_ioctl_events(struct file *file, union sd_ioctl_arg *arg)
{
	return sd_session_events(file->private_data, &arg->events);
}

static int sd_ioctl_object(struct file *file, union sd_ioctl_arg *arg)
{
	struct syncdemo_object *out = &arg->object;
	const struct sd_demo *demo = sd_nth_demo(out->demo);
	const struct sd_object *object;

	if (!demo || out->index >= demo->nr_objects)
		return -ENOENT;
	object = &demo->objects[array_index_nospec(out->index, demo->nr_objects)];
	out->flags = (object->many ? SYNCDEMO_OBJECT_MANY : 0) |
		     (object->shared ? SYNCDEMO_OBJECT_SHARED : 0) |
		     (object->queue ? SYNCDEMO_OBJECT_QUEUE : 0);
	strscpy(out->name, object->name, sizeof(out->name));
	return 0;
}

static int sd_ioctl_active(struct file *file, union sd_ioctl_arg *arg)
{
	return sd_limits_active(&arg->active);
}

/**
 * struct sd_ioctl - one call
 * @size: of its structure as this module knows it (bytes)
 * @min_size: of its structure as first published (bytes)
 * @in: bytes from the start that are read; the rest is only written, so what the
 *	caller left there does not matter
 * @quiet: nothing is written; the caller's structure may be constant
 * @mode: FMODE_WRITE if the file must be open for writing, else -EBADF as with write();
 *	0 for what any open may ask
 * @call: does it; the written part is zero when it begins
 */
struct sd_ioctl {
	size_t size;
	size_t min_size;
	size_t in;
	bool quiet;
	fmode_t mode;
	int (*call)(struct file *file, union sd_ioctl_arg *arg);
};

static const struct sd_ioctl sd_ioctls[] = {
	[_IOC_NR(SYNCDEMO_IOC_INFO)] = {
		.size = sizeof(struct syncdemo_info),
		.min_size = SYNCDEMO_INFO_SIZE_V1,
		.in = offsetofend(struct syncdemo_info, size),
		.call = sd_ioctl_info,
	},
	[_IOC_NR(SYNCDEMO_IOC_DEMO)] = {
		.size = sizeof(struct syncdemo_demo),
		.min_size = SYNCDEMO_DEMO_SIZE_V1,
		.in = offsetofend(struct syncdemo_demo, index),
		.call = sd_ioctl_demo,
	},
	[_IOC_NR(SYNCDEMO_IOC_VARIANT)] = {
		.size = sizeof(struct syncdemo_variant),
		.min_size = SYNCDEMO_VARIANT_SIZE_V1,
		.in = offsetofend(struct syncdemo_variant, index),
		.call = sd_ioctl_variant,
	},
	[_IOC_NR(SYNCDEMO_IOC_PARAM)] = {
		.size = sizeof(struct syncdemo_param_info),
		.min_size = SYNCDEMO_PARAM_INFO_SIZE_V1,
		.in = offsetofend(struct syncdemo_param_info, index),
		.call = sd_ioctl_param,
	},
	[_IOC_NR(SYNCDEMO_IOC_RUN)] = {
		.size = sizeof(struct syncdemo_run),
		.min_size = SYNCDEMO_RUN_SIZE_V1,
		.in = offsetofend(struct syncdemo_run, param),
		.quiet = true,
		.mode = FMODE_WRITE,
		.call = sd_ioctl_run,
	},
	[_IOC_NR(SYNCDEMO_IOC_PLAN)] = {
		.size = sizeof(struct syncdemo_plan),
		.min_size = SYNCDEMO_PLAN_SIZE_V1,
		.in = offsetofend(struct syncdemo_plan, runs),
		.quiet = true,
		.mode = FMODE_WRITE,
		.call = sd_ioctl_plan,
	},
	[_IOC_NR(SYNCDEMO_IOC_WAIT)] = {
		.size = sizeof(struct syncdemo_wait),
		.min_size = SYNCDEMO_WAIT_SIZE_V1,
		.in = offsetofend(struct syncdemo_wait, reserved),
		.call = sd_ioctl_wait,
	},
	[_IOC_NR(SYNCDEMO_IOC_CANCEL)] = {
		.size = sizeof(struct syncdemo_cancel),
		.min_size = SYNCDEMO_CANCEL_SIZE_V1,
		.in = offsetofend(struct syncdemo_cancel, flags),
		.quiet = true,
		.mode = FMODE_WRITE,
		.call = sd_ioctl_cancel,
	},
	[_IOC_NR(SYNCDEMO_IOC_RESULT)] = {
		.size = sizeof(struct syncdemo_result),
		.min_size = SYNCDEMO_RESULT_SIZE_V1,
		.in = offsetofend(struct syncdemo_result, index),
		.call = sd_ioctl_result,
	},
	[_IOC_NR(SYNCDEMO_IOC_METRIC)] = {
		.size = sizeof(struct syncdemo_metric),
		.min_size = SYNCDEMO_METRIC_SIZE_V1,
		.in = offsetofend(struct syncdemo_metric, reserved),
		.call = sd_ioctl_metric,
	},
	[_IOC_NR(SYNCDEMO_IOC_THREAD)] = {
		.size = sizeof(struct syncdemo_thread),
		.min_size = SYNCDEMO_THREAD_SIZE_V1,
		.in = offsetofend(struct syncdemo_thread, index),
		.call = sd_ioctl_thread,
	},
	[_IOC_NR(SYNCDEMO_IOC_ACTIVE)] = {
		.size = sizeof(struct syncdemo_active),
		.min_size = SYNCDEMO_ACTIVE_SIZE_V1,
		.in = offsetofend(struct syncdemo_active, index),
		.call = sd_ioctl_active,
	},
	[_IOC_NR(SYNCDEMO_IOC_STATS)] = {
		.size = sizeof(struct syncdemo_stats),
		.min_size = SYNCDEMO_STATS_SIZE_V1,
		.in = offsetofend(struct syncdemo_stats, thread),
		.call = sd_ioctl_stats,
	},
	[_IOC_NR(SYNCDEMO_IOC_EVENTS)] = {
		.size = sizeof(struct syncdemo_events),
		.min_size = SYNCDEMO_EVENTS_SIZE_V1,
		.in = offsetofend(struct syncdemo_events, room),
		.call = sd_ioctl_events,
	},
	[_IOC_NR(SYNCDEMO_IOC_OBJECT)] = {
		.size = sizeof(struct syncdemo_object),
		.min_size = SYNCDEMO_OBJECT_SIZE_V1,
		.in = offsetofend(struct syncdemo_object, index),
		.call = sd_ioctl_object,
	},
};

static const struct sd_ioctl *sd_find_ioctl(unsigned int cmd)
{
	unsigned int nr = _IOC_NR(cmd);

	if (cmd != _IO(SYNCDEMO_IOC_MAGIC, nr) || nr >= ARRAY_SIZE(sd_ioctls))
		return NULL;
	nr = array_index_nospec(nr, ARRAY_SIZE(sd_ioctls));
	return sd_ioctls[nr].call ? &sd_ioctls[nr] : NULL;
}

/* Copies the caller's structure in, whatever its size. */
static int sd_ioctl_get(union sd_ioctl_arg *arg, const struct sd_ioctl *ioctl,
			const void __user *user, u32 *size)
{
	int err;

	if (get_user(*size, (const u32 __user *)user))
		return -EFAULT;
	if (*size < ioctl->min_size)
		return -EINVAL;
	if (*size > PAGE_SIZE)
		return -E2BIG;
	err = copy_struct_from_user(arg, ioctl->size, user, *size);
	if (err)
		return err;
	memset((void *)arg + ioctl->in, 0, sizeof(*arg) - ioctl->in);
	/* A size that changed under our feet is not the one that was checked. */
	arg->size = *size;
	return 0;
}

/* Copies the structure out: as much as the caller knows, zeros beyond ours. */
static int sd_ioctl_put(const union sd_ioctl_arg *arg, const struct sd_ioctl *ioctl,
			void __user *user, u32 size)
{
	size_t known = min_t(size_t, size, ioctl->size);

	if (copy_to_user(user, arg, known))
		return -EFAULT;
	if (clear_user(user + known, size - known))
		return -EFAULT;
	return 0;
}

/* A wait that is to be restarted has written what is left of its time. */
static bool sd_ioctl_has_answer(const struct sd_ioctl *ioctl, int err)
{
	return !ioctl->quiet && (!err || err == -ERESTARTNOHAND);
}

/**
 * sd_ioctl - one call of the binary interface
 * @file: the caller's open file
 * @cmd: SYNCDEMO_IOC_*
 * @user: the caller's structure
 *
 * Return: 0, -ENOTTY for an unknown call, -EBADF if the file is not open for what the
 * call needs, or the errors of uapi/syncdemo.h.
 */
long sd_ioctl(struct file *file, unsigned int cmd, void __user *user)
{
	const struct sd_ioctl *ioctl = sd_find_ioctl(cmd);
	union sd_ioctl_arg arg;
	u32 size;
	int err;

	if (!ioctl)
		return -ENOTTY;
	if ((file->f_mode & ioctl->mode) != ioctl->mode)
		return -EBADF;
	err = sd_ioctl_get(&arg, ioctl, user, &size);
	if (!err)
		err = ioctl->call(file, &arg);
	if (sd_ioctl_has_answer(ioctl, err) && sd_ioctl_put(&arg, ioctl, user, size))
		err = -EFAULT;
	return err;
}
