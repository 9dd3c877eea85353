/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A line on a terminal that shows what runs and for how long.
 */
#ifndef SYNCDEMO_PROGRESS_H
#define SYNCDEMO_PROGRESS_H

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

/**
 * struct progress - the progress line
 * @out: the terminal, or NULL: then no line is shown
 * @start: start of the run
 * @frame: next frame of the spinner
 * @shown: whether the line is on the screen
 */
struct progress {
	FILE *out;
	struct timespec start;
	unsigned int frame;
	bool shown;
};

/**
 * progress_start - start to count the time
 * @progress: (out) the line
 * @out: the stream; only a terminal shows the line
 */
void progress_start(struct progress *progress, FILE *out);

/**
 * progress_show - redraw the line
 * @progress: the line
 * @label: what runs
 */
void progress_show(struct progress *progress, const char *label);

/**
 * progress_clear - erase the line; call it before printing
 * @progress: the line
 */
void progress_clear(struct progress *progress);

#endif
