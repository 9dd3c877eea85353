// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo list: lists demos, variants and parameters.
 */
#include "cli/app.h"
#include "device/request.h"
#include "render/json.h"
#include "render/text.h"

static void show_json(struct json_object *data, const struct demo *demos, size_t n)
{
	struct json_object *array = json_object_new_array();

	for (size_t i = 0; i < n; i++)
		json_object_array_add(array, json_demo(&demos[i]));
	json_object_object_add(data, "demos", array);
}

static void show_text(FILE *out, const struct demo *demos, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			fputc('\n', out);
		text_demo(out, &demos[i]);
	}
}

static void show(struct app *app, const struct demo *demos, size_t n)
{
	if (app->data)
		show_json(app->data, demos, n);
	else
		show_text(app->out, demos, n);
}

static void list(struct app *app, const struct catalogue *cat, const char *name)
{
	const struct demo *demo;

	if (!name) {
		show(app, cat->demos, cat->nr_demos);
		return;
	}
	demo = request_demo(cat, name, &app->error);
	if (demo)
		show(app, demo, 1);
}

static int cmd_list_run(struct app *app, int argc, char **argv)
{
	struct catalogue cat = {};
	struct client client;

	if (refuse_arguments(app, argc > 1 ? argv[1] : NULL))
		return EXIT_USAGE;
	if (!app_open(app, &client, false) && !client_catalogue(&client, &cat, &app->error))
		list(app, &cat, argv[0]);
	catalogue_free(&cat);
	client_close(&client);
	return EXIT_OK;
}

const struct command cmd_list = {
	.name = "list",
	.arguments = "[DEMO]",
	.summary = "list the demos, their variants and parameters",
	.run = cmd_list_run,
};
