// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo explain: explains a demo or a variant. Needs no device.
 */
#include "cli/app.h"
#include "explain/explanation.h"
#include "explain/text_explain.h"
#include "render/json.h"
#include "render/json_put.h"

static void put_entry(struct json_object *array, const struct explanation *entry)
{
	struct json_object *obj = json_object_new_object();

	json_put_string(obj, "demo", entry->demo);
	json_put_string(obj, "variant", entry->variant);
	json_put_bool(obj, "broken", entry->broken);
	json_put_string(obj, "does", entry->does);
	json_put_string(obj, "checks", entry->checks);
	json_put_string(obj, "python", entry->python);
	json_put_string(obj, "mistake", entry->mistake);
	json_put_string(obj, "shows", entry->shows);
	json_put_string(obj, "cure", entry->cure);
	json_put_string(obj, "api", entry->api);
	json_put_string(obj, "source", entry->source);
	json_put_string(obj, "note", entry->note);
	json_object_array_add(array, obj);
}

static void show_json(struct json_object *data, const struct explanation *wanted)
{
	struct json_object *array = json_object_new_array();

	for (size_t i = 0; i < nr_explanations; i++)
		if (explanation_goes_with(&explanations[i], wanted))
			put_entry(array, &explanations[i]);
	json_object_object_add(data, "explanations", array);
}

static int cmd_explain_run(struct app *app, int argc, char **argv)
{
	const struct explanation *wanted = NULL;

	if (refuse_arguments(app, argc > 1 ? argv[1] : NULL))
		return EXIT_USAGE;
	if (argc)
		wanted = explanation_find(argv[0], &app->error);
	if (argc && !wanted)
		return EXIT_USAGE;
	if (app->data)
		show_json(app->data, wanted);
	else
		text_explain(app->out, wanted);
	return EXIT_OK;
}

const struct command cmd_explain = {
	.name = "explain",
	.arguments = "[DEMO[/VARIANT]]",
	.summary = "what a demo does, what its broken variants get wrong, and the cure",
	.details = "Without DEMO all demos in brief. The module need not be loaded.\n"
		   "\n"
		   "  syncdemo explain condition/lost-wakeup\n",
	.run = cmd_explain_run,
};
