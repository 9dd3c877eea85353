/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The text of a run, read as strictly as KTAP version 1 allows.
 */
#ifndef _TEST_KTAP_H
#define _TEST_KTAP_H

#include <poll.h>

#include "device.h"

#define KTAP_MAX 64

/**
 * struct ktap_result - one result line
 * @ok: it says "ok"
 * @name: the test
 * @directive: what stands behind its "#": XFAIL, SKIP, TIMEOUT, ERROR; or ""
 */
struct ktap_result {
	bool ok;
	char name[64];
	char directive[16];
};

/**
 * struct ktap - a whole document
 * @nr: results, as many as the plan says
 * @results: in order
 */
struct ktap {
	unsigned int nr;
	struct ktap_result results[KTAP_MAX];
};

static inline void ktap_result_line(const char *line, struct ktap *k)
{
	struct ktap_result *r = &k->results[k->nr];
	unsigned int nr;
	char copy[320];
	int fields;

	memset(r, 0, sizeof(*r));
	snprintf(copy, sizeof(copy), "%.*s", (int)strcspn(line, "\n"), line);
	r->ok = !strncmp(copy, "ok ", 3);
	fields = sscanf(copy, r->ok ? "ok %u %63s # %15[A-Z] " : "not ok %u %63s # %15[A-Z] ",
			&nr, r->name, r->directive);
	if (fields < 2)
		fail_msg("not a line of KTAP: %s", copy);
	assert_int_equal(nr, ++k->nr);
}

static inline unsigned int ktap_count(const struct ktap *k, bool ok, const char *directive)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < k->nr; i++)
		nr += k->results[i].ok == ok && !strcmp(k->results[i].directive, directive);
	return nr;
}

/* The last line, which must agree with the results. */
static inline void ktap_check_totals(const char *line, const struct ktap *k)
{
	unsigned int pass = ktap_count(k, true, ""), xfail = ktap_count(k, true, "XFAIL");
	unsigned int skip = ktap_count(k, true, "SKIP"), error = ktap_count(k, false, "ERROR");
	char totals[128];

	snprintf(totals, sizeof(totals),
		 "# Totals: pass:%u fail:%u xfail:%u xpass:0 skip:%u error:%u\n", pass,
		 k->nr - pass - xfail - skip - error, xfail, skip, error);
	assert_string_equal(line, totals);
}

static inline const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');

	if (!end)
		fail_msg("a line without its end: %.80s", line);
	return end + 1;
}

/* Takes a document apart; every line must be one that KTAP knows. */
static inline void ktap_parse(const char *text, struct ktap *k)
{
	const char *line = text, *last = NULL;
	unsigned int plan;
	int fields;

	k->nr = 0;
	assert_memory_equal(line, "KTAP version 1\n", 15);
	line = next_line(line);
	fields = sscanf(line, "1..%u\n", &plan);
	assert_int_equal(fields, 1);
	assert_in_range(plan, 1, KTAP_MAX);
	for (line = next_line(line); *line; line = next_line(line)) {
		last = line;
		if (strncmp(line, "# ", 2) != 0)
			ktap_result_line(line, k);
	}
	assert_int_equal(k->nr, plan);
	assert_non_null(last);
	ktap_check_totals(last, k);
}

/* The document's results are these: "lock/mutex rlock/mutex ...", all ok. */
static inline void assert_all_ok(const char *text, const char *names)
{
	char got[2048] = "";
	struct ktap k;

	ktap_parse(text, &k);
	for (unsigned int i = 0; i < k.nr; i++) {
		assert_true(k.results[i].ok);
		strcat(got, i ? " " : "");
		strcat(got, k.results[i].name);
	}
	assert_string_equal(got, names);
}

/* ---- what the threads said ---- */

/* The end of the next line, from @from on, in which somebody says just this. */
static inline const char *said(const char *from, const char *sentence)
{
	char needle[256];
	const char *at;

	snprintf(needle, sizeof(needle), ": %s\n", sentence);
	at = strstr(from, needle);
	if (!at)
		fail_msg("nobody says '%s' (any more)", sentence);
	return at + strlen(needle);
}

/* How many times somebody says what begins like this. */
static inline unsigned int times_said(const char *text, const char *beginning)
{
	unsigned int times = 0;
	char needle[256];

	snprintf(needle, sizeof(needle), "): %s", beginning);
	for (const char *at = text; (at = strstr(at, needle)); at++)
		times++;
	return times;
}

/*
 * Reads the transcript of an event with one waiter up to where both threads have
 * said what they have to: nothing more comes until the event is set.
 */
static inline void read_until_quiet(int fd, struct text *text)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	text->len = 0;
	text->s[0] = 0;
	while (times_said(text->s, "starts\n") < 2 || times_said(text->s, "Waiting for") < 1) {
		assert_int_equal(poll(&p, 1, SOON), 1);
		assert_true(read_more(fd, text, 4096) > 0);
	}
}

/* The time (us) at the head of the line that ends just before @end. */
static inline __s64 said_at_us(const char *text, const char *end)
{
	const char *line = end - 1;
	long long seconds;
	int us, fields;

	while (line > text && line[-1] != '\n')
		line--;
	fields = sscanf(line, "# %lld.%6d cpu", &seconds, &us);
	assert_int_equal(fields, 2);
	return seconds * 1000000LL + us;
}

#endif /* _TEST_KTAP_H */
