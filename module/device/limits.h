/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Limits on what all open files together may run, and each user's share of them.
 * session*.c reserves and releases; ioctl.c reads them out.
 */
#ifndef _SD_LIMITS_H
#define _SD_LIMITS_H

#include <linux/list.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/wait.h>

#include "request/request.h"

struct pid;

/**
 * struct sd_user - what one user reserves
 * @node: in the list of all users
 * @uid: the user, as of the open
 * @sessions: open files of the user; the last one frees this
 * @runs: runs that are reserved
 * @threads: kernel threads of these runs
 * @bytes: memory that the results of its open files keep
 *
 * limits.c's lock protects all members but @uid, which is constant.
 */
struct sd_user {
	struct list_head node;
	kuid_t uid;
	unsigned int sessions;
	unsigned int runs;
	unsigned int threads;
	size_t bytes;
};

/**
 * struct sd_reservation - a run slot and threads for one run of a session
 * @node: in the list of those that wait, or of those that hold
 * @user: whose share it counts against
 * @privileged: the opener has CAP_SYS_RESOURCE: no share of a user limits it
 * @granted: it holds what it asked for
 * @threads: kernel threads reserved
 * @start_ns: when it was granted (CLOCK_MONOTONIC)
 * @pid: the process that started the run; a reference
 * @request: the request that runs now
 *
 * limits.c's lock protects all members from sd_limits_reserve() until
 * sd_limits_release().
 */
struct sd_reservation {
	struct list_head node;
	struct sd_user *user;
	bool privileged;
	bool granted;
	unsigned int threads;
	u64 start_ns;
	struct pid *pid;
	const struct sd_request *request;
};

/* Woken when a reservation was granted, released or given up, or a limit was set. */
extern wait_queue_head_t sd_limits_wait;

struct sd_user *sd_limits_open(kuid_t uid);
void sd_limits_close(struct sd_user *user);
int sd_limits_reserve(struct sd_reservation *r, const struct sd_plan *plan, bool nonblock);
void sd_limits_release(struct sd_reservation *r);
void sd_limits_set_request(struct sd_reservation *r, const struct sd_request *request);
u64 sd_limits_time_left(const struct sd_reservation *r);
bool sd_limits_available(const struct sd_user *user, bool privileged, unsigned int threads);
int sd_limits_charge(struct sd_user *user, bool privileged, size_t bytes);
void sd_limits_uncharge(struct sd_user *user, size_t bytes);
void sd_limits_info(struct syncdemo_info *info);
int sd_limits_active(struct syncdemo_active *active);

#endif /* _SD_LIMITS_H */
