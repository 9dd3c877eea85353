/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every variant of every demo with what it takes, as the module itself lists
 * them, and requests of several sizes made from that. Used by the programs that
 * run them all.
 */
#ifndef _TEST_SUBJECTS_H
#define _TEST_SUBJECTS_H

#include "calls.h"

#define MAX_VARIANTS	80
#define MAX_PARAMS	SYNCDEMO_PARAM_SLOTS

/**
 * struct subject - one variant, as listed
 * @demo: its demo
 * @variant: itself
 * @params: what it takes
 * @nr_params: how many
 * @name: "demo/variant"
 */
struct subject {
	struct syncdemo_demo demo;
	struct syncdemo_variant variant;
	struct syncdemo_param_info params[MAX_PARAMS];
	unsigned int nr_params;
	char name[2 * SYNCDEMO_NAME_SIZE];
};

static struct subject subjects[MAX_VARIANTS];
static unsigned int nr_subjects;

/* ---- sizes of runs ---- */

enum size { SMALLEST, SMALL, DEFAULT, MANY, BUSY, LONG };

static inline __u64 within(const struct syncdemo_param_info *p, __u64 wish)
{
	if (wish < p->min)
		return p->min;
	return wish < p->max ? wish : p->max;
}

/* The default variants run as often as they say, in demos.c and tutorial.c. */
static inline __u64 most_times(void)
{
	return slowness() > 1 || getenv("VM_QUICK") ? 1000 : 10000;
}

/* What a count, or a pause in ms, is to be for that size. */
static inline __u64 amount(const struct syncdemo_param_info *p, enum size size)
{
	bool pause = !strcmp(p->unit, "ms");

	switch (size) {
	case SMALLEST:
		return p->min;
	case SMALL:
		return within(p, pause ? 20 : 7);
	case DEFAULT:
		if (pause)
			return within(p, 50);
		/* Larger counts show nothing more, least of all on a kernel that is slow. */
		return within(p, p->def < most_times() ? p->def : most_times());
	case MANY:
		return within(p, pause ? 0 : 20);
	case BUSY:
		return within(p, pause ? 5 : 1000);
	case LONG:
		break;
	}
	return p->max;
}

static inline __u64 value_for(const struct syncdemo_param_info *p, enum size size)
{
	if (p->id == SYNCDEMO_PARAM_TIMEOUT_MS)
		return p->def;
	/* By number but in the small runs, where it is by time. */
	if (p->id == SYNCDEMO_PARAM_DURATION_MS && size != SMALL)
		return p->def;
	if (strcmp(p->unit, "threads") != 0)
		return amount(p, size);
	switch (size) {
	case SMALLEST:
		return p->min;
	case MANY:
		return p->max;
	case SMALL:
		return within(p, 4);
	default:
		return p->def;
	}
}

static inline struct syncdemo_run request(const struct subject *s, enum size size)
{
	struct syncdemo_run run = make_run(s->demo.name, s->variant.name);

	for (unsigned int i = 0; i < s->nr_params; i++)
		set_param(&run, s->params[i].id, value_for(&s->params[i], size));
	return run;
}

/* This kernel cannot have it. */
static inline bool is_absent(const struct subject *s)
{
	return s->variant.flags & SYNCDEMO_VARIANT_ABSENT;
}

static inline enum syncdemo_verdict expected(const struct subject *s)
{
	if (is_absent(s))
		return SYNCDEMO_SKIP;
	return (s->variant.flags & SYNCDEMO_VARIANT_BROKEN) ? SYNCDEMO_XFAIL : SYNCDEMO_PASS;
}

static inline void list_params(int fd, unsigned int demo, unsigned int variant, struct subject *s)
{
	while (s->nr_params < MAX_PARAMS &&
	       !get_param(fd, demo, variant, s->nr_params, &s->params[s->nr_params]))
		s->nr_params++;
}

/* Fills @subjects. */
static inline void list_subjects(void)
{
	struct syncdemo_variant variant;
	struct syncdemo_demo demo;
	int fd = open_device(O_RDONLY);

	for (unsigned int i = 0; !get_demo(fd, i, &demo); i++) {
		for (unsigned int j = 0; !get_variant(fd, i, j, &variant); j++) {
			struct subject *s = &subjects[nr_subjects];

			if (++nr_subjects == MAX_VARIANTS)
				abort();
			s->demo = demo;
			s->variant = variant;
			snprintf(s->name, sizeof(s->name), "%s/%s", demo.name, variant.name);
			list_params(fd, i, j, s);
		}
	}
	close(fd);
}

/* What lockdep complains of, once, is not for a boot in which it has more to do. */
static inline bool left_to_lockdep(const struct subject *s)
{
	return (s->variant.flags & SYNCDEMO_VARIANT_LOCKDEP) && !access("/proc/lockdep", F_OK);
}

#endif /* _TEST_SUBJECTS_H */
