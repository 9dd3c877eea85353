/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ctrl-C and its relatives as something to wait for, not as a surprise.
 */
#ifndef SYNCDEMO_INTERRUPT_H
#define SYNCDEMO_INTERRUPT_H

#include <stdbool.h>

/**
 * interrupt_catch - from now on note SIGINT, SIGTERM and SIGHUP
 *
 * Signals that were ignored stay so. The first one is noted, the second of its
 * kind kills.
 *
 * Return: a file that gets readable on the first signal, -1 if there is none.
 */
int interrupt_catch(void);

/**
 * interrupt_seen - whether a signal came
 */
bool interrupt_seen(void);

#endif
