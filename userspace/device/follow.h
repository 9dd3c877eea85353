/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Following a run: its transcript line by line, until it ends or is ended.
 */
#ifndef SYNCDEMO_FOLLOW_H
#define SYNCDEMO_FOLLOW_H

#include "device/client.h"

/* Longest time between two calls of follower.pause. */
#define FOLLOW_TICK_MS	100

/**
 * struct follower - who wants to know
 * @line: called with each line, without its newline
 * @pause: called when there is no more to read for now, and then every
 *	FOLLOW_TICK_MS; returns false to end the run
 * @arg: handed to both
 */
struct follower {
	void (*line)(void *arg, const char *line);
	bool (*pause)(void *arg);
	void *arg;
};

/**
 * follow - read the transcript until the run is over
 * @client: a session whose run is under way
 * @wake_fd: ends the run when it gets readable; -1 for none
 * @follower: who wants to know
 * @err: (out) what went wrong
 *
 * When a signal or @follower ends the run, what was still said comes as well.
 *
 * Return: 0, or -1 with @err set.
 */
int follow(struct client *client, int wake_fd, const struct follower *follower,
	   struct error *err);

#endif
