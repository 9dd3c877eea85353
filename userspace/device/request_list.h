/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The words of a command that runs several demos: DEMO[/VARIANT] KEY=VALUE..., and again.
 * The words "all" and "every" stand for several demos. Pure.
 */
#ifndef SYNCDEMO_REQUEST_LIST_H
#define SYNCDEMO_REQUEST_LIST_H

#include "device/request.h"

/**
 * struct request_list - runs, one after the other
 * @n: number of runs
 * @runs: what SYNCDEMO_IOC_PLAN takes
 */
struct request_list {
	size_t n;
	struct syncdemo_run runs[SYNCDEMO_PLAN_MAX];
};

/**
 * request_list_check - check the words as far as possible without a catalogue
 * @argc: number of words
 * @argv: the words
 * @err: (out) what is wrong
 *
 * Return: 0, or -1 with @err set.
 */
int request_list_check(int argc, char **argv, struct error *err);

/**
 * request_list_parse - append the runs that the words ask for
 * @list: the list
 * @cat: the catalogue
 * @argc: number of words; none stand for "all"
 * @argv: the words. A KEY=VALUE belongs to the demo before it; those before the first
 *	demo belong to the first one
 * @adjust: called for each request, to set what its words did not; or NULL
 * @err: (out) the wrong word and the right ones
 *
 * Return: 0, or -1 with @err set.
 */
int request_list_parse(struct request_list *list, const struct catalogue *cat, int argc,
		       char **argv, void (*adjust)(struct request *req), struct error *err);

#endif
