/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_CAPS_H
#define _SD_CAPS_H

#include <linux/list.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "request.h"

struct pid;

/**
 * struct sd_ticket - the leave of one session to run
 * @node: in the list of all tickets; empty when not held
 * @threads: kernel threads reserved
 * @start_ns: when it was taken (CLOCK_MONOTONIC)
 * @pid: the process that took it; holds a reference
 * @now: the request that runs now
 *
 * Lives in a session; caps.c's lock protects it while it is held.
 */
struct sd_ticket {
	struct list_head node;
	unsigned int threads;
	u64 start_ns;
	struct pid *pid;
	const struct sd_request *now;
};

extern wait_queue_head_t sd_caps_wait;

int sd_caps_take(struct sd_ticket *ticket, const struct sd_plan *plan);
void sd_caps_put(struct sd_ticket *ticket);
void sd_caps_now(struct sd_ticket *ticket, const struct sd_request *now);
bool sd_caps_free(const struct sd_plan *plan);
void sd_caps_info(struct syncdemo_info *info);
int sd_caps_active(struct syncdemo_active *active);

#endif /* _SD_CAPS_H */
