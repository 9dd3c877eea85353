/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Computes the fairness of a run. Pure: statistics in, a number out. summary.c calls it.
 */
#ifndef SYNCDEMO_FAIRNESS_H
#define SYNCDEMO_FAIRNESS_H

#include <stddef.h>

#include "uapi/syncdemo.h"

/**
 * fairness_index - how evenly the threads got their turns while all of them ran
 * @threads: statistics of each thread
 * @n: number of threads
 *
 * Jain's fairness index (sum x)^2 / (n * sum x^2) of the operations x that each
 * thread did in the overlap: 1 if all did as many, 1/n if one thread did all of
 * them, and k/n if k did as many and the others none. Outside the overlap a thread
 * that runs alone gets all turns, which is not unfair.
 *
 * Source: R. Jain, D. Chiu, W. Hawe: A Quantitative Measure of Fairness and
 * Discrimination for Resource Allocation in Shared Computer Systems, DEC-TR-301,
 * September 1984.
 *
 * Return: the index (1/n to 1), or NAN if nothing was done in the overlap.
 */
double fairness_index(const struct syncdemo_stats *threads, size_t n);

#endif
