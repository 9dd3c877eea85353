// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the detection rules find in a run, and what they must not find.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/findings.h"
#include "base/util.h"
#include "golden.h"
#include "traces.h"

#define STEPS_MAX	16

/*
 * With the names of the threads cut short, and "..." for the rest of a sentence;
 * the whole ones are in golden/findings.txt.
 */
static const struct expected {
	const char *what;
	struct step steps[STEPS_MAX];
	const char *findings[3];
} table[] = {
	{ "a lost update",
	  { { 10, 0, LOAD, OBJECT(COUNTER), 5 }, { 20, 1, LOAD, OBJECT(COUNTER), 5 },
	    { 30, 1, STORE, OBJECT(COUNTER), 6 }, { 40, 1, LOAD, OBJECT(COUNTER), 6 },
	    { 50, 1, STORE, OBJECT(COUNTER), 7 }, { 60, 0, STORE, OBJECT(COUNTER), 6 } },
	  { "60 lost update: 0 stores 6 over 7 in counter: what 1 has stored ..." } },
	{ "an update that was seen, though the log has it later",
	  { { 10, 1, LOAD, OBJECT(COUNTER), 5 }, { 20, 0, LOAD, OBJECT(COUNTER), 6 },
	    { 30, 1, STORE, OBJECT(COUNTER), 6 }, { 40, 0, STORE, OBJECT(COUNTER), 7 } },
	  { NULL } },
	{ "an update that followed, though the log has it earlier",
	  { { 10, 0, LOAD, OBJECT(COUNTER), 5 }, { 20, 1, LOAD, OBJECT(COUNTER), 6 },
	    { 30, 1, STORE, OBJECT(COUNTER), 7 }, { 40, 0, STORE, OBJECT(COUNTER), 6 } },
	  { NULL } },
	{ "updates one after the other",
	  { { 10, 0, LOAD, OBJECT(COUNTER), 5 }, { 20, 0, STORE, OBJECT(COUNTER), 6 },
	    { 30, 1, LOAD, OBJECT(COUNTER), 6 }, { 40, 1, STORE, OBJECT(COUNTER), 7 } },
	  { NULL } },
	{ "a store without a load",
	  { { 10, 0, STORE, OBJECT(COUNTER), 1 }, { 20, 1, LOAD, OBJECT(COUNTER), 1 },
	    { 30, 0, STORE, OBJECT(COUNTER), 2 } },
	  { NULL } },
	{ "a signal that came too early",
	  { { 10, 0, START, 0, 0 }, { 15, 1, START, 0, 0 }, { 20, 1, SIGNAL, OBJECT(SIGN), 1 },
	    { 30, 0, WAIT, OBJECT(SIGN), 0 }, { 40, 1, EXIT, 0, 1 }, { 99, 0, EXIT, 0, 0 } },
	  { "30 lost wakeup: 0 waits for condition to the end: 1 signalled ..." } },
	{ "a signal that woke another one",
	  { { 10, 0, WAIT, OBJECT(SIGN), 0 }, { 20, 2, WAIT, OBJECT(SIGN), 0 },
	    { 30, 1, SIGNAL, OBJECT(SIGN), 1 }, { 40, 2, WOKEN, OBJECT(SIGN), 1 } },
	  { "10 lost wakeup: 0 waits for condition to the end: when 1 ..." } },
	{ "a signal that woke nobody",
	  { { 10, 0, WAIT, OBJECT(SIGN), 0 }, { 30, 1, SIGNAL, OBJECT(SIGN), 1 } },
	  { "10 lost wakeup: 0 waits for condition to the end, although ..." } },
	{ "a wait that the end of the run ended",
	  { { 5, 1, SIGNAL, OBJECT(SIGN), 1 }, { 10, 0, WAIT, OBJECT(SIGN), 0 },
	    { 40, 0, WOKEN, OBJECT(SIGN), 1 }, { 41, 0, EXIT, 0, 0 } },
	  { "10 lost wakeup: 0 waits for condition to the end: 1 signalled ..." } },
	{ "a wait after which there was nothing left to do",
	  { { 10, 0, WAIT, OBJECT(SIGN), 0 }, { 20, 1, SIGNAL, OBJECT(SIGN), 1 },
	    { 40, 0, WOKEN, OBJECT(SIGN), 1 }, { 41, 0, EXIT, 0, 1 } },
	  { NULL } },
	{ "a wait that was over",
	  { { 10, 0, WAIT, OBJECT(SIGN), 0 }, { 30, 1, SIGNAL, OBJECT(SIGN), 1 },
	    { 40, 0, WOKEN, OBJECT(SIGN), 1 } },
	  { NULL } },
	{ "a wait that nobody ever signalled",
	  { { 10, 0, WAIT, OBJECT(SIGN), 0 }, { 30, 1, SIGNAL, OBJECT(LOCK), 1 } },
	  { NULL } },
	{ "two threads in a deadlock",
	  { { 10, 0, ACQUIRED, FORK_NR(0), 0 }, { 20, 1, ACQUIRED, FORK_NR(1), 0 },
	    { 30, 0, ATTEMPT, FORK_NR(1), 0 }, { 40, 1, ATTEMPT, FORK_NR(0), 0 },
	    { 90, 0, RELEASED, FORK_NR(0), 0 }, { 91, 0, EXIT, 0, 0 }, { 95, 1, EXIT, 0, 0 } },
	  { "40 deadlock: 0 holds fork 0 and waits for fork 1; 1 holds fork 1 and ..." } },
	{ "a thread in a deadlock with itself",
	  { { 10, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 30, 0, ATTEMPT, OBJECT(LOCK), 0 } },
	  { "30 deadlock: 0 holds lock and waits for it" } },
	{ "a recursive lock",
	  { { 10, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 30, 0, ATTEMPT, OBJECT(LOCK), 0 },
	    { 40, 0, ACQUIRED, OBJECT(LOCK), 0 } },
	  { NULL } },
	{ "a wait for one who is not stuck",
	  { { 10, 0, ACQUIRED, FORK_NR(0), 0 }, { 20, 1, ACQUIRED, FORK_NR(1), 0 },
	    { 40, 1, ATTEMPT, FORK_NR(0), 0 } },
	  { NULL } },
	{ "threads that give up in turns, as with trylock",
	  { { 10, 0, ACQUIRED, FORK_NR(0), 0 }, { 11, 0, ATTEMPT, FORK_NR(1), 0 },
	    { 12, 0, RELEASED, FORK_NR(0), 0 }, { 20, 1, ACQUIRED, FORK_NR(1), 0 },
	    { 21, 1, ATTEMPT, FORK_NR(0), 0 }, { 22, 1, RELEASED, FORK_NR(1), 0 } },
	  { NULL } },
	{ "two holders at once",
	  { { 10, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 20, 1, ACQUIRED, OBJECT(LOCK), 0 },
	    { 30, 0, LOAD, OBJECT(COUNTER), 1 }, { 40, 0, RELEASED, OBJECT(LOCK), 0 } },
	  { "20 two holders: 1 acquires lock while 0 holds it" } },
	{ "two holders, of whom one was through before the other one did anything",
	  { { 10, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 20, 1, ACQUIRED, OBJECT(LOCK), 0 },
	    { 22, 1, LOAD, OBJECT(COUNTER), 1 }, { 25, 1, RELEASED, OBJECT(LOCK), 0 },
	    { 30, 0, LOAD, OBJECT(COUNTER), 1 } },
	  { "20 two holders: 1 acquires lock while 0 holds it" } },
	{ "a release that is noted late",
	  { { 10, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 15, 0, LOAD, OBJECT(COUNTER), 1 },
	    { 20, 1, ACQUIRED, OBJECT(LOCK), 0 }, { 22, 0, RELEASED, OBJECT(LOCK), 0 },
	    { 24, 1, LOAD, OBJECT(COUNTER), 1 }, { 30, 1, RELEASED, OBJECT(LOCK), 0 } },
	  { NULL } },
	{ "a lock that is lent while its holder waits",
	  { { 10, 0, ACQUIRED, OBJECT(LOCK), 0 }, { 15, 0, WAIT, OBJECT(SIGN), 0 },
	    { 20, 1, ACQUIRED, OBJECT(LOCK), 0 }, { 22, 1, SIGNAL, OBJECT(SIGN), 1 },
	    { 24, 1, RELEASED, OBJECT(LOCK), 0 }, { 30, 0, WOKEN, OBJECT(SIGN), 1 },
	    { 35, 0, RELEASED, OBJECT(LOCK), 0 } },
	  { NULL } },
	{ "two readers",
	  { { 10, 0, ACQUIRED, OBJECT(SHARED), 0 }, { 20, 1, ACQUIRED, OBJECT(SHARED), 0 },
	    { 30, 0, LOAD, OBJECT(COUNTER), 1 }, { 40, 1, LOAD, OBJECT(COUNTER), 1 } },
	  { NULL } },
	{ "another one's value",
	  { { 10, 0, SET, OBJECT(COUNTER), 5 }, { 20, 1, SET, OBJECT(COUNTER), 10 },
	    { 30, 0, GET, OBJECT(COUNTER), 10 }, { 35, 1, GET, OBJECT(COUNTER), 10 },
	    { 40, 2, GET, OBJECT(COUNTER), 10 } },
	  { "30 value of another thread: 0 set 5 as its own counter, but finds 10, which 1 has set",
	    "40 value of another thread: 2 set no counter of its own, but finds 10, ..." } },
	{ "an own value that is gone",
	  { { 10, 0, SET, OBJECT(COUNTER), 5 }, { 30, 0, GET, OBJECT(COUNTER), -61 },
	    { 40, 0, GET, OBJECT(COUNTER), 0 }, { 50, 0, GET, OBJECT(COUNTER), -18 } },
	  { "30 own value gone: 0 set 5 as its own counter, but finds none",
	    "40 own value gone: 0 set 5 as its own counter, but finds 0" } },
	{ "half of a change",
	  { { 10, 0, ACQUIRED, OBJECT(SHARED), 0 }, { 20, 0, LOAD, OBJECT(COUNTER), 5 },
	    { 30, 0, LOAD, OBJECT(COUNTER), 6 }, { 40, 0, RELEASED, OBJECT(SHARED), 0 } },
	  { "30 torn read: 0 finds 5 and then 6 in counter within one read section" } },
	{ "two looks",
	  { { 20, 0, LOAD, OBJECT(COUNTER), 5 }, { 25, 0, RELEASED, OBJECT(SHARED), 0 },
	    { 30, 0, LOAD, OBJECT(COUNTER), 6 }, { 40, 0, LOAD, OBJECT(COUNTER), 6 },
	    { 50, 0, LOAD, OBJECT(SIGN), 7 } },
	  { NULL } },
	{ "an item that another one has taken",
	  { { 10, 0, STORE, OBJECT(QUEUE), 0 }, { 20, 1, LOAD, OBJECT(QUEUE), 0 },
	    { 30, 0, STORE, OBJECT(QUEUE), 1 }, { 40, 2, LOAD, OBJECT(QUEUE), 0 },
	    { 50, 2, LOAD, OBJECT(QUEUE), 0 }, { 60, 1, LOAD, OBJECT(QUEUE), 1 } },
	  { "40 no such item: 2 takes 0 from queue, though 1 took it before",
	    "50 no such item: 2 takes 0 from queue, though it took it before" } },
	{ "an item that no thread has put there, or too late",
	  { { 10, 0, LOAD, OBJECT(QUEUE), 7 }, { 15, 1, LOAD, OBJECT(QUEUE), 8 },
	    { 20, 2, STORE, OBJECT(QUEUE), 7 }, { 30, 1, LOAD, OBJECT(QUEUE), 7 } },
	  { "10 no such item: 0 takes 7 from queue, though no thread has put it there",
	    "15 no such item: 1 takes 8 from queue, though no thread has put it there" } },
	{ "items of which there were two",
	  { { 10, 0, STORE, OBJECT(QUEUE), 5 }, { 20, 0, STORE, OBJECT(QUEUE), 5 },
	    { 30, 1, LOAD, OBJECT(QUEUE), 5 }, { 40, 2, LOAD, OBJECT(QUEUE), 5 },
	    { 50, 0, STORE, OBJECT(QUEUE), 5 }, { 60, 1, LOAD, OBJECT(QUEUE), 5 } },
	  { NULL } },
	{ "an item taken when the clock stood still",
	  { { 10, 0, LOAD, OBJECT(QUEUE), 5 }, { 10, 1, STORE, OBJECT(QUEUE), 5 } },
	  { NULL } },
	{ "items that two threads take and put back",
	  { { 10, 0, STORE, OBJECT(QUEUE), 5 }, { 20, 0, STORE, OBJECT(QUEUE), 5 },
	    { 30, 1, LOAD, OBJECT(QUEUE), 5 }, { 40, 2, LOAD, OBJECT(QUEUE), 5 },
	    { 50, 1, STORE, OBJECT(QUEUE), 6 }, { 60, 2, STORE, OBJECT(QUEUE), 7 },
	    { 70, 1, LOAD, OBJECT(QUEUE), 6 }, { 80, 1, LOAD, OBJECT(QUEUE), 7 } },
	  { NULL } },
	{ "two queues with the same items",
	  { { 10, 0, STORE, OBJECT(QUEUE), 5 }, { 20, 0, STORE, QUEUE_NR(1), 5 },
	    { 30, 1, LOAD, OBJECT(QUEUE), 5 }, { 40, 2, LOAD, QUEUE_NR(1), 5 },
	    { 50, 0, STORE, OBJECT(QUEUE), 5 }, { 60, 1, LOAD, QUEUE_NR(1), 5 } },
	  { "60 no such item: 1 takes 5 from queue, though 2 took it before" } },
	{ "what is no queue may be loaded twice",
	  { { 10, 0, STORE, OBJECT(SIGN), 5 }, { 20, 1, LOAD, OBJECT(SIGN), 5 },
	    { 30, 2, LOAD, OBJECT(SIGN), 5 } },
	  { NULL } },
	{ "none, where none was set",
	  { { 10, 0, SET, OBJECT(COUNTER), 5 }, { 30, 0, GET, OBJECT(COUNTER), 5 },
	    { 40, 1, GET, OBJECT(COUNTER), -61 } },
	  { NULL } },
};

