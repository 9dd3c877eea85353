// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shows the transcript of a run, or the progress line.
 */
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/watch.h"
#include "device/follow.h"
#include "render/text.h"

static void take_line(void *arg, const char *line)
{
	struct watch *live = arg;

	if (live->transcript)
		json_object_array_add(live->transcript, json_object_new_string(line));
	if (!live->show)
		return;
	progress_clear(&live->progress);
	text_line(live->app->out, line, live->color);
}

/* Finds the active run of this process. */
static bool find_own(struct watch *live, struct syncdemo_active *active)
{
	for (size_t i = 0; client_active(live->client, i, active); i++)
		if (active->pid == (__u32)getpid())
			return true;
	return false;
}

static bool take_pause(void *arg)
{
	struct watch *live = arg;
	struct syncdemo_active active;
	char label[2 * SYNCDEMO_NAME_SIZE + 2];

	if (!app_flush(live->app))
		return false;
	if (!live->progress.out || !find_own(live, &active))
		return true;
	snprintf(label, sizeof(label), "%s/%s", active.demo, active.variant);
	progress_show(&live->progress, label);
	return true;
}

void watch_init(struct watch *live, struct app *app, struct client *client, bool transcript)
{
	transcript &= !app->opt.quiet;
	*live = (struct watch) {
		.app = app, .client = client, .color = app_use_color(app),
		.show = transcript && !app->data,
		.transcript = transcript && app->data ? json_object_new_array() : NULL,
	};
}

int watch_run(struct watch *live, const struct syncdemo_run *runs, size_t n)
{
	struct follower follower = { .line = take_line, .pause = take_pause, .arg = live };
	int wake_fd = interrupt_catch();
	int ret;

	if (client_start(live->client, runs, n, &live->app->error))
		return -1;
	progress_start(&live->progress, live->app->errout);
	ret = follow(live->client, wake_fd, &follower, &live->app->error);
	progress_clear(&live->progress);
	return ret;
}

void watch_put_transcript(const struct watch *live)
{
	if (live->transcript)
		json_object_object_add(live->app->data, "transcript",
				       json_object_get(live->transcript));
}

void watch_free(struct watch *live)
{
	json_object_put(live->transcript);
	live->transcript = NULL;
}
