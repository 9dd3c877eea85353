/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What one worker holds and what it waits for. step.c keeps it up to date at each step;
 * stall.c, stall_report.c, stats.c and trace.c read it. Uses the events of the interface
 * only: knows neither workers nor runs.
 */
#ifndef _SD_WAIT_STATE_H
#define _SD_WAIT_STATE_H

#include <linux/types.h>

struct syncdemo_event;

#define SD_MAX_HELD	4
#define SD_NO_OBJECT	0xffffU

/* Values of sd_wait_state.waits: no wait, an order rule, or an object. */
#define SD_WAITS_NOT		0U
#define SD_WAITS_ORDER		1U
#define SD_WAITS_FOR(object)	((object) + 2U)

/**
 * struct sd_held - an object that a worker has acquired
 * @object: the object, or SD_NO_OBJECT
 * @ns: time of the acquisition, since the start of the run (ns); 0 if no time was taken
 * @seq: number of the acquisition, see struct syncdemo_event; 0 without statistics
 */
struct sd_held {
	u16 object;
	u64 ns;
	u64 seq;
};

/**
 * struct sd_wait_state - what a worker holds and waits for
 * @waits: one of SD_WAITS_*
 * @since_ns: time of its last SD_ATTEMPT or SD_WAIT (ns); 0 if no time was taken
 * @nr_held: entries of @held
 * @held: acquired and not released, the latest last. No demo holds more objects at once;
 *	further ones are not noted
 * @released: after SD_RELEASED the entry that was removed from @held; its object is
 *	SD_NO_OBJECT if the worker did not hold it
 *
 * Part of a worker. Only the worker writes it. Others read it without a lock: while they
 * know that the worker sleeps, and after the worker was joined.
 */
struct sd_wait_state {
	unsigned int waits;
	u64 since_ns;
	unsigned int nr_held;
	struct sd_held held[SD_MAX_HELD];
	struct sd_held released;
};

void sd_wait_state_step(struct sd_wait_state *state, const struct syncdemo_event *ev);

#endif /* _SD_WAIT_STATE_H */
