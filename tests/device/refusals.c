// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a user with echo and cat learns of a refused text, and that each user has a selection
 * of its own.
 */
#include <errno.h>

#include "lib/calls.h"
#include "lib/ktap.h"

#define REFUSED "# the last text was refused: "

static struct text text;

/* The third line of the transcript tells of a refusal. */
static void assert_told(const char *sentence)
{
	const char *at = strstr(text.s, REFUSED);

	if (!at)
		fail_msg("nothing was told, but \"%s\" was due", sentence);
	if (strncmp(at + strlen(REFUSED), sentence, strlen(sentence)) != 0)
		fail_msg("\"%.100s\" instead of \"%s\"", at, sentence);
	assert_memory_equal(text.s, "KTAP version 1\n1..", 18);
	assert_ptr_equal(strchr(strchr(text.s, '\n') + 1, '\n') + 1, at);
}

static void read_as(uid_t uid)
{
	int fd = open_as(uid, O_RDONLY);

	read_all(fd, &text);
	assert_works(close(fd));
}

static void write_as(uid_t uid, const char *request, int err)
{
	int fd = open_as(uid, O_WRONLY);

	errno = 0;
	assert_int_equal(write(fd, request, strlen(request)), err ? -1 : (int)strlen(request));
	assert_int_equal(errno, err);
	assert_works(close(fd));
}

static void the_next_reader_is_told_once(void **state)
{
	(void)state;
	write_as(0, "rlock", 0);
	write_as(0, "rlokc", EINVAL);
	read_as(0);
	assert_told("there is no demo \"rlokc\"; there are lock, ");
	assert_all_ok(text.s, "rlock/mutex");
	read_as(0);
	assert_null(strstr(text.s, REFUSED));
}

static void a_good_text_after_it_is_the_end_of_it(void **state)
{
	(void)state;
	write_as(0, "rlock threads=0", ERANGE);
	write_as(0, "rlock", 0);
	read_as(0);
	assert_null(strstr(text.s, REFUSED));
}

static void too_long_a_text_is_told_as_well(void **state)
{
	char much[5000];

	(void)state;
	write_as(0, "rlock", 0);
	memset(much, ' ', sizeof(much) - 1);
	much[sizeof(much) - 1] = '\0';
	write_as(0, much, E2BIG);
	read_as(0);
	assert_told("the text is too long: at most 4096 bytes\n");
}

static void the_reader_of_the_same_file_is_told(void **state)
{
	int fd;

	(void)state;
	write_as(0, "rlock", 0);
	fd = open_device(O_RDWR);
	assert_fails(write(fd, "rlock iterations=x", 18), EINVAL);
	read_all(fd, &text);
	assert_told("iterations cannot be \"x\"; it is a decimal number without a unit\n");
}

static void no_other_user_is_told(void **state)
{
	(void)state;
	write_as(1001, "rlock", 0);
	write_as(1002, "local", 0);
	write_as(1001, "lock threads", EINVAL);
	read_as(1002);
	assert_null(strstr(text.s, REFUSED));
	assert_all_ok(text.s, "local/percpu");
	read_as(1001);
	assert_told("\"threads\" is not KEY=VALUE\n");
	assert_all_ok(text.s, "rlock/mutex");
}

static void each_user_has_a_selection(void **state)
{
	(void)state;
	write_as(0, "lock iterations=1", 0);
	for (uid_t uid = 1001; uid <= 1040; uid++)
		write_as(uid, uid % 2 ? "rlock" : "local", 0);
	for (uid_t uid = 1001; uid <= 1040; uid++) {
		read_as(uid);
		assert_all_ok(text.s, uid % 2 ? "rlock/mutex" : "local/percpu");
	}
	read_as(0);
	assert_all_ok(text.s, "lock/mutex");
}

/* The memory for them is bounded: who has not written for long has the default again. */
static void the_65th_user_takes_the_place_of_the_first(void **state)
{
	int fd;

	(void)state;
	for (uid_t uid = 2001; uid <= 2065; uid++)
		write_as(uid, "rlock", 0);
	read_as(2065);
	assert_all_ok(text.s, "rlock/mutex");
	read_as(2002);
	assert_all_ok(text.s, "rlock/mutex");
	fd = open_as(2001, O_RDONLY);
	read_until(fd, &text, "\n#");
	assert_memory_equal(text.s, "KTAP version 1\n1..5\n", 20);
	assert_works(close(fd));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(the_next_reader_is_told_once),
		device_test(a_good_text_after_it_is_the_end_of_it),
		device_test(too_long_a_text_is_told_as_well),
		device_test(the_reader_of_the_same_file_is_told),
		device_test(no_other_user_is_told),
		device_test(each_user_has_a_selection),
		device_test(the_65th_user_takes_the_place_of_the_first),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
