// SPDX-License-Identifier: GPL-2.0-only
/*
 * On a terminal: colour, and a live line that leaves no trace. The terminal is
 * a real one (a pty), with a screen that does what the codes say.
 */
#include <fcntl.h>
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tool.h"

#define ROWS	32
#define COLS	100

/**
 * struct screen - what one would see
 * @row: line of the cursor
 * @col: column of the cursor
 * @cells: the characters
 * @most: the longest live line that was ever seen
 */
struct screen {
	size_t row, col;
	char cells[ROWS][COLS];
	char most[COLS];
};

static int master;
static char received[16384];

static int open_terminal(void **state)
{
	reset_fake(state);
	setenv("TERM", "linux", 1);
	unsetenv("NO_COLOR");
	fake.transcript = "KTAP version 1\n1..1\n# a step\nok 1 lock/mutex\n";
	fake.nr_results = 1;
	fake.verdicts[0] = SYNCDEMO_PASS;
	fake.nr_active = 1;
	fake.active_pid = getpid();
	return 0;
}

/* Runs "syncdemo run lock -q" or without -q with both outputs on a new terminal. */
static int run_on_terminal(const char *option)
{
	char name[] = "syncdemo", run[] = "run", demo[] = "lock", last[32];
	char *argv[5] = { name, run, demo, last, NULL };
	struct app app = {};
	size_t used = 0;
	int slave, status;
	ssize_t len;

	snprintf(last, sizeof(last), "%s", option);
	assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
	app.out = fdopen(slave, "w");
	app.errout = fdopen(dup(slave), "w");
	status = app_main(&app, 4, argv);
	fclose(app.out);
	fclose(app.errout);
	while ((len = read(master, received + used, sizeof(received) - 1 - used)) > 0)
		used += len;
	received[used] = '\0';
	close(master);
	return status;
}

static const char *control(struct screen *screen, const char *at)
{
	if (at[1] == '[' && at[2] == 'K')
		memset(&screen->cells[screen->row][screen->col], 0, COLS - screen->col);
	return at + strcspn(at, "mK");
}

static void show(struct screen *screen)
{
	memset(screen, 0, sizeof(*screen));
	for (const char *at = received; *at; at++) {
		if (*at == '\033') {
			at = control(screen, at);
		} else if (*at == '\r') {
			screen->col = 0;
		} else if (*at == '\n') {
			screen->row++;
		} else {
			screen->cells[screen->row][screen->col++] = *at;
			if (strstr(screen->cells[screen->row], " lock/mutex 0."))
				memcpy(screen->most, screen->cells[screen->row], COLS);
		}
		assert_true(screen->row < ROWS && screen->col < COLS - 1);
	}
}

static void live_line_leaves_no_trace(void **state)
{
	static const char * const lines[] = {
		"KTAP version 1", "1..1", "# a step", "ok 1 lock/mutex", "",
		"lock/mutex: PASS: because",
	};
	struct screen screen;

	(void)state;
	assert_int_equal(run_on_terminal("--color=auto"), EXIT_OK);
	show(&screen);
	assert_non_null(strstr(screen.most, " lock/mutex 0."));
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		assert_string_equal(screen.cells[i], lines[i]);
}

static void quiet_has_a_live_line_too(void **state)
{
	struct screen screen;

	(void)state;
	assert_int_equal(run_on_terminal("--quiet"), EXIT_OK);
	show(&screen);
	assert_non_null(strstr(screen.most, " lock/mutex 0."));
	assert_string_equal(screen.cells[0], "lock/mutex: PASS: because");
	assert_string_equal(screen.cells[1], "");
}

static void color_on_a_terminal(void **state)
{
	(void)state;
	run_on_terminal("--color=auto");
	assert_non_null(strstr(received, "\033[32mok 1 lock/mutex"));
	assert_non_null(strstr(received, "lock/mutex: \033[32mPASS"));
}

static void no_color(void **state)
{
	(void)state;
	setenv("NO_COLOR", "1", 1);
	run_on_terminal("--color=auto");
	assert_null(strstr(received, "\033[32m"));
	open_terminal(state);
	setenv("NO_COLOR", "1", 1);
	run_on_terminal("--color=always");
	assert_non_null(strstr(received, "\033[32m"));
	open_terminal(state);
	run_on_terminal("--color=never");
	assert_null(strstr(received, "\033[32m"));
	open_terminal(state);
	setenv("NO_COLOR", "", 1);
	run_on_terminal("--color=auto");
	assert_non_null(strstr(received, "\033[32m"));
}

static void dumb_terminal(void **state)
{
	(void)state;
	setenv("TERM", "dumb", 1);
	run_on_terminal("--color=auto");
	assert_null(strchr(received, '\033'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(live_line_leaves_no_trace, open_terminal),
		cmocka_unit_test_setup(quiet_has_a_live_line_too, open_terminal),
		cmocka_unit_test_setup(color_on_a_terminal, open_terminal),
		cmocka_unit_test_setup(no_color, open_terminal),
		cmocka_unit_test_setup(dumb_terminal, open_terminal),
	};

	return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
