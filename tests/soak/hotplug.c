// SPDX-License-Identifier: GPL-2.0-only
/*
 * A CPU goes away and comes back again and again, through a run of every demo. What the
 * kernel's detectors say of it is judged outside; here the device must work in the end.
 */
#include "lib/calls.h"
#include "lib/cycles.h"
#include "lib/ktap.h"
#include "lib/subjects.h"
#include "lib/threads.h"

#define ONLINE	"/sys/devices/system/cpu/cpu1/online"
#define CYCLES	1000	/* of all demos together */

static void set_online(const char *value)
{
	int fd = open(ONLINE, O_WRONLY | O_CLOEXEC);

	assert_works(fd);
	assert_int_equal(write(fd, value, 1), 1);
	close(fd);
}

/* So many cycles during runs of the variant, one after the other. */
static void cycle_through(const struct subject *s, unsigned int nr)
{
	struct syncdemo_run run = request(s, BUSY);
	int fd = open_device(O_RDWR);

	for (unsigned int i = 0; i < nr; i++) {
		if (!i || !is_running(fd))
			assert_works(start_run(fd, &run));
		set_online("0");
		set_online("1");
	}
	assert_works(close(fd));
	assert_no_threads();
}

static void cpus_may_come_and_go_through_every_demo(void **state)
{
	unsigned int nr = cycles(CYCLES), done = 0, demos;
	static struct text text;

	(void)state;
	alarm(0);
	list_subjects();
	demos = subjects[nr_subjects - 1].demo.index + 1;
	for (unsigned int i = 0; i < nr_subjects; i++) {
		if (subjects[i].variant.index || left_to_lockdep(&subjects[i]))
			continue;
		cycle_through(&subjects[i], nr / demos + 1);
		done += nr / demos + 1;
		say_progress("hotplug", done, nr);
	}
	printf("# a CPU went and came back %u times in %u demos\n", done, demos);
	assert_in_range(done, nr, 2 * nr + demos);
	read_all(start_requests("rlock"), &text);
	assert_all_ok(text.s, "rlock/mutex");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(cpus_may_come_and_go_through_every_demo),
	};

	if (access(ONLINE, W_OK)) {
		puts("1..1\nok 1 - hotplug # SKIP there is no second CPU to take away");
		return 0;
	}
	return run_device_tests(tests, ARRAY_SIZE(tests));
}
