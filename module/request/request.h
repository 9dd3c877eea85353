/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Requests and plans. device/ makes them from what users write, the engine reads them. Uses
 * demo.h only.
 */
#ifndef _SD_REQUEST_H
#define _SD_REQUEST_H

#include <linux/kref.h>
#include <linux/types.h>

#include "demo.h"

#define SD_TEXT_MAX	4096	/* bytes of one write() */
#define SD_LINE_MAX	256	/* bytes of one line, without its newline */
#define SD_PLAN_MAX	SYNCDEMO_PLAN_MAX
#define SD_REFUSAL_SIZE	512	/* bytes of the reason of a refusal, with its NUL */

/**
 * struct sd_request - one validated request
 * @demo: the demo
 * @variant: the variant of the demo
 * @param: values by enum syncdemo_param; zero for those that the demo does not take
 *
 * Only request.c makes requests, so no other code checks them again.
 */
struct sd_request {
	const struct sd_demo *demo;
	const struct sd_variant *variant;
	u64 param[SYNCDEMO_NR_PARAMS];
};

/**
 * struct sd_plan - the requests of one start, in order
 * @ref: held by the selection, by sessions and by their results
 * @nr: number of requests, 1 to SD_PLAN_MAX
 * @request: the requests; constant as soon as the plan is shared
 */
struct sd_plan {
	struct kref ref;
	unsigned int nr;
	struct sd_request request[SD_PLAN_MAX];
};

struct sd_plan *sd_plan_alloc(void);
struct sd_plan *sd_plan_get(struct sd_plan *plan);
void sd_plan_put(struct sd_plan *plan);
int sd_plan_add(struct sd_plan *plan, const struct sd_request *req);
int sd_plan_add_defaults(struct sd_plan *plan, bool tutorial);
int sd_plan_add_text(struct sd_plan *plan, const char *text, size_t len, char *why);
int sd_plan_add_uapi(struct sd_plan *plan, const struct syncdemo_run *run);
void sd_request_init(struct sd_request *req, const struct sd_demo *demo,
		     const struct sd_variant *variant);
int sd_request_set(struct sd_request *req, const struct sd_param *param, u64 value);
unsigned int sd_plan_threads(const struct sd_plan *plan);

#endif /* _SD_REQUEST_H */
