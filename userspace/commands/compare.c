// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo compare: runs all variants of a demo, one after the other, and shows them side
 * by side. The variants take turns, so that other load on the machine affects one round
 * of all variants rather than all rounds of one.
 */
#include <stdlib.h>

#include "analysis/compare.h"
#include "cli/app.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "device/follow.h"
#include "render/json.h"
#include "render/json_put.h"
#include "render/json_compare.h"
#include "render/text_compare.h"

/**
 * struct work - one call of "syncdemo compare"
 * @app: the call
 * @client: the session
 * @cat: the catalogue
 * @plan: what to run
 * @comparison: the results
 * @progress: the progress line
 * @label: text of that line
 */
struct work {
	struct app *app;
	struct client client;
	struct catalogue cat;
	struct plan plan;
	struct comparison comparison;
	struct progress progress;
	char label[128];
};

/* The transcripts of all variants would hide the table. */
static void drop_line(void *arg, const char *line)
{
	(void)arg;
	(void)line;
}

static bool take_pause(void *arg)
{
	struct work *work = arg;

	if (!app_flush(work->app))
		return false;
	progress_show(&work->progress, work->label);
	return true;
}

static int prepare(struct work *work, int argc, char **argv)
{
	struct comparison *comparison = &work->comparison;
	struct error *err = &work->app->error;
	size_t variants;

	if (plan_check(argc, argv, err) || app_open(work->app, &work->client, true) ||
	    client_catalogue(&work->client, &work->cat, err) ||
	    plan_make(&work->cat, argc, argv, &work->plan, err))
		return -1;
	variants = work->plan.demo->nr_variants;
	comparison->plan = &work->plan;
	comparison->rounds = work->app->opt.runs ? work->app->opt.runs : 1;
	comparison->results = calloc(comparison_runs(comparison), sizeof(*comparison->results));
	comparison->rows = calloc(variants, sizeof(*comparison->rows));
	if (!comparison->results || !comparison->rows)
		return error_no_memory(err);
	return 0;
}

static int fetch(struct work *work)
{
	struct comparison *comparison = &work->comparison;
	struct error *err = &work->app->error;
	size_t n;

	if (client_results(&work->client, &n, err))
		return -1;
	if (!n)
		return error_set(err, EXIT_DEVICE, work->client.path, "%s: a run without a result",
				 work->client.path);
	return client_result(&work->client, 0, &comparison->results[comparison->n++], err);
}

static int run_one(struct work *work, const struct syncdemo_run *run, int wake_fd)
{
	struct follower follower = { .line = drop_line, .pause = take_pause, .arg = work };
	struct error *err = &work->app->error;
	int ret;

	snprintf(work->label, sizeof(work->label), "%s/%s (%zu of %zu)", run->demo, run->variant,
		 work->comparison.n + 1, comparison_runs(&work->comparison));
	if (client_start(&work->client, run, 1, err))
		return -1;
	ret = follow(&work->client, wake_fd, &follower, err);
	progress_clear(&work->progress);
	return ret ? ret : fetch(work);
}

static int run_all(struct work *work)
{
	size_t variants = work->plan.demo->nr_variants;
	int wake_fd = interrupt_catch();

	progress_start(&work->progress, work->app->errout);
	for (size_t i = 0; i < comparison_runs(&work->comparison); i++) {
		if (interrupt_seen() || !app_flush(work->app))
			break;
		if (run_one(work, &work->plan.runs[i % variants], wake_fd))
			return -1;
	}
	return 0;
}

static void show_json(const struct work *work)
{
	const struct comparison *comparison = &work->comparison;
	struct json_object *array = json_object_new_array();
	struct json_object *data = work->app->data;

	app_put_conditions(work->app);
	json_object_object_add(data, "comparison", json_comparison(comparison));
	for (size_t i = 0; i < comparison->n; i++) {
		struct json_object *run = json_result(&comparison->results[i], &work->cat);

		json_put_number(run, "round", i / work->plan.demo->nr_variants + 1);
		json_object_array_add(array, run);
	}
	json_object_object_add(data, "runs", array);
}

static int show(struct work *work)
{
	struct comparison *comparison = &work->comparison;

	comparison->clocksource = work->app->clocksource;
	comparison_make(comparison);
	if (work->app->data)
		show_json(work);
	else
		text_compare(work->app->out, comparison, app_use_color(work->app));
	return results_status(comparison->results, comparison->n, interrupt_seen());
}

static void finish(struct work *work)
{
	for (size_t i = 0; i < work->comparison.n; i++)
		run_result_free(&work->comparison.results[i]);
	free(work->comparison.results);
	free(work->comparison.rows);
	plan_free(&work->plan);
	catalogue_free(&work->cat);
	client_close(&work->client);
}

static int cmd_compare_run(struct app *app, int argc, char **argv)
{
	struct work work = { .app = app, .client = { .fd = -1 } };
	int status = EXIT_DEVICE;

	if (!prepare(&work, argc, argv) && !run_all(&work))
		status = show(&work);
	finish(&work);
	return status;
}

const struct command cmd_compare = {
	.name = "compare",
	.arguments = "DEMO [KEY=VALUE]...",
	.summary = "run all variants of a demo and show them side by side",
	.details = "The fastest comes first; speeds are relative to it. A variant that does not\n"
		   "take a value gets the nearest that it takes, with a note. Variants that are\n"
		   "broken on purpose have a table of their own. Ctrl-C ends the run and shows\n"
		   "the results so far. With duration_ms all threads run to the end, so that none\n"
		   "runs alone at last.\n"
		   "\n"
		   "With --runs=NUMBER the variants run in turns for that number of rounds. Each has\n"
		   "one line: the metrics of its median run by speed (of an even number the slower\n"
		   "middle one), and the worst verdict of its runs.\n"
		   "\n"
		   "  syncdemo compare lock threads=4\n"
		   "  syncdemo compare lock threads=4 duration_ms=1000\n"
		   "  syncdemo compare lock threads=4 --runs 5\n"
		   "  syncdemo compare rwlock readers=3 writers=1 --json\n",
	.options = OPTION_RUNS,
	.run = cmd_compare_run,
};
