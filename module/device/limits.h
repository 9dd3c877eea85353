/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_LIMITS_H
#define _SD_LIMITS_H

#include <linux/list.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "request/request.h"

struct pid;

/**
 * struct sd_reservation - the leave of one session to run
 * @node: in the list of all tickets; empty when not held
 * @threads: kernel threads reserved
 * @start_ns: when it was taken (CLOCK_MONOTONIC)
 * @pid: the process that took it; holds a reference
 * @request: the one that runs now
 *
 * Lives in a session; caps.c's lock protects it while it is held.
 */
struct sd_reservation {
	struct list_head node;
	unsigned int threads;
	u64 start_ns;
	struct pid *pid;
	const struct sd_request *request;
};

extern wait_queue_head_t sd_limits_wait;

int sd_limits_reserve(struct sd_reservation *reservation, const struct sd_plan *plan);
void sd_limits_release(struct sd_reservation *reservation);
void sd_limits_set_request(struct sd_reservation *reservation, const struct sd_request *now);
bool sd_limits_available(const struct sd_plan *plan);
void sd_limits_info(struct syncdemo_info *info);
int sd_limits_active(struct syncdemo_active *active);

#endif /* _SD_LIMITS_H */
