/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the commands share: where output goes, what the options said, and what
 * goes into the JSON document. To add a command: one file with one const
 * struct command, and one line in commands.c.
 */
#ifndef SYNCDEMO_APP_H
#define SYNCDEMO_APP_H

#include <json-c/json.h>
#include <stdio.h>

#include "client.h"
#include "error.h"
#include "options.h"

struct app;

/**
 * struct command - one word after "syncdemo"
 * @name: the word
 * @arguments: what may follow it, for people
 * @summary: one line for people
 * @details: more lines for people, or NULL
 * @options: OPTION_* that it takes besides OPTIONS_COMMON
 * @run: does it; argv holds only the arguments. Returns enum exit_status; an
 *	error goes to app->error, and its status is then the one that counts.
 */
struct command {
	const char *name;
	const char *arguments;
	const char *summary;
	const char *details;
	unsigned int options;
	int (*run)(struct app *app, int argc, char **argv);
};

/**
 * struct app - one call of the tool
 * @out: standard output
 * @errout: standard error
 * @opt: what the options said
 * @command: what was asked for ("run"), or NULL as long as it is not known
 * @error: what went wrong
 * @data: the JSON document, for a command to add members; NULL for text
 * @module_version: version of the module, "" if it is not known
 * @out_errno: why @out could not be written, or 0
 */
struct app {
	FILE *out;
	FILE *errout;
	struct options opt;
	const char *command;
	struct error error;
	struct json_object *data;
	char module_version[SYNCDEMO_NAME_SIZE];
	int out_errno;
};

/* The table of commands, ended by NULL. */
extern const struct command *const commands[];

extern const struct command cmd_compare;
extern const struct command cmd_explain;
extern const struct command cmd_help;
extern const struct command cmd_list;
extern const struct command cmd_load;
extern const struct command cmd_report;
extern const struct command cmd_run;
extern const struct command cmd_status;
extern const struct command cmd_timeline;
extern const struct command cmd_unload;

/**
 * app_main - the whole tool
 * @app: with @out and @errout set, the rest zero
 * @argc: number of words
 * @argv: the words
 *
 * Return: enum exit_status.
 */
int app_main(struct app *app, int argc, char **argv);

/**
 * app_open - open the device that the options name
 * @app: gets the module's version, and the error if there is one
 * @client: (out) the session; client_close() it even after an error
 * @writable: whether the session shall start runs
 *
 * Return: 0, or -1 with app->error set.
 */
int app_open(struct app *app, struct client *client, bool writable);

/**
 * app_flush - hand what was printed to whoever reads it
 * @app: remembers in @out_errno that it failed, or that nobody reads any more
 *
 * Return: whether it is worth printing more.
 */
bool app_flush(struct app *app);

/**
 * app_use_color - whether to colour what goes to standard output
 * @app: with the options set
 */
bool app_use_color(const struct app *app);

/**
 * find_command - the command of that name
 * @name: the name
 * @err: (out) the word that was wrong and what would be right
 *
 * Return: the command, or NULL with @err set.
 */
const struct command *find_command(const char *name, struct error *err);

/**
 * refuse_arguments - for commands that take fewer arguments than there are
 * @app: gets the error
 * @extra: the first argument too many, or NULL if all is well
 *
 * Return: 0 if @extra is NULL, or -1 with app->error set.
 */
int refuse_arguments(struct app *app, const char *extra);

#endif
