// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo help, and --help of each command.
 */
#include "commands/table.h"
#include "render/json.h"
#include "render/json_put.h"

static void put_usage(FILE *out, const struct command *command)
{
	fprintf(out, "usage: syncdemo %s%s%s [OPTION]...\n", command->name,
		command->arguments[0] ? " " : "", command->arguments);
}

static void help_command(FILE *out, const struct command *command)
{
	put_usage(out, command);
	fprintf(out, "%s\n", command->summary);
	if (command->details)
		fprintf(out, "\n%s", command->details);
	fputs("\noptions:\n", out);
	options_help(out, OPTIONS_COMMON | command->options);
}

static void help_all(FILE *out)
{
	fputs("usage: syncdemo COMMAND [ARGUMENT]... [OPTION]...\n"
	      "runs the demos of the kernel module syncdemo\n\ncommands:\n", out);
	for (size_t i = 0; commands[i]; i++)
		fprintf(out, "  %-8s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\noptions:\n", out);
	options_help(out, OPTIONS_GLOBAL);
	fputs("\nexit status: 0 all as expected, 1 a verdict failed or the output could not be\n"
	      "written, 2 usage, 3 device missing, busy or refused, 130 interrupted. See also\n"
	      "man syncdemo.\n", out);
}

static void put_command(struct json_object *array, const struct command *command)
{
	struct json_object *obj = json_object_new_object();

	json_put_string(obj, "name", command->name);
	json_put_string(obj, "arguments", command->arguments);
	json_put_string(obj, "summary", command->summary);
	json_object_array_add(array, obj);
}

static void help_json(struct json_object *data, const struct command *only)
{
	struct json_object *array = json_object_new_array();

	for (size_t i = 0; commands[i]; i++)
		if (!only || only == commands[i])
			put_command(array, commands[i]);
	json_object_object_add(data, "commands", array);
}

static int cmd_help_run(struct app *app, int argc, char **argv)
{
	const struct command *command = NULL;

	if (refuse_arguments(app, argc > 1 ? argv[1] : NULL))
		return EXIT_USAGE;
	if (argc)
		command = find_command(argv[0], &app->error);
	if (argc && !command)
		return EXIT_USAGE;
	if (app->data)
		help_json(app->data, command);
	else if (command)
		help_command(app->out, command);
	else
		help_all(app->out);
	return EXIT_OK;
}

const struct command cmd_help = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "show this help, or that of a command",
	.run = cmd_help_run,
};
