/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The only part of the tool that talks to the device. Each error comes with a remedy.
 */
#ifndef SYNCDEMO_CLIENT_H
#define SYNCDEMO_CLIENT_H

#include <sys/types.h>

#include "base/error.h"
#include "device/catalogue.h"
#include "device/result.h"
#include "device/trace.h"

#define CLIENT_DEVICE		"/dev/syncdemo"
#define CLIENT_DEVICE_ENV	"SYNCDEMO_DEVICE"

/**
 * struct client - an open device: one session of the module
 * @fd: the open file, -1 if there is none
 * @path: path of the device
 * @info: the module and its limits at the time of opening
 */
struct client {
	int fd;
	const char *path;
	struct syncdemo_info info;
};

/* Results of client_poll(), or'ed together; 0 after the timeout. */
#define CLIENT_READABLE		1
#define CLIENT_WOKEN		2

/**
 * client_open - open a session
 * @client: (out) the session; client_close() it even after an error
 * @path: the device, or NULL for $SYNCDEMO_DEVICE or /dev/syncdemo
 * @writable: whether the session will start runs
 * @err: (out) device missing or refused, or a module of another ABI
 *
 * Return: 0, or -1 with @err set.
 */
int client_open(struct client *client, const char *path, bool writable, struct error *err);

/**
 * client_close - end the session and its run, if there is one
 * @client: the session
 */
void client_close(struct client *client);

/**
 * client_catalogue - fetch the catalogue of the module
 * @client: the session
 * @cat: (out) catalogue_free() it, after an error too
 * @err: (out) what went wrong
 *
 * Return: 0, or -1 with @err set.
 */
int client_catalogue(struct client *client, struct catalogue *cat, struct error *err);

/**
 * client_start - start runs, one after the other
 * @client: a writable session
 * @runs: what to run
 * @n: number of runs
 * @err: (out) busy or refused
 *
 * Return: 0 as soon as the first run is under way, or -1 with @err set.
 */
int client_start(struct client *client, const struct syncdemo_run *runs, size_t n,
		 struct error *err);

/**
 * client_poll - wait for the transcript
 * @client: the session
 * @wake_fd: a file that also ends the wait when it becomes readable
 * @timeout_ms: the longest wait
 *
 * Return: CLIENT_* or'ed together.
 */
int client_poll(struct client *client, int wake_fd, int timeout_ms);

/**
 * client_read - read from the transcript without waiting
 * @client: the session
 * @buf: (out) the text
 * @len: size of @buf (bytes)
 *
 * Return: bytes read, 0 at the end of the run, or -1 with errno (EAGAIN if
 * there is nothing yet).
 */
ssize_t client_read(struct client *client, char *buf, size_t len);

/**
 * client_cancel - cancel the run; returns when its threads have ended
 * @client: the session
 */
void client_cancel(struct client *client);

/**
 * client_results - wait until the run is over
 * @client: the session
 * @n: (out) number of results
 * @err: (out) what went wrong
 *
 * Return: 0, or -1 with @err set.
 */
int client_results(struct client *client, size_t *n, struct error *err);

/**
 * client_result - fetch one result with its metrics, threads and statistics
 * @client: the session, after client_results()
 * @index: which one, from 0
 * @res: (out) run_result_free() it, after an error too
 * @err: (out) what went wrong
 *
 * Return: 0, or -1 with @err set.
 */
int client_result(struct client *client, size_t index, struct run_result *res,
		  struct error *err);

/**
 * client_trace - fetch one result with the events of its threads
 * @client: the session, after client_results()
 * @index: which one, from 0
 * @cat: what the module offers
 * @trace: (out) sorted; trace_free() it, after an error too
 * @err: (out) what went wrong
 *
 * Return: 0, or -1 with @err set.
 */
int client_trace(struct client *client, size_t index, const struct catalogue *cat,
		 struct trace *trace, struct error *err);

/**
 * client_active - fetch an active run, of any session
 * @client: the session
 * @index: which one, from 0
 * @active: (out) the active run
 *
 * Return: whether there is one of that index.
 */
bool client_active(struct client *client, size_t index, struct syncdemo_active *active);

#endif
