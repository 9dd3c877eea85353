// SPDX-License-Identifier: GPL-2.0-only
/*
 * A signal that ends the reader ends the run at once; one that it handles does
 * not. The runs here would take a minute: ended is ended by the signal.
 */
#include <stdatomic.h>

#include "lib/calls.h"
#include "lib/ktap.h"
#include "lib/threads.h"

#define LONG_EVENT "event delay_ms=60000"

static struct text text;

/* ---- signals that end the reader ---- */

/*
 * A child that is asleep in a read of @fd, or of a file of its own if @fd < 0.
 * With nothing to read, so that it is still there when the signal comes.
 */
static pid_t spawn_reader(int fd)
{
	int ready[2];
	pid_t pid;
	char byte;

	assert_works(pipe(ready));
	pid = spawn();
	if (!pid) {
		if (fd < 0)
			fd = start_requests(LONG_EVENT);
		read_until_quiet(fd, &text);
		if (write(ready[1], "", 1) == 1)
			read_all(fd, &text);
		_exit(0);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	await_asleep(pid);
	return pid;
}

/* The child closes what it had open before it can be reaped. */
static void ends_the_run_of_its_reader(int sig)
{
	pid_t pid = spawn_reader(-1);
	int status;

	assert_works(kill(pid, sig));
	status = reap();
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), sig);
	assert_no_threads();
}

static void SIGKILL_ends_the_run(void **state)
{
	(void)state;
	ends_the_run_of_its_reader(SIGKILL);
}

static void SIGINT_ends_the_run(void **state)
{
	(void)state;
	ends_the_run_of_its_reader(SIGINT);
}

static void SIGTERM_ends_the_run(void **state)
{
	(void)state;
	ends_the_run_of_its_reader(SIGTERM);
}

/* ---- signals that are handled ---- */

static atomic_int handled;

static void handle(int sig)
{
	(void)sig;
	handled++;
}

/*
 * Sends SIGUSR1 to this process again and again, for as long as the test goes,
 * so that none is lost that comes before the call that it is to interrupt.
 */
static timer_t keep_signalling(int flags)
{
	struct sigaction sa = { .sa_handler = handle, .sa_flags = flags };
	struct sigevent ev = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
	const struct itimerspec often = {
		.it_value.tv_nsec = 50000000,
		.it_interval.tv_nsec = 50000000,
	};
	timer_t timer;

	handled = 0;
	assert_works(sigaction(SIGUSR1, &sa, NULL));
	assert_works(timer_create(CLOCK_MONOTONIC, &ev, &timer));
	assert_works(timer_settime(timer, 0, &often, NULL));
	return timer;
}

static void a_handled_signal_interrupts_a_read(void **state)
{
	int fd = start_requests(LONG_EVENT);
	timer_t timer;

	(void)state;
	read_until_quiet(fd, &text);
	timer = keep_signalling(0);
	assert_fails(read_more(fd, &text, 4096), EINTR);
	timer_delete(timer);
	assert_true(is_running(fd));
}

static void a_read_goes_on_where_it_shall_restart(void **state)
{
	int fd = start_requests("event delay_ms=500");
	timer_t timer;

	(void)state;
	timer = keep_signalling(SA_RESTART);
	read_all(fd, &text);
	timer_delete(timer);
	assert_in_range(handled, 1, 100000);
	assert_all_ok(text.s, "event/completion");
}

static void interrupts_a_wait(unsigned int timeout_ms, int flags)
{
	int fd = start_requests(LONG_EVENT);
	timer_t timer;

	timer = keep_signalling(flags);
	assert_fails(wait_for(fd, timeout_ms), EINTR);
	timer_delete(timer);
	assert_true(is_running(fd));
	close(fd);
}

static void a_handled_signal_interrupts_a_wait(void **state)
{
	(void)state;
	interrupts_a_wait(SYNCDEMO_WAIT_FOREVER, 0);
	interrupts_a_wait(SOON, 0);
}

/* Restarted, it would begin its time anew, and perhaps never come to its end. */
static void a_wait_for_a_time_does_not_restart(void **state)
{
	(void)state;
	interrupts_a_wait(SOON, SA_RESTART);
}

static void a_wait_for_ever_goes_on_where_it_shall_restart(void **state)
{
	int fd = start_requests("event delay_ms=500");
	timer_t timer;

	(void)state;
	timer = keep_signalling(SA_RESTART);
	assert_works(wait_for(fd, SYNCDEMO_WAIT_FOREVER));
	timer_delete(timer);
	assert_in_range(handled, 1, 100000);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(SIGKILL_ends_the_run),
		device_test(SIGINT_ends_the_run),
		device_test(SIGTERM_ends_the_run),
		device_test(a_handled_signal_interrupts_a_read),
		device_test(a_read_goes_on_where_it_shall_restart),
		device_test(a_handled_signal_interrupts_a_wait),
		device_test(a_wait_for_a_time_does_not_restart),
		device_test(a_wait_for_ever_goes_on_where_it_shall_restart),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
