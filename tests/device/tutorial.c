// SPDX-License-Identifier: GPL-2.0-only
/*
 * What `cat /dev/syncdemo` shows: the five demos of the tutorial with its
 * numbers and its sentences, as they happen. One run, read once, before the
 * first test; every test looks at that.
 */
#include <regex.h>

#include "lib/ktap.h"

static struct text text;

#define FIVE "lock/mutex rlock/mutex condition/waitqueue event/completion local/percpu"

/* When the reader had the line of the waiter, and the line of the setter. */
static __s64 waiting_ms, set_ms;

static int read_defaults(void **state)
{
	int fd = open_device(O_RDONLY);
	ssize_t got;

	(void)state;
	/* Longer than the time budget of a demo, so that it can say what is wrong. */
	alarm(3 * TEST_LIMIT);
	do {
		got = read_more(fd, &text, 65536);
		if (!waiting_ms && strstr(text.s, ": Waiting for event to be set\n"))
			waiting_ms = now_ms();
		if (!set_ms && strstr(text.s, ": Event is set\n"))
			set_ms = now_ms();
	} while (got > 0);
	assert_int_equal(got, 0);
	return close(fd);
}

static void five_demos_in_the_tutorials_order(void **state)
{
	(void)state;
	assert_all_ok(text.s, FIVE);
}

#define WHEN	"# {1,5}[0-9]{1,4}[.][0-9]{6}"
#define WHO	"sd/(main|(lock|rlock|condition|event|local)-[0-9]+ [(][a-z]+[)])"

/* With the time in seconds to the us, the CPU, the thread, and its role. */
static void every_sentence_says_when_where_and_who(void **state)
{
	unsigned int sentences = 0;
	const char *line;
	regex_t regex;

	(void)state;
	assert_int_equal(regcomp(&regex, "^" WHEN " cpu[0-9]+ " WHO ": [^ ].*$",
				 REG_EXTENDED | REG_NOSUB), 0);
	for (line = text.s; *line; line = next_line(line)) {
		char one[256];

		snprintf(one, sizeof(one), "%.*s", (int)(next_line(line) - line - 1), line);
		if (!strstr(one, "sd/"))
			continue;
		sentences++;
		if (regexec(&regex, one, 0, NULL, 0))
			fail_msg("'%s'", one);
	}
	regfree(&regex);
	/* 13 threads start and end; the five say 1, 2, 20, 3 and 5 more */
	assert_in_range(sentences, 2 * 13 + 31, 100);
}

static void every_request_is_shown_with_its_parameters(void **state)
{
	(void)state;
	assert_non_null(strstr(text.s, "\n# lock/mutex threads=5 iterations=100000 timeout_ms="));
	assert_non_null(strstr(text.s, "\n# rlock/mutex threads=1 iterations=1 timeout_ms="));
	assert_non_null(strstr(text.s, "\n# condition/waitqueue items=10 producers=1 consumers=1"));
	assert_non_null(strstr(text.s, "\n# event/completion waiters=1 delay_ms=3000 timeout_ms="));
	assert_non_null(strstr(text.s, "\n# local/percpu threads=3 delay_ms=0 timeout_ms="));
}

static void lock_adds_up(void **state)
{
	(void)state;
	said(text.s, "Final shared resource value: 500000");
	assert_int_equal(times_said(text.s, "ends after 100000 operations"), 5);
}

static void rlock_is_taken_in_foo_then_in_bar(void **state)
{
	(void)state;
	said(said(text.s, "Acquired lock in foo"), "Acquired lock in bar");
	assert_int_equal(times_said(text.s, "Acquired lock in"), 2);
}

static void items_are_produced_and_consumed_in_turns(void **state)
{
	const char *at = text.s;
	char sentence[32];

	(void)state;
	for (int i = 0; i < 10; i++) {
		snprintf(sentence, sizeof(sentence), "Produced: %d", i);
		at = said(at, sentence);
		snprintf(sentence, sizeof(sentence), "Consumed: %d", i);
		at = said(at, sentence);
	}
	assert_int_equal(times_said(text.s, "Produced: "), 10);
	assert_int_equal(times_said(text.s, "Consumed: "), 10);
}

static void event_is_waited_for_then_set_then_seen(void **state)
{
	(void)state;
	said(said(said(text.s, "Waiting for event to be set"), "Event is set"), "Event set!");
}

/* By the module's clock: from the setter's start to its set. */
static void event_is_set_after_three_seconds(void **state)
{
	const char *start = strstr(text.s, "sd/event-1 (setter): starts\n");
	__s64 took;

	(void)state;
	assert_non_null(start);
	took = said_at_us(text.s, said(text.s, "Event is set")) -
	       said_at_us(text.s, next_line(start));
	assert_in_range(took, 3000000, 3000000 + SOON * 1000);
}

/* By the reader's clock: it had the one line long before there was the other. */
static void lines_arrive_as_they_are_said(void **state)
{
	(void)state;
	assert_true(waiting_ms && set_ms);
	assert_in_range(set_ms - waiting_ms, 1500, 3000 + SOON);
}

static void threads_have_data_of_their_own(void **state)
{
	(void)state;
	said(text.s, "Data in thread: sd/local-0 - 5");
	said(text.s, "Data in thread: sd/local-1 - 10");
}

static void the_third_thread_finds_none(void **state)
{
	const char *at = strstr(text.s, "Data in thread: sd/local-2 - none (-ENODATA;");

	(void)state;
	assert_non_null(at);
	assert_true(strstr(at, "AttributeError") < strchr(at, '\n'));
	assert_int_equal(times_said(text.s, "Data in thread: "), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(five_demos_in_the_tutorials_order),
		cmocka_unit_test(every_sentence_says_when_where_and_who),
		cmocka_unit_test(every_request_is_shown_with_its_parameters),
		cmocka_unit_test(lock_adds_up),
		cmocka_unit_test(rlock_is_taken_in_foo_then_in_bar),
		cmocka_unit_test(items_are_produced_and_consumed_in_turns),
		cmocka_unit_test(event_is_waited_for_then_set_then_seen),
		cmocka_unit_test(event_is_set_after_three_seconds),
		cmocka_unit_test(lines_arrive_as_they_are_said),
		cmocka_unit_test(threads_have_data_of_their_own),
		cmocka_unit_test(the_third_thread_finds_none),
	};

	/* Handing a mutex on half a million times takes minutes there, emulated. */
	if (!access("/sys/kernel/realtime", F_OK)) {
		puts("1..1\nok 1 - the_tutorials_counts # SKIP PREEMPT_RT");
		return 0;
	}
	if (read_defaults(NULL))
		return 1;
	return run_device_tests(tests, ARRAY_SIZE(tests));
}
