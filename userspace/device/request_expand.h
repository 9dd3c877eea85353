/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The demos that "all" and "every" stand for, a line each as the device takes it: for
 * those who want more of each demo than its defaults.
 */
#ifndef SYNCDEMO_REQUEST_EXPAND_H
#define SYNCDEMO_REQUEST_EXPAND_H

#include <stdio.h>

#include "device/request.h"

/**
 * request_expand - write a line for each demo
 * @out: where to
 * @cat: what the module offers
 * @word: REQUEST_ALL or REQUEST_EVERY
 * @want: asks for more than the defaults
 */
void request_expand(FILE *out, const struct catalogue *cat, const char *word,
		    void (*want)(struct request *req));

#endif
