// SPDX-License-Identifier: GPL-2.0-only
/*
 * Opens the device, does its ioctls and reads its stream.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/format.h"
#include "device/client.h"
#include "device/module.h"

/* After its last line a run only joins its threads. */
#define END_OF_RUN_MS	10000

/* An event has no room for more kinds of objects. */
#define KINDS_MAX	(SYNCDEMO_OBJECT_KIND(UINT16_MAX) + 1)

/* Every structure of the interface begins with its size. */
static int call(struct client *client, unsigned long nr, void *arg, __u32 size)
{
	int ret;

	*(__u32 *)arg = size;
	do
		ret = ioctl(client->fd, nr, arg);
	while (ret < 0 && errno == EINTR);
	return ret;
}

static int call_failed(struct client *client, const char *what, struct error *err)
{
	return error_set(err, EXIT_DEVICE, client->path, "%s: %s: %s", client->path, what,
			 strerror(errno));
}

static int device_missing(const char *path, struct error *err)
{
	switch (module_state()) {
	case MODULE_LOADED:
		error_set(err, EXIT_DEVICE, path,
			  "%s is missing, though the module is loaded", path);
		error_expect(err, "mount devtmpfs on /dev, or give the right --device");
		return -1;
	case MODULE_ABSENT:
		error_set(err, EXIT_DEVICE, path,
			  "%s is missing: the module is not loaded", path);
		error_expect(err, "sudo syncdemo load, or sudo insmod ./syncdemo.ko");
		return -1;
	default:
		error_set(err, EXIT_DEVICE, path,
			  "%s is missing; without /sys/module the module may be loaded or not",
			  path);
		error_expect(err, "mount sysfs on /sys and devtmpfs on /dev");
		return -1;
	}
}

static int open_failed(const char *path, int errnum, struct error *err)
{
	switch (errnum) {
	case ENOENT:
	case ENODEV:
	case ENXIO:
		return device_missing(path, err);
	case EACCES:
	case EPERM:
		error_set(err, EXIT_DEVICE, path, "%s: permission denied", path);
		error_expect(err, "as root: sudo syncdemo; or let others in: sudo chmod 0666 %s",
			     path);
		return -1;
	default:
		return error_set(err, EXIT_DEVICE, path, "%s: %s", path, strerror(errnum));
	}
}

static int not_ours(const char *path, struct error *err)
{
	struct stat st;

	if (!stat(path, &st) && S_ISREG(st.st_mode)) {
		error_set(err, EXIT_DEVICE, path, "%s is a plain file, not the device", path);
		error_expect(err, "remove it, then unload and load the module");
		return -1;
	}
	error_set(err, EXIT_DEVICE, path, "%s is not a syncdemo device", path);
	error_expect(err, "it is normally %s", CLIENT_DEVICE);
	return -1;
}

static int check_abi(const struct client *client, struct error *err)
{
	if (client->info.abi_version == SYNCDEMO_ABI_VERSION)
		return 0;
	error_set(err, EXIT_DEVICE, client->path, "the module speaks ABI %u, this tool ABI %d",
		  client->info.abi_version, SYNCDEMO_ABI_VERSION);
	error_expect(err, "a tool and a module from the same build");
	return -1;
}

static const char *device_path(const char *path)
{
	const char *env = getenv(CLIENT_DEVICE_ENV);

	if (path)
		return path;
	return env && *env ? env : CLIENT_DEVICE;
}

