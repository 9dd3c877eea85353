// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of commands: drives dispatch, help and suggestions.
 */
#include <string.h>

#include "app.h"

const struct command *const commands[] = {
	&cmd_list,
	&cmd_explain,
	&cmd_run,
	&cmd_timeline,
	&cmd_report,
	&cmd_compare,
	&cmd_status,
	&cmd_load,
	&cmd_unload,
	&cmd_help,
	NULL
};

static void command_words(struct words *words)
{
	for (size_t i = 0; commands[i]; i++)
		words_add(words, commands[i]->name);
}

const struct command *find_command(const char *name, struct error *err)
{
	struct words words = {};

	for (size_t i = 0; name && commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	command_words(&words);
	if (name)
		error_set(err, EXIT_USAGE, name, "unknown command '%s'", name);
	else
		error_set(err, EXIT_USAGE, NULL, "a command is missing");
	error_expect_words(err, "commands", &words);
	return NULL;
}
