// SPDX-License-Identifier: GPL-2.0-only
/*
 * Four users with sixteen sessions each want to run at the same time. The caps hold, every
 * session gets its answers, and no user gets much less than another.
 */
#include <sys/mman.h>

#include "lib/calls.h"
#include "lib/cycles.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define USERS		4
#define SESSIONS	16
#define RUNS		250	/* of each session */

#define REQUEST "lock/mutex threads=4 iterations=100"

/**
 * struct shared - what all processes see
 * @done: runs that are over, by user
 * @when_first: @done when the first user had all its runs
 * @full: a user has all its runs
 */
struct shared {
	unsigned int done[USERS];
	unsigned int when_first[USERS];
	unsigned int full;
};

static struct shared *shared;
static unsigned int runs;

/* One session of a user: selects, waits for room, runs and reads, again and again. */
static void session(unsigned int user)
{
	static struct text text;
	int fd;

	assert_works(setresuid(1000 + user, 1000 + user, 1000 + user));
	fd = open_device(O_RDWR);
	for (unsigned int i = 0; i < runs; i++) {
		write_text(fd, REQUEST);
		read_all(fd, &text);
		assert_all_ok(text.s, "lock/mutex");
		if (__atomic_add_fetch(&shared->done[user], 1, __ATOMIC_SEQ_CST) ==
			    SESSIONS * runs &&
		    !__atomic_exchange_n(&shared->full, 1, __ATOMIC_SEQ_CST))
			memcpy(shared->when_first, shared->done, sizeof(shared->done));
	}
	_exit(0);
}

static unsigned int all_done(void)
{
	unsigned int sum = 0;

	for (unsigned int i = 0; i < USERS; i++)
		sum += __atomic_load_n(&shared->done[i], __ATOMIC_SEQ_CST);
	return sum;
}

/* Watches the caps until all sessions have ended; returns the most runs at once. */
static unsigned int watch_caps(void)
{
	unsigned int left = USERS * SESSIONS, most = 0;
	int fd = open_device(O_RDONLY), status;
	struct syncdemo_info info;

	while (left) {
		pid_t pid = waitpid(-1, &status, WNOHANG);

		if (pid > 0) {
			assert_int_equal(status, 0);
			left--;
			continue;
		}
		get_info(fd, &info);
		assert_in_range(info.runs, 0, info.max_runs);
		assert_in_range(info.threads, 0, info.max_threads);
		most = info.runs > most ? info.runs : most;
		say_progress("crowd", all_done(), USERS * SESSIONS * runs);
		pause_polling();
	}
	return most;
}

static void four_users_with_64_sessions_share_the_device(void **state)
{
	unsigned int most, least = ~0U;

	(void)state;
	alarm(0);
	runs = cycles(RUNS);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		      -1, 0);
	assert_ptr_not_equal(shared, MAP_FAILED);
	assert_works(chmod(DEVICE, 0666));
	for (unsigned int i = 0; i < USERS * SESSIONS; i++) {
		pid_t pid = fork();

		assert_works(pid);
		if (!pid)
			session(i % USERS);
	}
	most = watch_caps();
	assert_works(chmod(DEVICE, 0600));
	assert_int_equal(all_done(), USERS * SESSIONS * runs);
	assert_no_threads();
	printf("# %u runs, at most %u at once; when the first user was done:", all_done(), most);
	for (unsigned int i = 0; i < USERS; i++) {
		printf(" %u", shared->when_first[i]);
		least = shared->when_first[i] < least ? shared->when_first[i] : least;
	}
	printf("\n");
	/* The queue serves users in turn, so the others are about as far by then. */
	assert_in_range(least, SESSIONS * runs / 2, SESSIONS * runs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(four_users_with_64_sessions_share_the_device),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
