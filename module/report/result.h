/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The result of one request. The engine and the demos fill it in; device/ allocates it and
 * copies it to programs. Uses the limits of demo.h only.
 */
#ifndef _SD_RESULT_H
#define _SD_RESULT_H

#include <linux/types.h>

#include "demo.h"

struct sd_log;

/**
 * struct sd_result - the result of a request
 * @verdict: the verdict
 * @error: a negative errno with SYNCDEMO_ERROR, else 0
 * @duration_ns: from the start of the workers to the join of the last one (ns); 0 if they
 *	were never started
 * @dropped: steps that did not fit into the transcript
 * @nr_metrics: length of @metric; 0 if the demo made no check
 * @metric: the numbers of the demo, in the order of its table
 * @nr_threads: entries of @threads that are filled in; 0 if no threads were created
 * @threads: array with an entry for each worker
 * @stats: array with an entry for each worker; NULL in tests without statistics
 * @logs: a log for each worker, whose memory is part of @events; or NULL
 * @events: memory of all logs, or NULL
 * @reason: a sentence that gives the reason for the verdict
 *
 * No lock: only the session's runner writes it, until it marks SD_REC_END; constant
 * afterwards. The memory of the arrays belongs to struct sd_results.
 */
struct sd_result {
	enum syncdemo_verdict verdict;
	int error;
	u64 duration_ns;
	u64 dropped;
	unsigned int nr_metrics;
	u64 metric[SD_MAX_METRICS];
	unsigned int nr_threads;
	struct syncdemo_thread *threads;
	struct syncdemo_stats *stats;
	struct sd_log *logs;
	struct syncdemo_event *events;
	char reason[SYNCDEMO_TEXT_SIZE];
};

#endif /* _SD_RESULT_H */