int client_open(struct client *client, const char *path, bool writable, struct error *err)
{
	memset(client, 0, sizeof(*client));
	client->path = device_path(path);
	client->fd = open(client->path, (writable ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_CLOEXEC);
	if (client->fd < 0)
		return open_failed(client->path, errno, err);
	if (call(client, SYNCDEMO_IOC_INFO, &client->info, sizeof(client->info)))
		return not_ours(client->path, err);
	return check_abi(client, err);
}

void client_close(struct client *client)
{
	if (client->fd >= 0)
		close(client->fd);
	client->fd = -1;
}

static int fetch_params(struct client *client, __u32 demo, __u32 index, size_t n,
			struct variant *variant)
{
	variant->params = calloc(n + 1, sizeof(*variant->params));
	if (!variant->params)
		return -1;
	for (; variant->nr_params < n; variant->nr_params++) {
		struct syncdemo_param_info *param = &variant->params[variant->nr_params];

		param->demo = demo;
		param->variant = index;
		param->index = variant->nr_params;
		if (call(client, SYNCDEMO_IOC_PARAM, param, sizeof(*param)))
			return -1;
	}
	return 0;
}

static int fetch_variants(struct client *client, __u32 index, struct demo *demo)
{
	demo->variants = calloc(demo->info.nr_variants + 1, sizeof(*demo->variants));
	if (!demo->variants)
		return -1;
	while (demo->nr_variants < demo->info.nr_variants) {
		size_t i = demo->nr_variants++;
		struct variant *variant = &demo->variants[i];

		variant->info.demo = index;
		variant->info.index = i;
		if (call(client, SYNCDEMO_IOC_VARIANT, &variant->info, sizeof(variant->info)) ||
		    fetch_params(client, index, i, demo->info.nr_params, variant))
			return -1;
	}
	return 0;
}

static int fetch_demos(struct client *client, struct catalogue *cat)
{
	cat->demos = calloc(client->info.nr_demos + 1, sizeof(*cat->demos));
	if (!cat->demos)
		return -1;
	while (cat->nr_demos < client->info.nr_demos) {
		size_t i = cat->nr_demos++;
		struct demo *demo = &cat->demos[i];

		demo->info.index = i;
		if (call(client, SYNCDEMO_IOC_DEMO, &demo->info, sizeof(demo->info)) ||
		    fetch_variants(client, i, demo))
			return -1;
	}
	return 0;
}

int client_catalogue(struct client *client, struct catalogue *cat, struct error *err)
{
	memset(cat, 0, sizeof(*cat));
	if (fetch_demos(client, cat))
		return call_failed(client, "cannot list the demos", err);
	return 0;
}

static int caps_reached(struct client *client, struct error *err)
{
	struct syncdemo_info *info = &client->info;

	call(client, SYNCDEMO_IOC_INFO, info, sizeof(*info));
	error_set(err, EXIT_DEVICE, client->path,
		  "busy: %u of %u run%s and %u of %u thread%s are in use",
		  info->runs, info->max_runs, plural(info->max_runs), info->threads,
		  info->max_threads, plural(info->max_threads));
	error_expect(err, "wait, ask for fewer threads, or load the module with greater caps");
	return -1;
}

static int start_failed(struct client *client, struct error *err)
{
	switch (errno) {
	case EAGAIN:
		return caps_reached(client, err);
	case EINVAL:
	case ERANGE:
		return error_set(err, EXIT_USAGE, client->path,
				 "the module refused the request: %s", strerror(errno));
	default:
		return call_failed(client, "cannot start the run", err);
	}
}

int client_start(struct client *client, const struct syncdemo_run *runs, size_t n,
		 struct error *err)
{
	struct syncdemo_plan plan = {
		.nr_runs = n, .run_size = sizeof(*runs), .runs = (uintptr_t)runs,
	};

	return call(client, SYNCDEMO_IOC_PLAN, &plan, sizeof(plan)) ?
	       start_failed(client, err) : 0;
}

int client_poll(struct client *client, int wake_fd, int timeout_ms)
{
	struct pollfd fds[] = {
		{ .fd = client->fd, .events = POLLIN },
		{ .fd = wake_fd, .events = POLLIN },
	};

	if (poll(fds, 2, timeout_ms) <= 0)
		return 0;
	return (fds[0].revents ? CLIENT_READABLE : 0) | (fds[1].revents ? CLIENT_WOKEN : 0);
}

ssize_t client_read(struct client *client, char *buf, size_t len)
{
	return read(client->fd, buf, len);
}

void client_cancel(struct client *client)
{
	struct syncdemo_cancel cancel = {};

	call(client, SYNCDEMO_IOC_CANCEL, &cancel, sizeof(cancel));
}

int client_results(struct client *client, size_t *n, struct error *err)
{
	struct syncdemo_wait wait = { .timeout_ms = END_OF_RUN_MS };

	*n = 0;
	if (call(client, SYNCDEMO_IOC_WAIT, &wait, sizeof(wait)))
		return call_failed(client, "cannot wait for the run", err);
	*n = wait.nr_results;
	return 0;
}

static int fetch_metrics(struct client *client, struct run_result *res)
{
	__u32 n = res->result.nr_metrics;

	res->metrics = calloc(n + 1, sizeof(*res->metrics));
	if (!res->metrics)
		return -1;
	for (__u32 i = 0; i < n; i++) {
		struct syncdemo_metric *metric = &res->metrics[i];

		metric->request = res->result.index;
		metric->index = i;
		if (call(client, SYNCDEMO_IOC_METRIC, metric, sizeof(*metric)))
			return -1;
	}
	return 0;
}

static int fetch_threads(struct client *client, struct run_result *res)
{
	__u32 n = res->result.nr_threads;

	res->threads = calloc(n + 1, sizeof(*res->threads));
	if (!res->threads)
		return -1;
	for (__u32 i = 0; i < n; i++) {
		struct syncdemo_thread *thread = &res->threads[i];

		thread->request = res->result.index;
		thread->index = i;
		if (call(client, SYNCDEMO_IOC_THREAD, thread, sizeof(*thread)))
			return -1;
	}
	return 0;
}

static bool was_measured(const struct syncdemo_result *result)
{
	return result->nr_threads && result->param_mask & (1ULL << SYNCDEMO_PARAM_STATS) &&
	       result->param[SYNCDEMO_PARAM_STATS] != SYNCDEMO_STATS_OFF;
}

static int fetch_stats(struct client *client, struct run_result *res)
{
	__u32 n = res->result.nr_threads;

	if (!was_measured(&res->result))
		return 0;
	res->stats = calloc(n, sizeof(*res->stats));
	if (!res->stats)
		return -1;
	for (__u32 i = 0; i < n; i++) {
		struct syncdemo_stats *stats = &res->stats[i];

		stats->request = res->result.index;
		stats->thread = i;
		if (call(client, SYNCDEMO_IOC_STATS, stats, sizeof(*stats)))
			return -1;
	}
	return 0;
}

int client_result(struct client *client, size_t index, struct run_result *res,
		  struct error *err)
{
	memset(res, 0, sizeof(*res));
	res->result.index = index;
	if (call(client, SYNCDEMO_IOC_RESULT, &res->result, sizeof(res->result)) ||
	    fetch_metrics(client, res) || fetch_threads(client, res) ||
	    fetch_stats(client, res))
		return call_failed(client, "cannot fetch the result", err);
	return 0;
}

/* Fetches the sizes of the logs and allocates room for all events. */
static int fetch_log_sizes(struct client *client, struct trace *trace)
{
	__u32 n = trace->res.result.nr_threads;
	__u64 sum = 0;

	trace->logs = calloc(n + 1, sizeof(*trace->logs));
	if (!trace->logs)
		return -1;
	for (__u32 i = 0; i < n; i++) {
		struct syncdemo_events ask = {
			.request = trace->res.result.index, .thread = i,
			.event_size = sizeof(struct syncdemo_event),
		};

		if (call(client, SYNCDEMO_IOC_EVENTS, &ask, sizeof(ask)))
			return -1;
		trace->logs[i].recorded = ask.recorded;
		trace->logs[i].dropped = ask.dropped;
		sum += ask.recorded;
	}
	trace->events = calloc(sum + 1, sizeof(*trace->events));
	return trace->events ? 0 : -1;
}

/* One call may copy only a part of the events. */
static int fetch_log(struct client *client, struct trace *trace, __u32 thread)
{
	const __u64 recorded = trace->logs[thread].recorded;

	for (__u64 first = 0; first < recorded;) {
		struct syncdemo_events ask = {
			.request = trace->res.result.index, .thread = thread,
			.event_size = sizeof(struct syncdemo_event), .first = first,
			.buffer = (uintptr_t)&trace->events[trace->nr_events],
			.room = recorded - first,
		};

		if (call(client, SYNCDEMO_IOC_EVENTS, &ask, sizeof(ask)))
			return -1;
		if (!ask.copied)
			break;
		first += ask.copied;
		trace->nr_events += ask.copied;
	}
	return 0;
}

static int fetch_events(struct client *client, struct trace *trace)
{
	if (fetch_log_sizes(client, trace))
		return -1;
	for (__u32 i = 0; i < trace->res.result.nr_threads; i++)
		if (fetch_log(client, trace, i))
			return -1;
	return 0;
}

static void take_kind(struct trace_kind *kind, const struct syncdemo_object *object)
{
	snprintf(kind->name, sizeof(kind->name), "%.*s", (int)sizeof(kind->name) - 1,
		 object->name);
	kind->many = object->flags & SYNCDEMO_OBJECT_MANY;
	kind->shared = object->flags & SYNCDEMO_OBJECT_SHARED;
	kind->queue = object->flags & SYNCDEMO_OBJECT_QUEUE;
}

static int fetch_kinds(struct client *client, const struct demo *demo, struct trace *trace)
{
	struct syncdemo_object object = { .demo = demo ? demo->info.index : 0 };

	trace->kinds = calloc(KINDS_MAX, sizeof(*trace->kinds));
	if (!trace->kinds)
		return -1;
	while (demo && trace->nr_kinds < KINDS_MAX) {
		object.index = trace->nr_kinds;
		if (call(client, SYNCDEMO_IOC_OBJECT, &object, sizeof(object)))
			break;
		take_kind(&trace->kinds[trace->nr_kinds++], &object);
	}
	return 0;
}

int client_trace(struct client *client, size_t index, const struct catalogue *cat,
		 struct trace *trace, struct error *err)
{
	memset(trace, 0, sizeof(*trace));
	if (client_result(client, index, &trace->res, err))
		return -1;
	if (fetch_events(client, trace) ||
	    fetch_kinds(client, find_demo(cat, trace->res.result.demo), trace) ||
	    trace_sort(trace))
		return call_failed(client, "cannot fetch the events", err);
	return 0;
}

bool client_active(struct client *client, size_t index, struct syncdemo_active *active)
{
	memset(active, 0, sizeof(*active));
	active->index = index;
	return !call(client, SYNCDEMO_IOC_ACTIVE, active, sizeof(*active));
}
