/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYNCDEMO_DISPATCH_H
#define SYNCDEMO_DISPATCH_H

#include "cli/app.h"

/**
 * app_main - run the tool
 * @app: with @out and @errout set, the rest zero
 * @argc: number of words
 * @argv: the words
 *
 * Return: enum exit_status.
 */
int app_main(struct app *app, int argc, char **argv);

#endif
