// SPDX-License-Identifier: GPL-2.0-only
/*
 * syncdemo: runs the demos of the kernel module of the same name.
 */
#include <errno.h>
#include <signal.h>

#include "commands/dispatch.h"

/*
 * A closed pipe must end the tool quietly, but only after the terminal is cleaned up. So
 * SIGPIPE is ignored at first, writing fails, and the tool raises the signal at its end.
 */
static int die_of_closed_pipe(void)
{
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
	return EXIT_VERDICT;
}

int main(int argc, char **argv)
{
	struct app app = { .out = stdout, .errout = stderr };
	int status;

	signal(SIGPIPE, SIG_IGN);
	status = app_main(&app, argc, argv);
	return app.out_errno == EPIPE ? die_of_closed_pipe() : status;
}
