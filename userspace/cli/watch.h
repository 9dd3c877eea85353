/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Being there while demos run: shows the transcript as it comes, or the live line
 * if it is not wanted, and ends the run when somebody wants that.
 */
#ifndef SYNCDEMO_WATCH_H
#define SYNCDEMO_WATCH_H

#include "cli/app.h"
#include "cli/progress.h"
#include "device/client.h"

/**
 * struct watch - one run that is watched
 * @app: the call
 * @client: the session
 * @show: whether to print the transcript
 * @color: whether to colour it
 * @transcript: gets the lines as a JSON array; NULL if nobody asked for it
 * @progress: the live line
 */
struct watch {
	struct app *app;
	struct client *client;
	bool show;
	bool color;
	struct json_object *transcript;
	struct progress progress;
};

/**
 * watch_run - follow a run that has been started until it is over
 * @live: with all but @progress set
 * @wake_fd: ends the run when it gets readable; from interrupt_catch()
 *
 * Return: 0, or -1 with the app's error set.
 */
int watch_run(struct watch *live, int wake_fd);

#endif
