/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tests tell the fake device and the fake module loader to do, and
 * what these noted.
 */
#ifndef FAKE_H
#define FAKE_H

#include <stdbool.h>

#include "base/error.h"
#include "device/result.h"
#include "device/trace.h"
#include "uapi/syncdemo.h"

#define FAKE_RESULTS_MAX	4

/**
 * struct fake - orders and notes; all zero: a healthy device with nothing to say
 * @open_error: what client_open() fails with
 * @start_error: what client_start() fails with
 * @abi: ABI of the module, 0 for that of the tool
 * @transcript: what a run writes
 * @endless: the transcript ends only when the run is cancelled
 * @read_errno: what reading fails with after the transcript
 * @signal: sent to the process itself when the transcript has been read
 * @nr_results: how many results a run has
 * @verdicts: their verdicts
 * @trace: makes what client_trace() gives; NULL for one without events
 * @fill: puts into a report what the test wants; NULL for nothing
 * @clocksource: what the kernel tells time by
 * @nr_active: sessions that run now
 * @active_pid: the process that started them, 0 for another one
 * @loaded: whether the module is loaded
 * @no_sysfs: whether /sys is missing, so that nothing is known of the module
 * @load_error: what module_load() and module_unload() fail with
 * @started: (note) client_start() was called
 * @nr_started: (note) runs that were started
 * @cancelled: (note) how often client_cancel() was called
 * @run: (note) the first run that was started
 * @runs: (note) all of them, a line each: "lock/mutex stats=full"
 * @path: (note) what module_load() was given, or "(installed)"
 * @options: (note) what module_load() was given
 */
struct fake {
	struct error open_error;
	struct error start_error;
	__u32 abi;
	const char *transcript;
	bool endless;
	int read_errno;
	int signal;
	size_t nr_results;
	__u32 verdicts[FAKE_RESULTS_MAX];
	void (*trace)(struct trace *trace);
	void (*fill)(struct run_result *res);
	const char *clocksource;
	size_t nr_active;
	__u32 active_pid;
	bool loaded;
	bool no_sysfs;
	struct error load_error;

	bool started;
	unsigned int nr_started;
	unsigned int cancelled;
	struct syncdemo_run run;
	char runs[512];
	char path[128];
	char options[128];
};

extern struct fake fake;

#endif
