/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The words after "syncdemo run": DEMO[/VARIANT] key=value... Pure.
 */
#ifndef SYNCDEMO_REQUEST_H
#define SYNCDEMO_REQUEST_H

#include "catalogue.h"
#include "error.h"

/* The word that asks for every demo with its defaults, as on the device. */
#define REQUEST_ALL	"all"

/**
 * struct request - what to run
 * @demo: the demo, or NULL for all of them
 * @variant: the variant; NULL for all demos
 * @run: what SYNCDEMO_IOC_RUN takes; unused for all demos
 */
struct request {
	const struct demo *demo;
	const struct variant *variant;
	struct syncdemo_run run;
};

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
 * request_measure - have times measured, unless the words said how much is to be
 * @req: a request for one demo; stays as it is if the demo measures nothing
 */
void request_measure(struct request *req);

/**
 * request_lines - what to write to the device to have all demos measure times
 * @cat: what the module offers
 *
 * Return: a line for each demo, which the caller frees; or NULL without memory.
 */
char *request_lines(const struct catalogue *cat);

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
