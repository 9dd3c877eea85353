// SPDX-License-Identifier: GPL-2.0-only
/*
 * client.h without a device: does what struct fake says.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "device/client.h"
#include "device/param_words.h"
#include "fake.h"
#include "sample.h"
#include "traces.h"

static int fail_with(const struct error *with, struct error *err)
{
	if (!error_is_set(with))
		return 0;
	*err = *with;
	return -1;
}

int client_open(struct client *client, const char *path, bool writable, struct error *err)
{
	(void)writable;
	memset(client, 0, sizeof(*client));
	client->fd = -1;
	client->path = path ? path : CLIENT_DEVICE;
	if (fail_with(&fake.open_error, err))
		return -1;
	client->info = (struct syncdemo_info) {
		.size = sizeof(client->info), .abi_version = fake.abi ? fake.abi : 1,
		.nr_demos = SAMPLE_DEMOS, .max_runs = 8, .max_threads = 256,
		.runs = fake.nr_active, .threads = 5 * fake.nr_active, .version = "9.8.7",
	};
	return 0;
}

void client_close(struct client *client)
{
	client->fd = -1;
}

int client_catalogue(struct client *client, struct catalogue *cat, struct error *err)
{
	(void)client;
	(void)err;
	sample_catalogue(cat);
	return 0;
}

static void note_run(FILE *out, const struct catalogue *cat, const struct syncdemo_run *run)
{
	const struct variant *variant = find_variant(find_demo(cat, run->demo), run->variant);

	assert_int_equal(run->size, sizeof(*run));
	assert_non_null(variant);
	fprintf(out, "%s/%s", run->demo, run->variant);
	for (size_t i = 0; i < variant->nr_params; i++) {
		const struct syncdemo_param_info *param = &variant->params[i];
		char word[32];

		if (run->param_mask & (1ULL << param->id))
			fprintf(out, " %s=%s", param->name,
				value_text(param, run->param[param->id], word, sizeof(word)));
	}
	fputc('\n', out);
}

int client_start(struct client *client, const struct syncdemo_run *runs, size_t n,
		 struct error *err)
{
	FILE *out = fmemopen(fake.runs, sizeof(fake.runs), "w");
	struct catalogue cat;

	(void)client;
	sample_catalogue(&cat);
	for (size_t i = 0; i < n; i++)
		note_run(out, &cat, &runs[i]);
	fclose(out);
	catalogue_free(&cat);
	fake.started = true;
	fake.nr_started += n;
	fake.run = runs[0];
	return fail_with(&fake.start_error, err);
}

int client_poll(struct client *client, int wake_fd, int timeout_ms)
{
	char byte;

	(void)client;
	(void)timeout_ms;
	return CLIENT_READABLE | (wake_fd >= 0 && read(wake_fd, &byte, 0) == 0 &&
				  fake.signal && !*fake.transcript ? CLIENT_WOKEN : 0);
}

/* A few bytes at a time, so that lines come in pieces. */
ssize_t client_read(struct client *client, char *buf, size_t len)
{
	size_t part = strnlen(fake.transcript, len < 7 ? len : 7);

	(void)client;
	memcpy(buf, fake.transcript, part);
	fake.transcript += part;
	if (part)
		return part;
	if (fake.signal && !fake.cancelled)
		raise(fake.signal);
	if (fake.endless && !fake.cancelled) {
		errno = EAGAIN;
		return -1;
	}
	errno = fake.read_errno;
	return errno ? -1 : 0;
}

void client_cancel(struct client *client)
{
	(void)client;
	fake.cancelled++;
}

int client_results(struct client *client, size_t *n, struct error *err)
{
	(void)client;
	(void)err;
	*n = fake.nr_results;
	return 0;
}

int client_result(struct client *client, size_t index, struct run_result *res,
		  struct error *err)
{
	(void)client;
	(void)err;
	sample_report(res, fake.verdicts[index], "because");
	if (fake.fill)
		fake.fill(res);
	return 0;
}

int client_trace(struct client *client, size_t index, const struct catalogue *cat,
		 struct trace *trace, struct error *err)
{
	(void)client;
	(void)cat;
	(void)err;
	if (fake.trace)
		fake.trace(trace);
	else
		make_trace(trace, "lock/mutex", SYNCDEMO_PASS, "because", 1, NULL, 0);
	trace->res.result.verdict = fake.verdicts[index];
	if (fake.fill)
		fake.fill(&trace->res);
	return 0;
}

bool client_active(struct client *client, size_t index, struct syncdemo_active *active)
{
	(void)client;
	*active = (struct syncdemo_active) {
		.index = index, .pid = fake.active_pid ? fake.active_pid : 42, .threads = 5,
		.elapsed_ns = 1500000000,
		.demo = "lock", .variant = "mutex",
	};
	return index < fake.nr_active;
}
