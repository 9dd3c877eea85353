/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The results of a plan and their memory. session.c allocates them before a run, the
 * runner fills them in, session_result.c and session_read.c hand them out.
 */
#ifndef _SD_RESULTS_H
#define _SD_RESULTS_H

#include <linux/kref.h>
#include <linux/types.h>

#include "report/result.h"
#include "request/request.h"

struct sd_user;

/**
 * struct sd_results - the results of the requests of a plan
 * @ref: the session holds a reference, and so does a call that copies events to user
 *	memory, which it does without the lock of the session
 * @plan: the plan; a reference
 * @user: its share of the kept memory is charged
 * @bytes: the memory that is charged
 * @result: one for each request
 */
struct sd_results {
	struct kref ref;
	struct sd_plan *plan;
	struct sd_user *user;
	size_t bytes;
	struct sd_result result[];
};

struct sd_results *sd_results_alloc(struct sd_plan *plan, struct sd_user *user, bool privileged);
struct sd_results *sd_results_get(struct sd_results *results);
void sd_results_put(struct sd_results *results);

#endif /* _SD_RESULTS_H */