/* Shortens "sd/lock-0" to "0". */
static void shorten(const char *text, char *to)
{
	static const char prefix[] = "sd/lock-";

	while (*text)
		if (!strncmp(text, prefix, strlen(prefix)))
			text += strlen(prefix);
		else
			*to++ = *text++;
	*to = '\0';
}

static bool same(const char *text, const char *expected)
{
	size_t len = strlen(expected);

	if (len > 3 && !strcmp(expected + len - 3, "..."))
		return !strncmp(text, expected, len - 3);
	return !strcmp(text, expected);
}

static void check_findings(const struct expected *expected, const struct findings *findings)
{
	size_t n = 0;

	for (; n < ARRAY_SIZE(expected->findings) && expected->findings[n]; n++) {
		char text[512], whole[600];

		if (n >= findings->n)
			fail_msg("%s: no finding says '%s'", expected->what, expected->findings[n]);
		shorten(findings->finding[n].text, text);
		snprintf(whole, sizeof(whole), "%llu %s: %s", findings->finding[n].ns,
			 finding_name(findings->finding[n].kind), text);
		if (!same(whole, expected->findings[n]))
			fail_msg("%s: expected '%s', got '%s'", expected->what,
				 expected->findings[n], whole);
	}
	if (findings->n > n)
		fail_msg("%s: one too many says '%s'", expected->what, findings->finding[n].text);
}

