// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of commands, for dispatch, help and suggestions.
 */
#include <string.h>

#include "commands/table.h"

const struct command *const commands[] = {
	COMMAND_TABLE(COMMAND_ADDRESS)
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
