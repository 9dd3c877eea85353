/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The description of a demo: constant tables and a few functions. A file in demos/ defines
 * one struct sd_demo; parsing, listing, running, judging and reporting follow from it. Uses
 * the binary interface only.
 */
#ifndef _SD_DEMO_H
#define _SD_DEMO_H

#include <linux/types.h>

#include "demos/table.h"
#include "uapi/syncdemo.h"

/* Limits of one run, whatever the limits of all runs allow. */
#define SD_MAX_WORKERS		64
#define SD_MAX_METRICS		8
#define SD_MAX_EVENTS		1048576

struct sd_order_rule;
struct sd_request;
struct sd_run;
struct sd_worker;

/**
 * struct sd_param - a parameter of a demo
 * @id: the parameter; registry.c has its name and unit
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

/* All demos take these three, with the same ranges. */
#define SD_PARAM_TIMEOUT \
	{ SYNCDEMO_PARAM_TIMEOUT_MS, .def = 60000, .min = 10, .max = 600000 }
#define SD_PARAM_STATS \
	{ SYNCDEMO_PARAM_STATS, .def = SYNCDEMO_STATS_COUNTS, .min = SYNCDEMO_STATS_OFF, \
	  .max = SYNCDEMO_STATS_FULL }
#define SD_PARAM_EVENTS \
	{ SYNCDEMO_PARAM_EVENTS, .def = 0, .min = 0, .max = SD_MAX_EVENTS }

/* For demos that can run for a time instead, see sd_more(). */
#define SD_PARAM_DURATION \
	{ SYNCDEMO_PARAM_DURATION_MS, .def = 0, .min = 0, .max = 60000 }

/**
 * struct sd_metric - a number that a demo reports
 * @name: its name
 * @unit: "count" or "ns"
 */
struct sd_metric {
	const char *name;
	const char *unit;
};

/**
 * struct sd_object - a kind of object that the threads of a demo share
 * @name: its name, for people
 * @many: there are several, with numbers
 * @shared: several threads may hold one at the same time
 * @queue: a queue, empty at first. Each stored value is loaded once, and both steps are
 *	taken under its lock, so that the log has them in the right order
 */
struct sd_object {
	const char *name;
	bool many;
	bool shared;
	bool queue;
};

/**
 * struct sd_variant - an implementation of a demo
 * @name: its name in a request
 * @summary: a description in one line
 * @broken: it has a bug on purpose; a run that shows the bug is an XFAIL
 * @sticks: the bug is that its threads get stuck
 * @racy: the bug is a data race, so that KCSAN reports it
 * @lockdep: lockdep reports the bug, and then looks for nothing more until a reboot
 * @external_wait: its threads may wait for something outside of the run, such as a grace
 *	period, so that stall detection cannot judge them
 * @absent: the reason why this kernel cannot run it, or NULL; its verdict is then SKIP
 * @min: greater minimum of a parameter; 0: that of the demo
 * @order: the order rules of its threads, or NULL; the last entry has SD_NO_STEP as @until
 * @ops: for the functions of the demo
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
 * enum sd_outcome - the outcome of a demo's check
 * @SD_HELD: all promises were checked and held
 * @SD_VIOLATED: a promise did not hold
 * @SD_INCONCLUSIVE: something outside of the run prevented the check
 * @SD_INCONSISTENT: the numbers of the run contradict each other: a bug of syncdemo,
 *	whatever the variant. A broken variant may release what it does not hold, so only
 *	the demo's own sums are checked there
 */
enum sd_outcome {
	SD_HELD,
	SD_VIOLATED,
	SD_INCONCLUSIVE,
	SD_INCONSISTENT,
};

/**
 * struct sd_demo - a demo
 * @name: its name in a request
 * @summary: a description in one line
 * @tutorial: it is one of the Python tutorial's demos, which run by default
 * @variants: its variants; the first one is the default
 * @nr_variants: their number
 * @params: the parameters that it takes
 * @nr_params: their number
 * @objects: the kinds of objects that its threads share. Acquisitions of the first kind are
 *	numbered
 * @nr_objects: number of kinds, at least 1
 * @metrics: the numbers that it reports
 * @nr_metrics: their number, at most SD_MAX_METRICS
 * @nr_workers: returns the number of threads that a request needs. The ranges of @params
 *	must keep it within SD_MAX_WORKERS
 * @prepare: called before any thread exists: allocates run->state and sets the role and the
 *	CPU of the workers. Returns 0 or a negative errno; after an error nothing is left. Runs
 *	in a kernel thread, so its allocations are charged to no cgroup: keep them under 1 MiB
 * @work: the body of each worker, after the start barrier. Returns 0 or a negative errno.
 *	Must return soon after sd_cancelled() turns true
 * @conclude: called after the join of all workers: sentences of the main thread; or NULL
 * @verify: called after the join of all workers: fills run->result->metric[], writes a
 *	sentence to @reason (SYNCDEMO_TEXT_SIZE bytes) and returns the outcome
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
