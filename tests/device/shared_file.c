// SPDX-License-Identifier: GPL-2.0-only
/*
 * One open file, several processes: what becomes of one of them does not decide the run
 * of the others. The last close ends a run, and CANCEL; nothing else does.
 */
#include <pthread.h>
#include <sys/mman.h>

#include "lib/calls.h"
#include "lib/threads.h"

/* What the child does once its reader waits. */
enum fate { EXECS, EXITS, DIES };

/**
 * struct reader - a thread of the child that reads the file to its end
 * @fd: the file, shared with the test
 * @tid: its number; in memory that the test shares
 */
struct reader {
	int fd;
	volatile pid_t *tid;
};

static void *read_for_ever(void *arg)
{
	const struct reader *reader = arg;
	char buf[4096];

	*reader->tid = gettid();
	while (read(reader->fd, buf, sizeof(buf)) > 0)
		;
	return NULL;
}

static void end_child(enum fate fate)
{
	if (fate == EXECS)
		execl("/bin/true", "true", NULL);
	if (fate == DIES)
		kill(getpid(), SIGKILL);
	_exit(fate == EXECS ? 2 : 0);
}

/*
 * A child of which one thread reads @fd. Returns when that thread waits in read(): the
 * run goes on for long and has nothing more to report. When something is written to the
 * returned pipe, another thread of the child meets its @fate.
 */
static int share(int fd, enum fate fate)
{
	struct reader reader = { .fd = fd };
	pthread_t thread;
	int go[2];
	char byte;

	reader.tid = mmap(NULL, sizeof(pid_t), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(reader.tid, MAP_FAILED);
	assert_works(pipe(go));
	if (!spawn()) {
		if (pthread_create(&thread, NULL, read_for_ever, &reader) ||
		    read(go[0], &byte, 1) != 1)
			_exit(2);
		end_child(fate);
	}
	while (!*reader.tid)
		pause_polling();
	await_asleep(*reader.tid);
	return go[1];
}

static void meet_fate(int go)
{
	int status;

	assert_int_equal(write(go, "", 1), 1);
	status = reap();
	assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : !WEXITSTATUS(status));
}

static void assert_the_run_goes_on(int fd)
{
	assert_true(is_running(fd));
	assert_works(cancel_run(fd));
	assert_verdict(fd, 0, SYNCDEMO_CANCELLED);
}

static void exec_of_a_reader_leaves_the_run(void **state)
{
	int fd = start_requests("event delay_ms=60000");

	meet_fate(share(fd, EXECS));
	assert_the_run_goes_on(fd);
}

static void exit_of_a_reader_leaves_the_run(void **state)
{
	int fd = start_requests("event delay_ms=60000");

	meet_fate(share(fd, EXITS));
	assert_the_run_goes_on(fd);
}

static void the_death_of_a_reader_leaves_the_run(void **state)
{
	int fd = start_requests("event delay_ms=60000");

	meet_fate(share(fd, DIES));
	assert_the_run_goes_on(fd);
}

static void the_last_close_ends_the_run(void **state)
{
	int fd = start_requests("event delay_ms=60000");
	int go = share(fd, DIES);

	assert_works(close(fd));
	meet_fate(go);
	assert_no_threads();
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		device_test(exec_of_a_reader_leaves_the_run),
		device_test(exit_of_a_reader_leaves_the_run),
		device_test(the_death_of_a_reader_leaves_the_run),
		device_test(the_last_close_ends_the_run),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