static void put_findings(FILE *out, const char *what, const struct findings *findings)
{
	fprintf(out, "%s\n", what);
	for (size_t i = 0; i < findings->n; i++)
		fprintf(out, "  %s\n", findings->finding[i].text);
}

static void rules(void **state)
{
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct trace trace;
		struct findings findings;
		size_t n = 0;

		while (n < STEPS_MAX && table[i].steps[n].step)
			n++;
		make_trace(&trace, "lock/mutex", SYNCDEMO_FAIL, "", 3, table[i].steps, n);
		assert_int_equal(detect(&trace, &findings), 0);
		check_findings(&table[i], &findings);
		put_findings(out, table[i].what, &findings);
		findings_free(&findings);
		trace_free(&trace);
	}
	fclose(out);
	assert_golden("findings.txt", text);
	free(text);
}

/* The most severe findings are kept, in order of time; all are counted. */
static void the_most_severe_are_kept(void **state)
{
	struct step steps[4 * 20];
	struct trace trace;
	struct findings findings;

	(void)state;
	for (int i = 0; i < 20; i++) {
		const struct step one[] = {
			{ 100 * i, 0, LOAD, OBJECT(COUNTER), 1000 * i },
			{ 100 * i + 1, 1, LOAD, OBJECT(COUNTER), 1000 * i },
			{ 100 * i + 2, 1, STORE, OBJECT(COUNTER), 1000 * i + 1 + i * 7 % 20 },
			{ 100 * i + 3, 0, STORE, OBJECT(COUNTER), 1000 * i + 1 },
		};

		memcpy(&steps[4 * i], one, sizeof(one));
	}
	make_trace(&trace, "lock/none", SYNCDEMO_XFAIL, "", 2, steps, ARRAY_SIZE(steps));
	assert_int_equal(detect(&trace, &findings), 0);
	assert_int_equal(findings.found[FINDING_LOST_UPDATE], 20);
	assert_int_equal(findings.n, FINDINGS_PER_KIND);
	assert_true(findings_left_out(&findings, FINDING_LOST_UPDATE) == 20 - FINDINGS_PER_KIND);
	for (size_t i = 0; i < findings.n; i++) {
		assert_true(findings.finding[i].weight > 20 - FINDINGS_PER_KIND);
		assert_true(!i || findings.finding[i].ns > findings.finding[i - 1].ns);
	}
	findings_free(&findings);
	trace_free(&trace);
}

