/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the commands share: where output goes, what the options said, and what
 * goes into the JSON document. How a command is added says commands/table.h.
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
 * app_put_conditions - add to the document how its runs were measured and whether a signal
 *	ended them
 * @app: with @data set
 */
void app_put_conditions(struct app *app);

/**
 * app_use_color - whether to colour what goes to standard output
 * @app: with the options set
 */
bool app_use_color(const struct app *app);

/**
 * refuse_arguments - for commands that take fewer arguments than there are
 * @app: gets the error
 * @extra: the first argument too many, or NULL if all is well
 *
 * Return: 0 if @extra is NULL, or -1 with app->error set.
 */
int refuse_arguments(struct app *app, const char *extra);

#endif
