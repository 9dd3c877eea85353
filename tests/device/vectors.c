// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads and writes in several pieces, and without user memory: readv, writev, splice,
 * sendfile. A text is taken whole or not at all, however it comes.
 */
#include <sys/sendfile.h>
#include <sys/uio.h>

#include "lib/calls.h"
#include "lib/ktap.h"

static struct text text;

static struct iovec piece(const char *s)
{
	return (struct iovec){ .iov_base = (void *)s, .iov_len = strlen(s) };
}

static __u64 param_of(int fd, enum syncdemo_param id)
{
	struct syncdemo_result result;

	assert_works(get_result(fd, 0, &result));
	return result.param[id];
}

static void a_line_in_two_pieces_is_one_request(void **state)
{
	const struct iovec pieces[] = { piece("lock threads=2"), piece(" iterations=10\n") };
	int fd = open_device(O_RDWR);

	assert_int_equal(writev(fd, pieces, 2), 29);
	await_end(fd);
	assert_int_equal(param_of(fd, SYNCDEMO_PARAM_THREADS), 2);
	assert_int_equal(param_of(fd, SYNCDEMO_PARAM_ITERATIONS), 10);
}

static void a_wrong_piece_refuses_all(void **state)
{
	const struct iovec pieces[] = { piece("rlock\n"), piece("lock colour=2\n") };
	int fd = open_device(O_RDWR);

	assert_fails(writev(fd, pieces, 2), EINVAL);
	assert_fails(wait_for(fd, 0), ENODATA);
}

static void an_unmapped_piece_refuses_all(void **state)
{
	const struct iovec pieces[] = {
		piece("rlock\n"), { .iov_base = bad_address(), .iov_len = 5 },
	};
	int fd = open_device(O_RDWR);

	assert_fails(writev(fd, pieces, 2), EFAULT);
	assert_fails(wait_for(fd, 0), ENODATA);
}

static void a_read_fills_one_piece_after_the_other(void **state)
{
	char head[7], rest[4096] = "";
	const struct iovec pieces[] = {
		{ .iov_base = head, .iov_len = sizeof(head) },
		{ .iov_base = rest, .iov_len = sizeof(rest) - 1 },
	};
	int fd = start_requests("rlock");

	await_end(fd);
	assert_true(readv(fd, pieces, 2) > (ssize_t)sizeof(head));
	assert_memory_equal(head, "KTAP ve", sizeof(head));
	assert_memory_equal(rest, "rsion 1\n", 8);
}

static void splice_reads_the_transcript(void **state)
{
	int fd = start_requests("rlock"), ends[2];
	ssize_t got, all = 0;

	assert_works(pipe(ends));
	while ((got = splice(fd, NULL, ends[1], NULL, 65536, 0)) > 0) {
		assert_int_equal(read(ends[0], text.s + all, got), got);
		all += got;
	}
	assert_works(got);
	text.s[all] = 0;
	assert_all_ok(text.s, "rlock/mutex");
}

static void splice_writes_a_request(void **state)
{
	int fd = open_device(O_RDWR), ends[2];

	assert_works(pipe(ends));
	write_text(ends[1], "lock threads=2 iterations=10\n");
	assert_int_equal(splice(ends[0], NULL, fd, NULL, 29, 0), 29);
	await_end(fd);
	assert_int_equal(param_of(fd, SYNCDEMO_PARAM_ITERATIONS), 10);
}

/* To a pipe: to anything else the kernel sends only from files that can seek. */
static void sendfile_reads_the_transcript(void **state)
{
	int fd = start_requests("rlock"), ends[2];
	ssize_t got, all = 0;

	assert_works(pipe(ends));
	while ((got = sendfile(ends[1], fd, NULL, 65536)) > 0) {
		assert_int_equal(read(ends[0], text.s + all, got), got);
		all += got;
	}
	assert_works(got);
	text.s[all] = 0;
	assert_all_ok(text.s, "rlock/mutex");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		device_test(a_line_in_two_pieces_is_one_request),
		device_test(a_wrong_piece_refuses_all),
		device_test(an_unmapped_piece_refuses_all),
		device_test(a_read_fills_one_piece_after_the_other),
		device_test(splice_reads_the_transcript),
		device_test(splice_writes_a_request),
		device_test(sendfile_reads_the_transcript),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
