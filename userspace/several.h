/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The demos that "all" and "every" stand for, a line each as the device takes it: for
 * those who want more of each demo than its defaults.
 */
#ifndef SYNCDEMO_SEVERAL_H
#define SYNCDEMO_SEVERAL_H

#include <stdio.h>

#include "request.h"

/**
 * several_put - write a line for each demo
 * @out: where to
 * @cat: what the module offers
 * @word: REQUEST_ALL or REQUEST_EVERY
 * @want: asks for more than the defaults
 */
void several_put(FILE *out, const struct catalogue *cat, const char *word,
		 void (*want)(struct request *req));

#endif