/* A full log proves nothing about the time after it. */
static void full_logs(void **state)
{
	static const struct step wait[] = {
		{ 10, 1, SIGNAL, OBJECT(SIGN), 1 }, { 20, 0, WAIT, OBJECT(SIGN), 0 },
	};
	static const struct step lost[] = {
		{ 10, 0, LOAD, OBJECT(COUNTER), 0 }, { 20, 1, LOAD, OBJECT(COUNTER), 0 },
		{ 30, 1, STORE, OBJECT(COUNTER), 1 }, { 90, 0, STORE, OBJECT(COUNTER), 1 },
	};
	struct trace trace;
	struct findings findings;

	(void)state;
	make_trace(&trace, "lock/none", SYNCDEMO_XFAIL, "", 2, wait, ARRAY_SIZE(wait));
	trace.logs[0].dropped = 1;
	assert_int_equal(detect(&trace, &findings), 0);
	assert_int_equal(findings.n, 0);
	findings_free(&findings);
	trace_free(&trace);
	make_trace(&trace, "lock/none", SYNCDEMO_XFAIL, "", 2, lost, ARRAY_SIZE(lost));
	trace.logs[1].dropped = 9;
	assert_int_equal(detect(&trace, &findings), 0);
	assert_int_equal(findings.n, 1);
	assert_non_null(strstr(findings.finding[0].text,
			       "at least 1 in counter (the last value before a log was full)"));
	findings_free(&findings);
	trace_free(&trace);
}

