/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands, in the order of help. A new command is one line here
 * and one file NAME.c beside it, which defines cmd_NAME (see cli/app.h).
 */
#ifndef SYNCDEMO_COMMANDS_TABLE_H
#define SYNCDEMO_COMMANDS_TABLE_H

#include "cli/app.h"

#define COMMAND_TABLE(COMMAND)	\
	COMMAND(list)		\
	COMMAND(explain)	\
	COMMAND(run)		\
	COMMAND(timeline)	\
	COMMAND(report)		\
	COMMAND(compare)	\
	COMMAND(status)		\
	COMMAND(load)		\
	COMMAND(unload)		\
	COMMAND(help)

#define COMMAND_DECLARE(name)	extern const struct command cmd_##name;
#define COMMAND_ADDRESS(name)	&cmd_##name,

COMMAND_TABLE(COMMAND_DECLARE)

/* The table, ended by NULL. */
extern const struct command *const commands[];

/**
 * find_command - the command of that name
 * @name: the name
 * @err: (out) the word that was wrong and what would be right
 *
 * Return: the command, or NULL with @err set.
 */
const struct command *find_command(const char *name, struct error *err);

#endif
