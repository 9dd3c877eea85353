/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The words after "syncdemo run": DEMO[/VARIANT] key=value... Pure.
 */
#ifndef SYNCDEMO_REQUEST_H
#define SYNCDEMO_REQUEST_H

#include <stdio.h>

#include "base/error.h"
#include "device/catalogue.h"

/*
 * Words that ask for several demos with their defaults, as on the device: those of
 * the tutorial, and all that there are.
 */
#define REQUEST_ALL	"all"
#define REQUEST_EVERY	"every"

/**
 * struct request - what to run
 * @several: REQUEST_ALL or REQUEST_EVERY; NULL for one demo
 * @demo: the demo, or NULL for several of them
 * @variant: the variant; NULL for several demos
 * @run: what SYNCDEMO_IOC_RUN takes; unused for several demos
 */
struct request {
	const char *several;
	const struct demo *demo;
	const struct variant *variant;
	struct syncdemo_run run;
};

/**
 * request_target - the word that names the demo
 * @argc: number of words
 * @argv: the words
 *
 * Return: the first word that is not key=value, or NULL.
 */
const char *request_target(int argc, char **argv);

/**
 * request_several - whether the words ask for several demos
 * @argc: number of words
 * @argv: the words
 *
 * Return: the word of the device for these demos, or NULL if it is one of them.
 */
const char *request_several(int argc, char **argv);

/**
 * request_check - find what is wrong with the words whatever the module offers
 * @argc: number of words
 * @argv: the words
 * @err: (out) what is wrong
 *
 * For telling about it before the device is opened.
 *
 * Return: 0, or -1 with @err set.
 */
int request_check(int argc, char **argv, struct error *err);

/**
 * request_parse - words to a request that the module will take
 * @cat: what the module offers
 * @argc: number of words
 * @argv: the words; the demo may stand anywhere among the key=value
 * @req: (out) the request; points into @cat
 * @err: (out) the word that was wrong and what would be right
 *
 * Return: 0, or -1 with @err set.
 */
int request_parse(const struct catalogue *cat, int argc, char **argv,
		  struct request *req, struct error *err);

/**
 * request_defaults - ask for the default variant of a demo, with its defaults
 * @demo: the demo
 * @req: (out) what to run
 */
void request_defaults(const struct demo *demo, struct request *req);

/**
 * request_set - set a parameter that the words did not set
 * @req: a request for one demo
 * @id: enum syncdemo_param
 * @value: the value; the range of the variant limits it
 *
 * Return: whether it is set now, by the words or by this; never if the request is
 * for several demos.
 */
bool request_set(struct request *req, __u32 id, __u64 value);

/**
 * request_put_line - a request as a line of text that the device takes
 * @out: where to
 * @req: a request for one demo
 */
void request_put_line(FILE *out, const struct request *req);

/**
 * request_measure - have times measured, unless the words said how much is to be
 * @req: a request; stays as it is if it is for several demos, or for one that
 *	measures nothing
 */
void request_measure(struct request *req);

/**
 * request_demo - the demo of that name
 * @cat: what the module offers
 * @name: the name
 * @err: (out) the word that was wrong and what would be right
 *
 * Return: the demo, or NULL with @err set.
 */
const struct demo *request_demo(const struct catalogue *cat, const char *name,
				struct error *err);

#endif