/*
 * Items put after a log was full are not in it: taking one later, or at the time of
 * the last event, is no finding.
 */
static void items_and_full_logs(void **state)
{
	static const struct step steps[] = {
		{ 10, 0, STORE, OBJECT(QUEUE), 0 }, { 20, 1, LOAD, OBJECT(QUEUE), 0 },
		{ 30, 1, LOAD, OBJECT(QUEUE), 0 }, { 40, 0, STORE, OBJECT(QUEUE), 1 },
		{ 40, 2, LOAD, OBJECT(QUEUE), 2 }, { 50, 1, LOAD, OBJECT(QUEUE), 3 },
	};
	static const struct {
		__u32 verdict;
		__u64 dropped[3];
		size_t findings;
	} table[] = {
		{ SYNCDEMO_XFAIL, { 0, 0, 0 }, 3 },
		{ SYNCDEMO_PASS, { 0, 0, 0 }, 0 },
		{ SYNCDEMO_XFAIL, { 1, 0, 0 }, 1 },
		{ SYNCDEMO_XFAIL, { 0, 1, 0 }, 2 },
		{ SYNCDEMO_XFAIL, { 0, 0, 1 }, 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct trace trace;
		struct findings findings;

		make_trace(&trace, "condition/no-predicate", table[i].verdict, "", 3, steps,
			   ARRAY_SIZE(steps));
		for (size_t j = 0; j < 3; j++)
			trace.logs[j].dropped = table[i].dropped[j];
		assert_int_equal(detect(&trace, &findings), 0);
		assert_int_equal(findings.found[FINDING_NO_SUCH_ITEM], table[i].findings);
		findings_free(&findings);
		trace_free(&trace);
	}
}

/* Of equal severity the first are kept, whatever their values. */
static void the_first_items_are_kept(void **state)
{
	struct step steps[2 * FINDINGS_PER_KIND];
	struct trace trace;
	struct findings findings;

	(void)state;
	for (int i = 0; i < 2 * FINDINGS_PER_KIND; i++)
		steps[i] = (struct step) { 10 + i, i % 2, LOAD, OBJECT(QUEUE), 100 - i };
	make_trace(&trace, "condition/no-predicate", SYNCDEMO_XFAIL, "", 2, steps,
		   ARRAY_SIZE(steps));
	assert_int_equal(detect(&trace, &findings), 0);
	assert_int_equal(findings.found[FINDING_NO_SUCH_ITEM], 2 * FINDINGS_PER_KIND);
	assert_int_equal(findings.n, FINDINGS_PER_KIND);
	for (size_t i = 0; i < findings.n; i++)
		assert_int_equal(findings.finding[i].ns, 10 + i);
	findings_free(&findings);
	trace_free(&trace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules),
		cmocka_unit_test(the_most_severe_are_kept),
		cmocka_unit_test(full_logs),
		cmocka_unit_test(items_and_full_logs),
		cmocka_unit_test(the_first_items_are_kept),
	};

	return cmocka_run_group_tests_name("analyse", tests, NULL, NULL);
}
