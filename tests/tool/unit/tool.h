/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Running the whole tool inside a test, with the fakes in place of the device.
 */
#ifndef TOOL_H
#define TOOL_H

#include <json-c/json.h>

#include "commands/dispatch.h"
#include "fake.h"

/**
 * struct outcome - what a call of the tool came to
 * @status: exit status
 * @out: standard output
 * @err: standard error
 */
struct outcome {
	int status;
	char *out;
	char *err;
};

/* Splits @line at blanks and runs the tool; outcome_free() what comes back. */
struct outcome tool(const char *line);
void outcome_free(struct outcome *outcome);

/* cmocka setup: a healthy device, nothing noted yet. */
int reset_fake(void **state);

/* Tells the fake device to come to one result, with this transcript. */
extern const char *const sample_transcript;
void set_run(__u32 verdict);

/* Runs @line as text and as JSON: both must exit with @status. */
void assert_status(const char *line, int status);

/* Fails the test if @part is not in @text. */
void assert_contains(const char *text, const char *part);

/* The document on standard output; fails the test if it is none. */
struct json_object *document(const struct outcome *outcome);

/* The member at a path like "error.word"; fails the test if there is none. */
struct json_object *member(struct json_object *doc, const char *path);
const char *member_string(struct json_object *doc, const char *path);

#endif
