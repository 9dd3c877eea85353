// SPDX-License-Identifier: GPL-2.0-only
/*
 * A signal writes a byte into a pipe, which can be polled.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "cli/interrupt.h"

static int pipe_fds[2] = { -1, -1 };

static void note(int sig)
{
	int saved = errno;
	char byte = sig;

	/* A full pipe is readable already. */
	if (write(pipe_fds[1], &byte, 1) < 0)
		errno = saved;
	errno = saved;
}

static void catch(int sig)
{
	/* SA_RESTART: printing goes on. SA_RESETHAND: the second signal kills. */
	struct sigaction action = { .sa_handler = note, .sa_flags = SA_RESTART | SA_RESETHAND };
	struct sigaction before;

	if (!sigaction(sig, NULL, &before) && before.sa_handler == SIG_IGN)
		return;
	sigaction(sig, &action, NULL);
}

int interrupt_catch(void)
{
	if (pipe_fds[0] < 0 && pipe2(pipe_fds, O_CLOEXEC | O_NONBLOCK))
		return -1;
	catch(SIGINT);
	catch(SIGTERM);
	catch(SIGHUP);
	return pipe_fds[0];
}

bool interrupt_seen(void)
{
	struct pollfd fd = { .fd = pipe_fds[0], .events = POLLIN };

	return pipe_fds[0] >= 0 && poll(&fd, 1, 0) > 0;
}
