/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Starts runs and shows their transcript as it arrives, or a progress line. A signal ends
 * the runs.
 */
#ifndef SYNCDEMO_WATCH_H
#define SYNCDEMO_WATCH_H

#include "cli/app.h"
#include "cli/progress.h"
#include "device/client.h"

/**
 * struct watch - runs that are watched
 * @app: the call
 * @client: the session; must be open before watch_run()
 * @show: whether to print the transcript
 * @color: whether to colour it
 * @transcript: gets the lines as a JSON array, or NULL
 * @progress: the progress line
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
 * watch_init - prepare to watch, according to the options
 * @live: (out) free with watch_free()
 * @app: the call
 * @client: the session
 * @transcript: whether the command shows the transcript, unless --quiet
 */
void watch_init(struct watch *live, struct app *app, struct client *client, bool transcript);

/**
 * watch_run - start runs and follow them until they are over or a signal ends them
 * @live: from watch_init()
 * @runs: what to run
 * @n: number of runs
 *
 * Return: 0, or -1 with the app's error set.
 */
int watch_run(struct watch *live, const struct syncdemo_run *runs, size_t n);

/**
 * watch_put_transcript - add the transcript to the document, if there is one
 * @live: from watch_init()
 */
void watch_put_transcript(const struct watch *live);

/**
 * watch_free - release what watch_init() allocated
 * @live: from watch_init()
 */
void watch_free(struct watch *live);

#endif
