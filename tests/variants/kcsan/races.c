// SPDX-License-Identifier: GPL-2.0-only
/*
 * On a kernel with KCSAN: every variant of every demo, as the module lists them.
 * One whose bug is a data race is reported for it, every other one is not. Only
 * reports that name the module count; the kernel has races of its own.
 */
#include "lib/subjects.h"

/* KCSAN looks at one access of so many; by default of 4000. */
#define SKIP_WATCH	"/sys/module/kcsan/parameters/skip_watch"
#define SKIPPED		"600"

/* A race that is there is seen in few of these, most often in the first. */
#define ATTEMPTS	20

static int kmsg;

/* How many reports name the module since the last look. */
static unsigned int reports(void)
{
	char record[8192];
	unsigned int nr = 0;
	ssize_t len;

	/* EPIPE: what was next is overwritten; the read after it goes on. */
	while ((len = read(kmsg, record, sizeof(record) - 1)) > 0 || errno == EPIPE) {
		if (len < 0)
			continue;
		record[len] = 0;
		if (!strstr(record, "BUG: KCSAN: ") || !strstr(record, "[syncdemo]"))
			continue;
		print_message("# %.*s\n", (int)strcspn(strchr(record, ';') + 1, "\n"),
			      strchr(record, ';') + 1);
		nr++;
	}
	assert_int_equal(errno, EAGAIN);
	return nr;
}

/* Back to the end of the log; end_test() closes what a test has opened. */
static void begin_to_look(void)
{
	int fd = open(SKIP_WATCH, O_WRONLY | O_CLOEXEC);

	assert_works(fd);
	assert_int_equal(write(fd, SKIPPED, strlen(SKIPPED)), strlen(SKIPPED));
	kmsg = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	assert_works(kmsg);
	assert_works(lseek(kmsg, 0, SEEK_END));
}

static void run_once(const struct subject *s, enum size size)
{
	struct syncdemo_run run = request(s, size);
	int fd = open_device(O_RDWR);

	assert_works(start_run(fd, &run));
	await_end(fd);
	assert_verdict(fd, 0, expected(s));
	assert_works(close(fd));
}

static void has_no_data_race(void **state)
{
	static const enum size sizes[] = { SMALL, MANY, BUSY };

	begin_to_look();
	for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++)
		run_once(*state, sizes[i]);
	assert_int_equal(reports(), 0);
}

static void is_reported_for_its_data_race(void **state)
{
	unsigned int seen = 0;

	begin_to_look();
	for (unsigned int i = 0; i < ATTEMPTS && !seen; i++) {
		run_once(*state, BUSY);
		seen = reports();
	}
	assert_int_not_equal(seen, 0);
}

int main(void)
{
	static struct CMUnitTest tests[MAX_VARIANTS];
	static char names[MAX_VARIANTS][128];

	list_subjects();
	for (unsigned int i = 0; i < nr_subjects; i++) {
		const struct subject *s = &subjects[i];
		const char *rule = "has_no_data_race";
		CMUnitTestFunction test = has_no_data_race;

		if (s->variant.flags & SYNCDEMO_VARIANT_RACY) {
			rule = "is_reported_for_its_data_race";
			test = is_reported_for_its_data_race;
		}
		snprintf(names[i], sizeof(names[i]), "%s_%s", s->name, rule);
		tests[i] = case_test(names[i], test, &subjects[i]);
	}
	return run_device_tests(tests, nr_subjects);
}
