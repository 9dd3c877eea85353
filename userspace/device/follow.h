/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Follows a run: delivers its transcript line by line until the run ends.
 */
#ifndef SYNCDEMO_FOLLOW_H
#define SYNCDEMO_FOLLOW_H

#include "device/client.h"

/* Longest time between two calls of follower.pause. */
#define FOLLOW_TICK_MS	100

/**
 * struct follower - callbacks
 * @line: called with each line, without its newline
 * @pause: called when there is nothing to read, and then every FOLLOW_TICK_MS;
 *	returns false to end the run
 * @arg: passed to both
 */
struct follower {
	void (*line)(void *arg, const char *line);
	bool (*pause)(void *arg);
	void *arg;
};

/**
 * follow - read the transcript until the run is over
 * @client: a session whose run is under way
 * @wake_fd: ends the run when it becomes readable; -1 for none
 * @follower: the callbacks
 * @err: (out) what went wrong
 *
 * After a signal or @follower has ended the run, the rest of its transcript is delivered.
 *
 * Return: 0, or -1 with @err set.
 */
int follow(struct client *client, int wake_fd, const struct follower *follower,
	   struct error *err);

#endif
