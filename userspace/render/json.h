/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that the tool prints for programs. Pure: structures in, JSON
 * objects out. syncdemo.1 documents every member; a unit test compares.
 */
#ifndef SYNCDEMO_RENDER_JSON_H
#define SYNCDEMO_RENDER_JSON_H

#include <json-c/json.h>

#include "base/error.h"
#include "device/catalogue.h"
#include "device/result.h"
#include "device/status.h"

#define JSON_STYLE	(JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED | \
			 JSON_C_TO_STRING_NOSLASHESCAPE)

/**
 * json_document - begin the one document that a call prints
 *
 * Return: the document, to which a command adds its members; json_object_put()
 * it.
 */
struct json_object *json_document(void);

/**
 * json_finish - fill in what is known only at the end
 * @doc: the document
 * @command: name of the command, or NULL if it never got that far
 * @status: exit status
 * @module_version: version of the module, "" if it is not known
 * @err: becomes the member "error" if it is set
 */
void json_finish(struct json_object *doc, const char *command, int status,
		 const char *module_version, const struct error *err);

/**
 * json_demo - a demo, its variants and parameters
 * @demo: the demo
 */
struct json_object *json_demo(const struct demo *demo);

/**
 * json_result - what a run came to
 * @res: the run
 * @cat: for the names of the parameters
 */
struct json_object *json_result(const struct run_result *res, const struct catalogue *cat);

/**
 * json_status - module, device and what runs
 * @status: what is known
 */
struct json_object *json_status(const struct status *status);

#endif
