/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of kernel threads. The crew and the session name threads with it, and the renderer
 * of the transcript names them the same way.
 */
#ifndef _SD_THREAD_NAME_H
#define _SD_THREAD_NAME_H

#include <linux/kernel.h>
#include <linux/sched.h>

/* The runner of a session. */
#define SD_RUNNER_NAME	"sd/main"

/**
 * sd_thread_name - the name of a worker
 * @name: (out) has room for TASK_COMM_LEN bytes
 * @demo: the name of its demo
 * @index: its index in the crew
 *
 * Traces show the first 15 characters of a name. So a long demo name is cut, never the
 * index: the names of one crew always differ.
 */
static inline void sd_thread_name(char *name, const char *demo, unsigned int index)
{
	int room = TASK_COMM_LEN - 1 - snprintf(NULL, 0, "sd/-%u", index);

	snprintf(name, TASK_COMM_LEN, "sd/%.*s-%u", room, demo, index);
}

#endif /* _SD_THREAD_NAME_H */
