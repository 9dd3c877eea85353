/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * JSON output. Pure: structures in, JSON objects out. syncdemo.1 documents every
 * member; test_schema.c compares the two.
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
 * json_document - make the document that a call prints
 *
 * Return: the document, to which a command adds its members; free it with
 * json_object_put().
 */
struct json_object *json_document(void);

/**
 * json_finish - fill in the members that are known only at the end
 * @doc: the document
 * @command: name of the command, or NULL if it is unknown
 * @status: exit status
 * @module_version: version of the module, or "" if it is unknown
 * @err: added as the member "error" if it is set
 */
void json_finish(struct json_object *doc, const char *command, int status,
		 const char *module_version, const struct error *err);

/**
 * json_demo - a demo, its variants and parameters
 * @demo: the demo
 */
struct json_object *json_demo(const struct demo *demo);

/**
 * json_result - the result of a run
 * @res: the run
 * @cat: for the names of the parameters
 */
struct json_object *json_result(const struct run_result *res, const struct catalogue *cat);

/**
 * json_status - module, device and active runs
 * @status: the status
 */
struct json_object *json_status(const struct status *status);

#endif
