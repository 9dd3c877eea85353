// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo timeline: runs a demo and draws what its threads did.
 */
#include <string.h>

#include "render/timeline.h"
#include "base/time_format.h"
#include "cli/app.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/watch.h"
#include "device/request.h"
#include "render/json.h"
#include "render/json_put.h"
#include "render/json_trace.h"
#include "render/text.h"

/* Default room for events; takes 2 MiB of kernel memory. */
#define EVENTS	65536

/**
 * struct drawing - one call of "syncdemo timeline"
 * @app: the call
 * @client: the session
 * @cat: the catalogue
 * @req: what to run
 * @live: shows the run
 * @kind: OUTPUT_* of the file to write, 0 for the terminal
 * @window: --from and --to
 * @trace: the trace of the run
 * @tl: its timeline
 */
struct drawing {
	struct app *app;
	struct client client;
	struct catalogue cat;
	struct request req;
	struct watch live;
	unsigned int kind;
	struct window window;
	struct trace trace;
	struct timeline tl;
};

static int parse_time(const char *text, const char *option, __u64 *ns, struct error *err)
{
	if (!text || time_parse(text, ns))
		return 0;
	error_set(err, EXIT_USAGE, text, "--%s=%s: not a time", option, text);
	error_expect(err, "a number of ms, or one with a unit: 250us, 1.5ms, 2s");
	return -1;
}

static int parse_window(struct drawing *d)
{
	const struct options *opt = &d->app->opt;
	struct error *err = &d->app->error;

	if (parse_time(opt->from, "from", &d->window.from, err) ||
	    parse_time(opt->to, "to", &d->window.to, err))
		return -1;
	if (opt->to && d->window.to <= d->window.from) {
		error_set(err, EXIT_USAGE, opt->to, "--to=%s is not after the beginning",
			  opt->to);
		error_expect(err, "later than --from, or than 0");
		return -1;
	}
	return 0;
}

/* Checks the words as far as possible without a catalogue. */
static int check_words(struct drawing *d, int argc, char **argv)
{
	struct error *err = &d->app->error;

	if (request_check(argc, argv, err))
		return -1;
	if (d->app->opt.output) {
		d->kind = output_kind(d->app->opt.output,
				      OUTPUT_SVG | OUTPUT_HTML | OUTPUT_JSON, err);
		if (!d->kind)
			return -1;
	}
	return parse_window(d);
}

static int prepare(struct drawing *d, int argc, char **argv)
{
	struct error *err = &d->app->error;

	if (check_words(d, argc, argv) || app_open(d->app, &d->client, true) ||
	    client_catalogue(&d->client, &d->cat, err) ||
	    request_parse(&d->cat, argc, argv, &d->req, err))
		return -1;
	if (!request_set(&d->req, SYNCDEMO_PARAM_EVENTS, EVENTS))
		return error_set(err, EXIT_DEVICE, d->req.run.demo,
				 "the module keeps no log of %s", d->req.run.demo);
	return 0;
}

/* Limits --from and --to to the run. */
static int set_window(struct drawing *d)
{
	const struct options *opt = &d->app->opt;
	struct window *window = &d->tl.window;

	if (opt->to)
		window->to = d->window.to < d->tl.lanes.end ? d->window.to : d->tl.lanes.end;
	if (opt->from)
		window->from = d->window.from;
	if (window->from < window->to)
		return 0;
	error_set(&d->app->error, EXIT_USAGE, opt->from ? opt->from : opt->to,
		  "the run was over by then");
	error_expect(&d->app->error, "less than %.6f ms", d->tl.lanes.end / 1e6);
	return -1;
}

static int watch(struct drawing *d)
{
	struct error *err = &d->app->error;
	size_t n;

	if (watch_run(&d->live, &d->req.run, 1) || client_results(&d->client, &n, err) ||
	    client_trace(&d->client, 0, &d->cat, &d->trace, err))
		return -1;
	if (timeline_make(&d->tl, &d->trace, d->app->clocksource))
		return error_no_memory(err);
	return set_window(d);
}

