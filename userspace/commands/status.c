// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo status: shows the state of the module and the active runs.
 */
#include "cli/app.h"
#include "device/status.h"
#include "render/json.h"
#include "render/json_put.h"
#include "render/text.h"

static void find_active(struct client *client, struct status *status)
{
	while (status->nr_active < STATUS_ACTIVE_MAX &&
	       client_active(client, status->nr_active, &status->active[status->nr_active]))
		status->nr_active++;
}

static void get_status(struct app *app, struct client *client, struct status *status)
{
	status->reachable = !app_open(app, client, false);
	status->device = client->path;
	status->info = client->info;
	/* An answer is proof even where /sys is missing. */
	status->module = client->info.abi_version ? MODULE_LOADED : module_state();
	if (!client->info.abi_version)
		status->info.size = 0;
	if (!app->module_version[0])
		module_version(app->module_version, sizeof(app->module_version));
	status->module_version = app->module_version;
	if (status->reachable)
		find_active(client, status);
}

static int cmd_status_run(struct app *app, int argc, char **argv)
{
	struct status status = {};
	struct client client;

	if (refuse_arguments(app, argc ? argv[0] : NULL))
		return EXIT_USAGE;
	get_status(app, &client, &status);
	if (app->data) {
		json_put_string(app->data, "clocksource", app->clocksource);
		json_object_object_add(app->data, "status", json_status(&status));
	} else {
		text_status(app->out, &status);
	}
	client_close(&client);
	return EXIT_OK;
}

const struct command cmd_status = {
	.name = "status",
	.arguments = "",
	.summary = "whether the module is loaded, its limits and what runs now",
	.run = cmd_status_run,
};
