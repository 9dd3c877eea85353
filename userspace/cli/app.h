/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by the commands: streams, options, error and the JSON document.
 * commands/table.h describes how to add a command.
 */
#ifndef SYNCDEMO_APP_H
#define SYNCDEMO_APP_H

#include <json-c/json.h>
#include <stdio.h>

#include "base/error.h"
#include "cli/options.h"
#include "device/clocksource.h"
#include "device/client.h"

struct app;

/**
 * struct command - one word after "syncdemo"
 * @name: the word
 * @arguments: its arguments, for people
 * @summary: one line for people
 * @details: more lines for people, or NULL
 * @options: OPTION_* that it takes besides OPTIONS_COMMON
 * @run: runs the command; argv holds only the arguments. Returns enum exit_status; the
 *	status of app->error, if one is set, takes precedence
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
 * @opt: the parsed options
 * @command: name of the command ("run"), or NULL while it is not known
 * @error: the error, if there is one
 * @data: the JSON document, for a command to add members; NULL for text
 * @module_version: version of the module, "" if it is not known
 * @clocksource: the kernel's clock source, see clocksource.h; "" before app_open()
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
	char clocksource[CLOCKSOURCE_SIZE];
	int out_errno;
};

/**
 * app_open - open the device that the options name
 * @app: gets the clock source and the module's version, and the error if there is one
 * @client: (out) the session; client_close() it even after an error
 * @writable: whether the session will start runs
 *
 * Return: 0, or -1 with app->error set.
 */
int app_open(struct app *app, struct client *client, bool writable);

/**
 * app_flush - write the buffered output
 * @app: gets @out_errno if writing fails or the reader has gone
 *
 * Return: whether further output can be written.
 */
bool app_flush(struct app *app);

/**
 * app_put_conditions - add clock source and interruption to the document
 * @app: with @data set
 */
void app_put_conditions(struct app *app);

/**
 * app_use_color - whether to colour standard output
 * @app: with the options set
 */
bool app_use_color(const struct app *app);

/**
 * refuse_arguments - refuse a superfluous argument
 * @app: gets the error
 * @extra: the first superfluous argument, or NULL if there is none
 *
 * Return: 0 if @extra is NULL, or -1 with app->error set.
 */
int refuse_arguments(struct app *app, const char *extra);

#endif