static int draw(const struct drawing *d, FILE *out)
{
	switch (d->kind) {
	case OUTPUT_SVG:
		return timeline_svg(out, &d->tl);
	case OUTPUT_HTML:
		return timeline_html(out, &d->tl);
	default:
		timeline_chrome(out, &d->tl);
		return 0;
	}
}

static int write_file(struct drawing *d, FILE *out)
{
	const char *path = d->app->opt.output;
	int ret = draw(d, out);

	if (output_close(out, path, &d->app->error))
		return -1;
	return ret ? error_no_memory(&d->app->error) : 0;
}

static int show_picture(struct drawing *d)
{
	const struct text_style style = {
		.width = terminal_width(d->app->out), .color = d->live.color,
		.unicode = terminal_is_unicode(),
	};

	return timeline_text(d->app->out, &d->tl, &style) ? error_no_memory(&d->app->error) : 0;
}

static int show_text(struct drawing *d)
{
	FILE *out = d->app->out;

	text_verdict(out, &d->trace.res, d->live.color);
	if (d->app->opt.quiet)
		return 0;
	if (!d->kind) {
		fputc('\n', out);
		return show_picture(d);
	}
	timeline_put_log(out, &d->tl);
	fprintf(out, ".\n%s is written.\n", d->app->opt.output);
	return 0;
}

/* The trace goes into the document. */
static int show_json(struct drawing *d)
{
	struct json_object *data = d->app->data;
	struct json_object *array = json_object_new_array();
	struct json_object *run = json_result(&d->trace.res, &d->cat);

	json_put_log(run, &d->trace);
	json_put_findings(run, &d->tl.findings);
	json_object_array_add(array, run);
	app_put_conditions(d->app);
	json_put_string(data, "output", d->app->opt.output);
	json_object_object_add(data, "runs", array);
	if (!d->app->opt.quiet && json_put_events(run, &d->trace, d->app->out))
		return error_no_memory(&d->app->error);
	return 0;
}

/* Opens the file first: an error of it must not come after a long run. */
static int run_and_draw(struct drawing *d)
{
	FILE *out = NULL;
	int ret;

	if (d->kind) {
		out = output_open(d->app->opt.output, &d->app->error);
		if (!out)
			return -1;
	}
	ret = watch(d);
	if (out && !ret)
		ret = write_file(d, out);
	else if (out)
		fclose(out);
	return ret;
}

static int show(struct drawing *d)
{
	return d->app->data ? show_json(d) : show_text(d);
}

static int cmd_timeline_run(struct app *app, int argc, char **argv)
{
	struct drawing d = { .app = app, .client = { .fd = -1 } };
	int status = EXIT_DEVICE;

	watch_init(&d.live, app, &d.client, false);
	if (!prepare(&d, argc, argv) && !run_and_draw(&d)) {
		status = results_status(&d.trace.res, 1, interrupt_seen());
		if (show(&d))
			status = EXIT_DEVICE;
	}
	timeline_free(&d.tl);
	trace_free(&d.trace);
	catalogue_free(&d.cat);
	client_close(&d.client);
	return status;
}

const struct command cmd_timeline = {
	.name = "timeline",
	.arguments = "DEMO[/VARIANT] [KEY=VALUE]...",
	.summary = "run a demo and draw what its threads did, on the terminal or to a file",
	.details = "A lane for each thread shows when it ran, waited and held an object; also\n"
		   "wake-ups and findings. events=NUMBER is the room for events.\n"
		   "\n"
		   "  syncdemo timeline condition\n"
		   "  syncdemo timeline lock/none threads=2 iterations=100\n"
		   "  syncdemo timeline lock/none -o lost.html    a page: hover, zoom\n"
		   "  syncdemo timeline event -o event.svg        an image\n"
		   "  syncdemo timeline lock -o lock.json         Chrome trace format, for\n"
		   "                                              Perfetto and speedscope\n",
	.options = OPTION_QUIET | OPTION_OUTPUT | OPTION_FROM | OPTION_TO,
	.run = cmd_timeline_run,
};
