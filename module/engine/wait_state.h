/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_WAIT_STATE_H
#define _SD_WAIT_STATE_H

#include <linux/types.h>

struct sd_crew;
struct sd_run;
struct sd_worker;
struct syncdemo_event;

#define SD_MAX_HELD	4
#define SD_NO_OBJECT	0xffffU

/* sd_wait_state.waits: nothing, a hold of the schedule, or an object. */
#define SD_WAITS_NOT		0U
#define SD_WAITS_ORDER	1U
#define SD_WAITS_FOR(object)	((object) + 2U)

/**
 * struct sd_held - something that a worker has acquired
 * @object: what
 * @ns: when, since the start of the run; 0 if nobody needed the time
 * @seq: place of the acquisition, see struct syncdemo_event; 0 without statistics
 */
struct sd_held {
	u16 object;
	u64 ns;
	u64 seq;
};

/**
 * struct sd_wait_state - where a worker stands: what it holds and what it waits for
 * @waits: one of SD_WAITS_*
 * @since_ns: when it began to attempt or to wait; 0 if nobody needed the time
 * @nr_held: length of @held
 * @held: what it has acquired and not released, the latest last; what does not fit
 *	is not noted
 * @dropped: after SD_RELEASED, what was released; its object is SD_NO_OBJECT if the
 *	worker did not hold it
 *
 * Written by the worker alone. Others read it while they know it to be asleep,
 * and after it was joined.
 */
struct sd_wait_state {
	unsigned int waits;
	u64 since_ns;
	unsigned int nr_held;
	struct sd_held held[SD_MAX_HELD];
	struct sd_held released;
};

/**
 * struct sd_stall_sample - what sd_crew_stalled() remembers from look to look
 * @known: there was a look at which all were asleep
 * @unfinished: how many they were
 * @switches: context switches of the crew up to then
 */
struct sd_stall_sample {
	bool known;
	unsigned int unfinished;
	unsigned long switches;
};

void sd_wait_state_step(struct sd_worker *w, const struct syncdemo_event *ev);
bool sd_crew_stalled(const struct sd_crew *crew, struct sd_stall_sample *before);
bool sd_stall_report(struct sd_run *run, char *reason, size_t size);

#endif /* _SD_WAIT_STATE_H */
