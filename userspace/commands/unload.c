// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo unload: unloads the module.
 */
#include "cli/app.h"
#include "device/module.h"
#include "render/json.h"
#include "render/json_put.h"

static int cmd_unload_run(struct app *app, int argc, char **argv)
{
	if (refuse_arguments(app, argc ? argv[0] : NULL))
		return EXIT_USAGE;
	if (module_unload(&app->error))
		return EXIT_DEVICE;
	if (app->data)
		json_put_bool(app->data, "loaded", false);
	else
		fputs("unloaded syncdemo\n", app->out);
	return EXIT_OK;
}

const struct command cmd_unload = {
	.name = "unload",
	.arguments = "",
	.summary = "unload the module",
	.run = cmd_unload_run,
};
