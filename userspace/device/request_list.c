// SPDX-License-Identifier: GPL-2.0-only
/*
 * From words to a list of runs.
 */
#include <string.h>

#include "device/request_list.h"

/* The number of words of the first request: up to the next word that names a demo. */
static int words_of_one(int argc, char **argv)
{
	bool named = false;
	int n = 0;

	for (; n < argc; n++) {
		if (request_is_setting(argv[n]))
			continue;
		if (named)
			break;
		named = true;
	}
	return n;
}

static bool is_all(const char *target)
{
	return !target || !strcmp(target, REQUEST_ALL);
}

static bool is_several(const char *target)
{
	return is_all(target) || !strcmp(target, REQUEST_EVERY);
}

/* "all" and "every" run each demo with its defaults. */
static int refuse_settings(int argc, char **argv, struct error *err)
{
	for (int i = 0; i < argc; i++) {
		if (!request_is_setting(argv[i]))
			continue;
		error_set(err, EXIT_USAGE, argv[i], "parameter without a demo: '%s'", argv[i]);
		error_expect(err, "syncdemo run DEMO %s", argv[i]);
		return -1;
	}
	return 0;
}

int request_list_check(int argc, char **argv, struct error *err)
{
	for (int used; argc; argc -= used, argv += used) {
		used = words_of_one(argc, argv);
		if (is_several(request_target(used, argv)) && refuse_settings(used, argv, err))
			return -1;
	}
	return 0;
}

static int add(struct request_list *list, struct request *req,
	       void (*adjust)(struct request *req), struct error *err)
{
	if (list->n == SYNCDEMO_PLAN_MAX) {
		error_set(err, EXIT_USAGE, req->run.demo, "too many runs");
		error_expect(err, "at most %d", SYNCDEMO_PLAN_MAX);
		return -1;
	}
	if (adjust)
		adjust(req);
	list->runs[list->n++] = req->run;
	return 0;
}

static int add_several(struct request_list *list, const struct catalogue *cat, bool all,
		       void (*adjust)(struct request *req), struct error *err)
{
	for (size_t i = 0; i < cat->nr_demos; i++) {
		const struct demo *demo = &cat->demos[i];
		struct request req;

		if (all && !(demo->info.flags & SYNCDEMO_DEMO_TUTORIAL))
			continue;
		request_defaults(demo, &req);
		if (add(list, &req, adjust, err))
			return -1;
	}
	return 0;
}

static int add_words(struct request_list *list, const struct catalogue *cat, int argc,
		     char **argv, void (*adjust)(struct request *req), struct error *err)
{
	const char *target = request_target(argc, argv);
	struct request req;

	if (is_several(target))
		return add_several(list, cat, is_all(target), adjust, err);
	if (request_parse(cat, argc, argv, &req, err))
		return -1;
	return add(list, &req, adjust, err);
}

int request_list_parse(struct request_list *list, const struct catalogue *cat, int argc,
		       char **argv, void (*adjust)(struct request *req), struct error *err)
{
	int ret = request_list_check(argc, argv, err);

	if (!ret && !argc)
		return add_several(list, cat, true, adjust, err);
	for (int used; argc && !ret; argc -= used, argv += used) {
		used = words_of_one(argc, argv);
		ret = add_words(list, cat, used, argv, adjust, err);
	}
	return ret;
}
