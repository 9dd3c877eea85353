// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared by the commands: opening the device, writing output, refusing arguments.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/app.h"
#include "cli/interrupt.h"
#include "render/json_put.h"

int app_open(struct app *app, struct client *client, bool writable)
{
	int ret = client_open(client, app->opt.device, writable, &app->error);

	clocksource_name(app->clocksource, sizeof(app->clocksource));
	if (client->info.version[0])
		snprintf(app->module_version, sizeof(app->module_version), "%.*s",
			 (int)sizeof(client->info.version) - 1, client->info.version);
	return ret;
}

/* Whether the reader of a pipe has gone; without output no write would tell. */
static bool reader_is_gone(FILE *out)
{
	struct pollfd fd = { .fd = fileno(out) };

	return poll(&fd, 1, 0) > 0 && fd.revents & POLLERR;
}

/*
 * Why writing failed. If that happened in the middle of the output, its errno is gone; a
 * further byte then fails for the same reason.
 */
static int write_errno(FILE *out)
{
	errno = 0;
	if (!fflush(out) && ferror(out)) {
		fputc('\n', out);
		fflush(out);
	}
	if (errno)
		return errno;
	return ferror(out) ? EIO : 0;
}

bool app_flush(struct app *app)
{
	int errnum = app->out_errno ? 0 : write_errno(app->out);

	if (errnum)
		app->out_errno = errnum;
	else if (reader_is_gone(app->out))
		app->out_errno = EPIPE;
	return !app->out_errno;
}

void app_put_conditions(struct app *app)
{
	json_put_string(app->data, "clocksource", app->clocksource);
	json_put_bool(app->data, "interrupted", interrupt_seen());
}

bool app_use_color(const struct app *app)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (app->opt.color != COLOR_AUTO)
		return app->opt.color == COLOR_ALWAYS;
	return isatty(fileno(app->out)) && !(no_color && *no_color) &&
	       !(term && !strcmp(term, "dumb"));
}

int refuse_arguments(struct app *app, const char *extra)
{
	if (!extra)
		return 0;
	error_set(&app->error, EXIT_USAGE, extra, "%s: unexpected argument '%s'", app->command,
		  extra);
	error_expect(&app->error, "see syncdemo help %s", app->command);
	return -1;
}
