// SPDX-License-Identifier: GPL-2.0-only
/*
 * "all" and "every", spelled out. Called by cmd_run.c and cmd_report.c.
 */
#include <string.h>

#include "base/util.h"
#include "device/request_expand.h"

/* The demos that "all" stands for, as on the device. */
static const char * const tutorial[] = { "lock", "rlock", "condition", "event", "local" };

static void put_demo(FILE *out, const struct demo *demo, void (*want)(struct request *req))
{
	struct request req;

	request_defaults(demo, &req);
	want(&req);
	request_put_line(out, &req);
}

static void put_tutorial(FILE *out, const struct catalogue *cat,
			 void (*want)(struct request *req))
{
	for (size_t i = 0; i < ARRAY_SIZE(tutorial); i++) {
		const struct demo *demo = find_demo(cat, tutorial[i]);

		if (demo)
			put_demo(out, demo, want);
	}
}

void request_expand(FILE *out, const struct catalogue *cat, const char *word,
		    void (*want)(struct request *req))
{
	if (!strcmp(word, REQUEST_ALL)) {
		put_tutorial(out, cat, want);
		return;
	}
	for (size_t i = 0; i < cat->nr_demos; i++)
		put_demo(out, &cat->demos[i], want);
}
