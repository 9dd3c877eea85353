/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ctrl-C and similar signals as a file to poll.
 */
#ifndef SYNCDEMO_INTERRUPT_H
#define SYNCDEMO_INTERRUPT_H

#include <stdbool.h>

/**
 * interrupt_catch - catch SIGINT, SIGTERM and SIGHUP from now on
 *
 * Ignored signals stay ignored. The second signal of a kind kills.
 *
 * Return: a file that becomes readable with the first signal, or -1.
 */
int interrupt_catch(void);

/**
 * interrupt_seen - whether a signal was caught
 */
bool interrupt_seen(void);

#endif
