// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo report: runs demos, one after the other, and writes a page about them.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/app.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/watch.h"
#include "device/request_list.h"
#include "render/json.h"
#include "render/json_put.h"
#include "render/json_trace.h"
#include "render/report_html.h"
#include "render/text.h"

/* Path of the page without --output. */
#define PAGE	"syncdemo.html"

/* Room for events of one run, so that a page with many runs stays small. */
#define EVENTS	16384

/*
 * Runs besides the tutorial if no demo is named. It is small enough that all events are
 * recorded and the lost update can be marked.
 */
#define CONTROL_GROUP	"lock/none", "threads=3", "iterations=1000"

/**
 * struct reporting - one call of "syncdemo report"
 * @app: the call
 * @client: the session
 * @cat: the catalogue
 * @path: path of the page
 * @list: what to run
 * @live: shows the runs
 * @n: number of runs
 * @traces: the trace of each run
 * @runs: the timeline of each run
 */
struct reporting {
	struct app *app;
	struct client client;
	struct catalogue cat;
	const char *path;
	struct request_list list;
	struct watch live;
	size_t n;
	struct trace *traces;
	struct timeline *runs;
};

static void want_all(struct request *req)
{
	request_set(req, SYNCDEMO_PARAM_EVENTS, EVENTS);
	request_measure(req);
}

/* Without words the tutorial and CONTROL_GROUP. */
static int parse_words(struct reporting *r, int argc, char **argv)
{
	char words[][SYNCDEMO_NAME_SIZE] = { CONTROL_GROUP };
	struct error *err = &r->app->error;
	char *control[ARRAY_SIZE(words)];

	if (request_list_parse(&r->list, &r->cat, argc, argv, want_all, err))
		return -1;
	if (argc)
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		control[i] = words[i];
	return request_list_parse(&r->list, &r->cat, ARRAY_SIZE(words), control, want_all, err);
}

static int prepare(struct reporting *r, int argc, char **argv)
{
	struct error *err = &r->app->error;

	if (!output_kind(r->path, OUTPUT_HTML, err) || request_list_check(argc, argv, err) ||
	    app_open(r->app, &r->client, true) || client_catalogue(&r->client, &r->cat, err))
		return -1;
	return parse_words(r, argc, argv);
}

static int fetch(struct reporting *r)
{
	struct error *err = &r->app->error;
	size_t n;

	if (client_results(&r->client, &n, err))
		return -1;
	r->traces = calloc(n + 1, sizeof(*r->traces));
	r->runs = calloc(n + 1, sizeof(*r->runs));
	if (!r->traces || !r->runs)
		return error_no_memory(err);
	while (r->n < n) {
		size_t i = r->n++;

		if (client_trace(&r->client, i, &r->cat, &r->traces[i], err))
			return -1;
		if (timeline_make(&r->runs[i], &r->traces[i], r->app->clocksource))
			return error_no_memory(err);
	}
	return 0;
}

static int write_page(struct reporting *r, FILE *out)
{
	struct environment env;
	const struct report_page page = {
		.env = &env, .module_version = r->app->module_version, .cat = &r->cat,
		.n = r->n, .runs = r->runs,
	};
	int ret;

	environment_get(&env);
	ret = report_html(out, &page);
	if (output_close(out, r->path, &r->app->error))
		return -1;
	return ret ? error_no_memory(&r->app->error) : 0;
}

static int run_and_write(struct reporting *r)
{
	FILE *out = output_open(r->path, &r->app->error);

	if (!out)
		return -1;
	if (!watch_run(&r->live, r->list.runs, r->list.n) && !fetch(r))
		return write_page(r, out);
	fclose(out);
	return -1;
}

static void show_text(const struct reporting *r, const struct run_result *results)
{
	FILE *out = r->app->out;

	if (!r->app->opt.quiet)
		fputc('\n', out);
	for (size_t i = 0; i < r->n; i++)
		text_verdict(out, &results[i], r->live.color);
	if (!r->app->opt.quiet) {
		fputc('\n', out);
		text_totals(out, results, r->n);
	}
	fprintf(out, "The report is in %s: open it in a browser.\n", r->path);
}

static void show_json(const struct reporting *r)
{
	struct json_object *data = r->app->data;
	struct json_object *array = json_object_new_array();

	for (size_t i = 0; i < r->n; i++) {
		struct json_object *run = json_result(&r->traces[i].res, &r->cat);

		json_put_log(run, &r->traces[i]);
		json_put_findings(run, &r->runs[i].findings);
		json_object_array_add(array, run);
	}
	app_put_conditions(r->app);
	json_put_string(data, "output", r->path);
	json_object_object_add(data, "runs", array);
	watch_put_transcript(&r->live);
}

/* results_status() and text_totals() take the results as an array. */
static int show(const struct reporting *r)
{
	struct run_result *results = calloc(r->n + 1, sizeof(*results));
	int status;

	if (!results) {
		error_no_memory(&r->app->error);
		return EXIT_DEVICE;
	}
	for (size_t i = 0; i < r->n; i++)
		results[i] = r->traces[i].res;
	if (r->app->data)
		show_json(r);
	else
		show_text(r, results);
	status = results_status(results, r->n, interrupt_seen());
	free(results);
	return status;
}

static void finish(struct reporting *r)
{
	for (size_t i = 0; i < r->n; i++) {
		timeline_free(&r->runs[i]);
		trace_free(&r->traces[i]);
	}
	free(r->runs);
	free(r->traces);
	watch_free(&r->live);
	catalogue_free(&r->cat);
	client_close(&r->client);
}

static int cmd_report_run(struct app *app, int argc, char **argv)
{
	struct reporting r = {
		.app = app, .client = { .fd = -1 },
		.path = app->opt.output ? app->opt.output : PAGE,
	};
	int status = EXIT_DEVICE;

	watch_init(&r.live, app, &r.client, true);
	if (!prepare(&r, argc, argv) && !run_and_write(&r))
		status = show(&r);
	finish(&r);
	return status;
}

const struct command cmd_report = {
	.name = "report",
	.arguments = "[DEMO[/VARIANT] [KEY=VALUE]...]...",
	.summary = "run demos and write a page about them",
	.details = "Verdicts, metrics, threads, statistics, timelines, and the machine.\n"
		   "Without DEMO it is the five demos of the tutorial and lock/none; \"all\" is the\n"
		   "five alone, \"every\" is every demo. The page is " PAGE " unless -o says\n"
		   "otherwise; it needs nothing but a browser.\n"
		   "\n"
		   "  syncdemo report\n"
		   "  syncdemo report -o mine.html lock threads=8 lock/none event delay_ms=500\n",
	.options = OPTION_QUIET | OPTION_OUTPUT,
	.run = cmd_report_run,
};
