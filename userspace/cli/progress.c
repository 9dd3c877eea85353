// SPDX-License-Identifier: GPL-2.0-only
/*
 * The spinner with the time that has passed.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/progress.h"

static bool can_erase(FILE *out)
{
	const char *term = getenv("TERM");

	return isatty(fileno(out)) && !(term && !strcmp(term, "dumb"));
}

void progress_start(struct progress *progress, FILE *out)
{
	memset(progress, 0, sizeof(*progress));
	progress->out = can_erase(out) ? out : NULL;
	clock_gettime(CLOCK_MONOTONIC, &progress->start);
}

static double elapsed(const struct progress *progress)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - progress->start.tv_sec) +
	       (now.tv_nsec - progress->start.tv_nsec) / 1e9;
}

void progress_show(struct progress *progress, const char *label)
{
	static const char frames[] = "|/-\\";

	if (!progress->out)
		return;
	fprintf(progress->out, "\r\033[K%c %s %.1f s", frames[progress->frame++ % 4], label,
		elapsed(progress));
	fflush(progress->out);
	progress->shown = true;
}

void progress_clear(struct progress *progress)
{
	if (!progress->shown)
		return;
	fputs("\r\033[K", progress->out);
	fflush(progress->out);
	progress->shown = false;
}
