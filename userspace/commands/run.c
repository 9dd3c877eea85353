// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo run: runs demos, one after the other, and shows the transcript as it comes.
 */
#include <stdlib.h>

#include "cli/app.h"
#include "cli/interrupt.h"
#include "cli/watch.h"
#include "device/request_list.h"
#include "render/json.h"
#include "render/text.h"
#include "render/text_stats.h"

/**
 * struct run - one call of "syncdemo run"
 * @app: the call
 * @client: the session
 * @cat: the catalogue
 * @list: what to run
 * @live: shows the runs
 * @nr_results: number of results
 * @results: the results
 */
struct run {
	struct app *app;
	struct client client;
	struct catalogue cat;
	struct request_list list;
	struct watch live;
	size_t nr_results;
	struct run_result *results;
};

static int prepare(struct run *run, int argc, char **argv)
{
	struct error *err = &run->app->error;

	if (request_list_check(argc, argv, err) || app_open(run->app, &run->client, true) ||
	    client_catalogue(&run->client, &run->cat, err))
		return -1;
	return request_list_parse(&run->list, &run->cat, argc, argv,
				  run->app->opt.stats ? request_measure : NULL, err);
}

static int fetch(struct run *run)
{
	struct error *err = &run->app->error;
	size_t n;

	if (client_results(&run->client, &n, err))
		return -1;
	run->results = calloc(n + 1, sizeof(*run->results));
	if (!run->results)
		return error_no_memory(err);
	while (run->nr_results < n) {
		size_t i = run->nr_results++;

		if (client_result(&run->client, i, &run->results[i], err))
			return -1;
	}
	return 0;
}

static void show_result(const struct run *run, const struct run_result *res)
{
	const struct options *opt = &run->app->opt;
	FILE *out = run->app->out;

	if (!opt->quiet)
		fputc('\n', out);
	text_verdict(out, res, run->live.color);
	if (!opt->quiet)
		text_metrics(out, res);
	if (opt->verbose)
		text_threads(out, res);
	if (opt->stats)
		text_stats(out, res, run->app->clocksource);
	else if (!opt->quiet)
		text_serial(out, res);
}

static void show_text(const struct run *run)
{
	const struct options *opt = &run->app->opt;
	FILE *out = run->app->out;

	for (size_t i = 0; i < run->nr_results; i++)
		show_result(run, &run->results[i]);
	if (opt->quiet)
		return;
	if (run->nr_results > 1) {
		fputc('\n', out);
		text_totals(out, run->results, run->nr_results);
	}
	if (!opt->stats)
		text_clock(out, run->app->clocksource);
}

static void show_json(const struct run *run)
{
	struct json_object *array = json_object_new_array();

	app_put_conditions(run->app);
	for (size_t i = 0; i < run->nr_results; i++)
		json_object_array_add(array, json_result(&run->results[i], &run->cat));
	json_object_object_add(run->app->data, "runs", array);
	watch_put_transcript(&run->live);
}

static void finish(struct run *run)
{
	for (size_t i = 0; i < run->nr_results; i++)
		run_result_free(&run->results[i]);
	free(run->results);
	watch_free(&run->live);
	catalogue_free(&run->cat);
	client_close(&run->client);
}

static int cmd_run_run(struct app *app, int argc, char **argv)
{
	struct run run = { .app = app, .client = { .fd = -1 } };
	int status = EXIT_DEVICE;

	watch_init(&run.live, app, &run.client, true);
	if (!prepare(&run, argc, argv) && !watch_run(&run.live, run.list.runs, run.list.n) &&
	    !fetch(&run)) {
		if (app->data)
			show_json(&run);
		else
			show_text(&run);
		status = results_status(run.results, run.nr_results, interrupt_seen());
	}
	finish(&run);
	return status;
}

const struct command cmd_run = {
	.name = "run",
	.arguments = "[DEMO[/VARIANT] [KEY=VALUE]...]...",
	.summary = "run demos and show what happens",
	.details = "Without DEMO the five demos of the tutorial run, each with its defaults;\n"
		   "with 'every' all demos do. The default VARIANT is the first one that syncdemo\n"
		   "list names. Ctrl-C ends the run.\n"
		   "\n"
		   "  syncdemo run\n"
		   "  syncdemo run lock threads=8\n"
		   "  syncdemo run lock rlock event delay_ms=500\n"
		   "  syncdemo run lock/none --json\n"
		   "  syncdemo run lock/mutex --stats\n",
	.options = OPTION_VERBOSE | OPTION_QUIET | OPTION_STATS,
	.run = cmd_run_run,
};
