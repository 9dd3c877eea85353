/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of module and device that "syncdemo status" shows.
 */
#ifndef SYNCDEMO_STATUS_H
#define SYNCDEMO_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#include "device/module.h"
#include "uapi/syncdemo.h"

/* The module's hard limit of runs. */
#define STATUS_ACTIVE_MAX	256

/**
 * struct status - module, device and active runs
 * @module: state of the module; loaded if the device answers
 * @reachable: whether the device answers with the ABI of the tool
 * @device: its path
 * @module_version: version of the loaded module, "" if not known
 * @info: the module and its limits; zero if the device does not answer
 * @nr_active: number of active runs
 * @active: the active runs
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
