/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a demo is: constant tables and a few functions. A demo file in demos/
 * exports one const struct sd_demo and registry.c lists it; everything else
 * (parsing, listing, running, judging, reporting) is driven from here.
 */
#ifndef _SD_DEMO_H
#define _SD_DEMO_H

#include <linux/types.h>

#include "demos/table.h"
#include "uapi/syncdemo.h"

/* More threads than this in one run is ERANGE, whatever the caps allow. */
#define SD_MAX_WORKERS		64
#define SD_MAX_METRICS		8
#define SD_MAX_EVENTS		1048576

struct sd_order_rule;
struct sd_request;
struct sd_run;
struct sd_worker;

/**
 * struct sd_param - one parameter that a demo takes
 * @id: which one; its name and unit are in registry.c
 * @def: value if a request does not set it
 * @min: smallest value accepted
 * @max: largest value accepted
 */
struct sd_param {
	enum syncdemo_param id;
	u64 def;
	u64 min;
	u64 max;
};

/* Every demo takes these three, with the same ranges. */
#define SD_PARAM_TIMEOUT \
	{ SYNCDEMO_PARAM_TIMEOUT_MS, .def = 60000, .min = 10, .max = 600000 }
#define SD_PARAM_STATS \
	{ SYNCDEMO_PARAM_STATS, .def = SYNCDEMO_STATS_COUNTS, .min = SYNCDEMO_STATS_OFF, \
	  .max = SYNCDEMO_STATS_FULL }
#define SD_PARAM_EVENTS \
	{ SYNCDEMO_PARAM_EVENTS, .def = 0, .min = 0, .max = SD_MAX_EVENTS }

/* For demos that can go on for a time instead, see sd_more(). */
#define SD_PARAM_DURATION \
	{ SYNCDEMO_PARAM_DURATION_MS, .def = 0, .min = 0, .max = 60000 }

/**
 * struct sd_metric - one number that a demo reports
 * @name: what it is called
 * @unit: "count" or "ns"
 */
struct sd_metric {
	const char *name;
	const char *unit;
};

/**
 * struct sd_object - a kind of thing that the threads of a demo share
 * @name: what people call it
 * @many: there are several, told apart by their number
 * @shared: several threads may hold one at once
 * @queue: empty at first; what is stored in it is loaded once, and both steps are
 *	noted while it is locked, so that their order in the log is right
 */
struct sd_object {
	const char *name;
	bool many;
	bool shared;
	bool queue;
};

/**
 * struct sd_variant - one way to run a demo
 * @name: what a request calls it
 * @summary: one line for people
 * @broken: has a bug on purpose: the run must show it, and then is an XFAIL
 * @sticks: the bug is that its threads get stuck
 * @racy: the bug is a data race, so that KCSAN reports it
 * @lockdep: lockdep reports the bug, once a boot
 * @external_wait: its threads may wait for what no thread of the run does (a grace
 *	period), so that nobody can tell whether they are stuck
 * @absent: why it cannot be run on this kernel, or NULL: its verdict is then SKIP
 * @min: raises the demo's minimum of a parameter where it is not zero
 * @order: the schedule that its threads are held to, or NULL; ends with an
 *	entry whose @until is SD_NO_STEP
 * @ops: what the demo's functions need to know of the variant
 */
struct sd_variant {
	const char *name;
	const char *summary;
	bool broken;
	bool sticks;
	bool racy;
	bool lockdep;
	bool external_wait;
	const char *absent;
	u64 min[SYNCDEMO_NR_PARAMS];
	const struct sd_order_rule *order;
	const void *ops;
};

/**
 * enum sd_outcome - what a demo's check found
 * @SD_HELD: every promise was checked and held
 * @SD_VIOLATED: a promise did not hold
 * @SD_INCONCLUSIVE: something outside spoilt the run; no verdict either way
 * @SD_INCONSISTENT: the run contradicts itself; a failure of ours, whatever the variant.
 *	Only a demo's own sums are asked of a broken variant: the figures of threads
 *	that release what they do not hold need not add up.
 */
enum sd_outcome {
	SD_HELD,
	SD_VIOLATED,
	SD_INCONCLUSIVE,
	SD_INCONSISTENT,
};

/**
 * struct sd_demo - one demo
 * @name: what a request calls it
 * @summary: one line for people
 * @tutorial: it is one of the tutorial's, which are what runs if nothing is said
 * @variants: its variants; the first one is the default
 * @nr_variants: how many
 * @params: the parameters that it takes
 * @nr_params: how many
 * @objects: what its threads share; the first kind is the one that the sequence
 *	of acquisitions is of
 * @nr_objects: how many kinds, at least 1
 * @metrics: the numbers that it reports
 * @nr_metrics: how many, at most SD_MAX_METRICS
 * @nr_workers: threads that a request needs; at most SD_MAX_WORKERS, which the
 *	ranges of @params must guarantee
 * @prepare: before any thread exists: allocates run->state, sets up the workers
 *	(role, CPU). 0 or a negative errno; on error nothing is left behind. Called by
 *	the session's own thread, whose memory is nobody's account: a MB at most
 * @work: what each worker does once the gate is open. Runs in the worker. 0 or
 *	a negative errno. Must return soon after sd_cancelled() turns true
 * @conclude: after every worker is joined, what the main thread says; or NULL
 * @verify: after every worker is joined: fills run->result->metric[], writes a
 *	sentence into @reason (SYNCDEMO_TEXT_SIZE bytes) and judges
 * @cleanup: frees what @prepare allocated
 */
struct sd_demo {
	const char *name;
	const char *summary;
	bool tutorial;
	const struct sd_variant *variants;
	unsigned int nr_variants;
	const struct sd_param *params;
	unsigned int nr_params;
	const struct sd_object *objects;
	unsigned int nr_objects;
	const struct sd_metric *metrics;
	unsigned int nr_metrics;
	unsigned int (*nr_workers)(const struct sd_request *request);
	int (*prepare)(struct sd_run *run);
	int (*work)(struct sd_worker *w);
	void (*conclude)(struct sd_run *run);
	enum sd_outcome (*verify)(struct sd_run *run, char *reason);
	void (*cleanup)(struct sd_run *run);
};

#endif /* _SD_DEMO_H */
