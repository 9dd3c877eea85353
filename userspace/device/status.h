/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What "syncdemo status" found out; made by cmd_status.c, shown by render_*.c.
 */
#ifndef SYNCDEMO_STATUS_H
#define SYNCDEMO_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#include "device/module.h"
#include "uapi/syncdemo.h"

/* More than the module's hard cap on runs need not be shown. */
#define STATUS_ACTIVE_MAX	256

/**
 * struct status - module, device and what runs
 * @module: whether the module is in the kernel; loaded if its device answers
 * @reachable: whether the device answers and speaks our ABI
 * @device: its path
 * @module_version: version of the loaded module, "" if not known
 * @info: the module and its limits; zero if the device does not answer
 * @nr_active: sessions that run now
 * @active: those sessions
 */
struct status {
	enum module_state module;
	bool reachable;
	const char *device;
	const char *module_version;
	struct syncdemo_info info;
	size_t nr_active;
	struct syncdemo_active active[STATUS_ACTIVE_MAX];
};

#endif
