/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Loading and state of the kernel module. The only part of the tool that uses libkmod.
 */
#ifndef SYNCDEMO_MODULE_H
#define SYNCDEMO_MODULE_H

#include <stddef.h>

#include "base/error.h"

#define MODULE_NAME	"syncdemo"

/**
 * enum module_state - whether the module is in the kernel and ready
 * @MODULE_ABSENT: it is not
 * @MODULE_LOADED: it is
 * @MODULE_UNKNOWN: there is no /sys/module, as in some containers
 */
enum module_state {
	MODULE_ABSENT,
	MODULE_LOADED,
	MODULE_UNKNOWN,
};

/**
 * module_state - ask the kernel for the state of the module
 */
enum module_state module_state(void);

/**
 * module_version - the version of the loaded module
 * @buf: (out) the version, "" if it is not loaded
 * @len: size of @buf (bytes)
 */
void module_version(char *buf, size_t len);

/**
 * module_load - load the module
 * @path: the .ko file, or NULL for the installed module
 * @options: its parameters, "name=value" separated by blanks
 * @err: (out) why loading failed and what to do
 *
 * Return: 0, or -1 with @err set.
 */
int module_load(const char *path, const char *options, struct error *err);

/**
 * module_unload - unload the module
 * @err: (out) why unloading failed and what to do
 *
 * Return: 0, or -1 with @err set.
 */
int module_unload(struct error *err);

#endif
