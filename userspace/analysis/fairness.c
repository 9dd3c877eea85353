// SPDX-License-Identifier: GPL-2.0-only
/*
 * Computes Jain's fairness index. Pure.
 */
#include <math.h>

#include "analysis/fairness.h"

double fairness_index(const struct syncdemo_stats *threads, size_t n)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++) {
		double x = threads[i].overlap_operations;

		sum += x;
		squares += x * x;
	}
	return squares > 0 ? sum * sum / (n * squares) : NAN;
}
