// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo load: loads the module.
 */
#include <string.h>

#include "cli/app.h"
#include "device/module.h"
#include "render/json.h"
#include "render/json_put.h"

static bool is_parameter(const char *word)
{
	size_t name = strcspn(word, "=/");

	return word[name] == '=';
}

/* Splits the words into the file and the parameters. */
static int parse(struct app *app, int argc, char **argv, const char **path, char *options,
		 size_t room)
{
	size_t used = 0;

	options[0] = '\0';
	for (int i = 0; i < argc; i++) {
		if (!is_parameter(argv[i])) {
			if (refuse_arguments(app, *path ? argv[i] : NULL))
				return -1;
			*path = argv[i];
			continue;
		}
		used += snprintf(options + used, room - used, "%s%s", used ? " " : "", argv[i]);
		if (used >= room)
			return error_set(&app->error, EXIT_USAGE, argv[i],
					 "too many parameters at '%s'", argv[i]);
	}
	return 0;
}

static void show(struct app *app, const char *path)
{
	module_version(app->module_version, sizeof(app->module_version));
	if (app->data) {
		json_put_bool(app->data, "loaded", true);
		json_put_string(app->data, "path", path);
	} else {
		fprintf(app->out, "loaded syncdemo %s\n", app->module_version);
	}
}

static int cmd_load_run(struct app *app, int argc, char **argv)
{
	const char *path = NULL;
	char options[1024];

	if (parse(app, argc, argv, &path, options, sizeof(options)) ||
	    module_load(path, options, &app->error))
		return EXIT_DEVICE;
	show(app, path);
	return EXIT_OK;
}

const struct command cmd_load = {
	.name = "load",
	.arguments = "[FILE] [NAME=VALUE]...",
	.summary = "load the module: the installed one, or the .ko file that is named",
	.details = "NAME=VALUE are parameters of the module.\n"
		   "\n"
		   "  sudo syncdemo load\n"
		   "  sudo syncdemo load ./syncdemo.ko max_runs=2\n",
	.run = cmd_load_run,
};
