// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs the command of the command line and prints its error or JSON document.
 */
#include <errno.h>
#include <string.h>

#include "commands/dispatch.h"
#include "commands/table.h"
#include "device/module.h"
#include "render/json.h"
#include "render/text.h"
#include "version.h"

static int show_version(struct app *app)
{
	app->command = "version";
	if (!app->data)
		fprintf(app->out, "syncdemo %s\n", SYNCDEMO_VERSION);
	return EXIT_OK;
}

/* May be called again once the options are parsed. */
static void want_json(struct app *app, bool wanted)
{
	if (wanted && !app->data)
		app->data = json_document();
}

static int parse_options(struct app *app, unsigned int allowed, bool in_front, int argc,
			 char **argv)
{
	int first = options_parse(&app->opt, allowed, in_front, argc, argv, &app->error);

	want_json(app, app->opt.json);
	return first;
}

static int run_command(struct app *app, const struct command *command, int argc, char **argv)
{
	int first = parse_options(app, OPTIONS_COMMON | command->options, false, argc, argv);

	if (first < 0)
		return EXIT_USAGE;
	if (app->opt.help) {
		app->command = cmd_help.name;
		return cmd_help.run(app, 1, argv);
	}
	return command->run(app, argc - first, argv + first);
}

static int dispatch(struct app *app, int argc, char **argv)
{
	int first = parse_options(app, OPTIONS_GLOBAL, true, argc, argv);
	const struct command *command;

	if (first < 0)
		return EXIT_USAGE;
	if (app->opt.version)
		return show_version(app);
	if (app->opt.help && first == argc) {
		app->command = cmd_help.name;
		return cmd_help.run(app, 0, argv + first);
	}
	command = find_command(argv[first], &app->error);
	if (!command)
		return EXIT_USAGE;
	app->command = command->name;
	return run_command(app, command, argc - first, argv + first);
}

static void print_document(struct app *app, int status)
{
	if (!app->module_version[0])
		module_version(app->module_version, sizeof(app->module_version));
	json_finish(app->data, app->command, status, app->module_version, &app->error);
	fprintf(app->out, "%s\n", json_object_to_json_string_ext(app->data, JSON_STYLE));
}

static int write_failed(struct app *app)
{
	if (app->out_errno != EPIPE)
		fprintf(app->errout, "syncdemo: cannot write the output: %s\n",
			strerror(app->out_errno));
	return EXIT_VERDICT;
}

int app_main(struct app *app, int argc, char **argv)
{
	int status;

	want_json(app, options_want_json(argc, argv));
	status = dispatch(app, argc, argv);
	if (error_is_set(&app->error))
		status = app->error.status;
	if (app->data)
		print_document(app, status);
	else if (error_is_set(&app->error) && app_flush(app))
		text_error(app->errout, &app->error);
	json_object_put(app->data);
	return app_flush(app) ? status : write_failed(app);
}
