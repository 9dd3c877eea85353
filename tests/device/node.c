// SPDX-License-Identifier: GPL-2.0-only
/*
 * The node itself: who may open it, and that opening does nothing yet.
 */
#include <sys/stat.h>

#include "lib/calls.h"
#include "lib/threads.h"

static void node_is_a_device_for_root_alone(void **state)
{
	struct stat st;

	(void)state;
	assert_works(stat(DEVICE, &st));
	assert_true(S_ISCHR(st.st_mode));
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_uid, 0);
	assert_int_equal(st.st_gid, 0);
}

static void file_has_no_position(void **state)
{
	int fd = open_device(O_RDONLY);
	char byte;

	(void)state;
	assert_fails(lseek(fd, 0, SEEK_SET), ESPIPE);
	assert_fails(pread(fd, &byte, 1, 0), ESPIPE);
}

static void opening_starts_nothing(void **state)
{
	struct syncdemo_active active;
	int fd = open_device(O_RDWR);

	(void)state;
	assert_fails(get_active(fd, 0, &active), ENOENT);
	assert_no_threads();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(node_is_a_device_for_root_alone),
		device_test(file_has_no_position),
		device_test(opening_starts_nothing),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
