/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The live line on a terminal that says what runs and for how long.
 */
#ifndef SYNCDEMO_PROGRESS_H
#define SYNCDEMO_PROGRESS_H

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

/**
 * struct progress - the live line
 * @out: the terminal; NULL if it is none, and then nothing is ever printed
 * @start: when the run began
 * @frame: which picture of the spinner is next
 * @shown: whether the line is on the screen now
 */
struct progress {
	FILE *out;
	struct timespec start;
	unsigned int frame;
	bool shown;
};

/**
 * progress_start - begin to count the time
 * @progress: (out) the line
 * @out: where it shall be; a line is shown only if that is a terminal
 */
void progress_start(struct progress *progress, FILE *out);

/**
 * progress_show - draw the line anew
 * @progress: the line
 * @label: what runs
 */
void progress_show(struct progress *progress, const char *label);

/**
 * progress_clear - take the line off the screen, before anything is printed
 * @progress: the line
 */
void progress_clear(struct progress *progress);

#endif
