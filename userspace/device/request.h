/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One request in words: DEMO[/VARIANT] KEY=VALUE... Pure.
 */
#ifndef SYNCDEMO_REQUEST_H
#define SYNCDEMO_REQUEST_H

#include "base/error.h"
#include "device/catalogue.h"

/*
 * Words that stand for several demos, on the device too: the demos of the tutorial, and
 * all demos. See request_list.h.
 */
#define REQUEST_ALL	"all"
#define REQUEST_EVERY	"every"

/**
 * struct request - one request
 * @demo: the demo; points into the catalogue
 * @variant: the variant; points into the catalogue
 * @run: what SYNCDEMO_IOC_RUN takes
 */
struct request {
	const struct demo *demo;
	const struct variant *variant;
	struct syncdemo_run run;
};

/**
 * request_is_setting - whether a word is KEY=VALUE
 * @word: the word
 */
bool request_is_setting(const char *word);

/**
 * request_target - the word that names the demo
 * @argc: number of words
 * @argv: the words
 *
 * Return: the first word that is not key=value, or NULL.
 */
const char *request_target(int argc, char **argv);

/**
 * request_check - check the words as far as possible without a catalogue
 * @argc: number of words
 * @argv: the words
 * @err: (out) what is wrong: no demo, or more than one
 *
 * For commands that run one demo, before they open the device.
 *
 * Return: 0, or -1 with @err set.
 */
int request_check(int argc, char **argv, struct error *err);

/**
 * request_parse - parse the words of a request
 * @cat: the catalogue
 * @argc: number of words
 * @argv: the words; the demo may stand anywhere among the KEY=VALUE
 * @req: (out) the request; points into @cat
 * @err: (out) the wrong word and the right ones
 *
 * Return: 0, or -1 with @err set.
 */
int request_parse(const struct catalogue *cat, int argc, char **argv,
		  struct request *req, struct error *err);

/**
 * request_defaults - make a request for the default variant of a demo
 * @demo: the demo
 * @req: (out) the request
 */
void request_defaults(const struct demo *demo, struct request *req);

/**
 * request_set - set a parameter that the words did not set
 * @req: a request for one demo
 * @id: enum syncdemo_param
 * @value: the value; the range of the variant limits it
 *
 * Return: whether it is set now, by the words or by this; false if the variant does not
 * take it.
 */
bool request_set(struct request *req, __u32 id, __u64 value);

/**
 * request_measure - set stats=full, unless the words set stats
 * @req: the request; unchanged if its demo has no statistics
 */
void request_measure(struct request *req);

/**
 * request_refuse_variant - refuse a variant for a command that takes a whole demo
 * @word: DEMO/VARIANT
 * @err: (out) the error, with the demo as suggestion
 *
 * Return: -1.
 */
int request_refuse_variant(const char *word, struct error *err);

/**
 * request_demo - the demo of that name, for commands that take a demo without a variant
 * @cat: the catalogue
 * @word: the name
 * @err: (out) the wrong word and the right ones
 *
 * Return: the demo, or NULL with @err set.
 */
const struct demo *request_demo(const struct catalogue *cat, const char *word,
				struct error *err);

#endif
