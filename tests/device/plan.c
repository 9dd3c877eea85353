// SPDX-License-Identifier: GPL-2.0-only
/*
 * SYNCDEMO_IOC_PLAN: several runs by one call, all of them or none.
 */
#include "lib/calls.h"
#include "lib/ktap.h"

#define NR	3

static struct text text;

static struct syncdemo_plan plan_of(const struct syncdemo_run *runs, unsigned int nr)
{
	return (struct syncdemo_plan) {
		.size = sizeof(struct syncdemo_plan),
		.nr_runs = nr,
		.run_size = sizeof(*runs),
		.runs = (uintptr_t)runs,
	};
}

static void make_runs(struct syncdemo_run *runs)
{
	runs[0] = make_run("lock", "spinlock");
	runs[1] = make_run("rlock", "");
	runs[2] = make_run("lock", "none");
	for (unsigned int i = 0; i < NR; i++)
		set_param(&runs[i], SYNCDEMO_PARAM_ITERATIONS, 10);
}

static void the_runs_follow_each_other(void **state)
{
	struct syncdemo_run runs[NR];
	struct syncdemo_plan plan = plan_of(runs, NR);
	struct syncdemo_result result;
	int fd = open_device(O_RDWR);

	make_runs(runs);
	assert_works(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan));
	await_end(fd);
	assert_works(get_result(fd, 2, &result));
	assert_int_equal(result.param[SYNCDEMO_PARAM_ITERATIONS], 10);
	assert_fails(get_result(fd, NR, &result), ENOENT);
	read_all(fd, &text);
	assert_all_ok(text.s, "lock/spinlock rlock/mutex lock/none");
}

/* Longer structures, as a later version may have them. */
static void the_distance_of_the_runs_is_theirs(void **state)
{
	struct { struct syncdemo_run run; __u64 more; } runs[2] = { };
	struct syncdemo_plan plan = plan_of(&runs[0].run, 2);
	int fd = open_device(O_RDWR);

	plan.run_size = sizeof(runs[0]);
	for (unsigned int i = 0; i < 2; i++) {
		runs[i].run = make_run("rlock", "");
		runs[i].run.size = sizeof(runs[0]);
	}
	assert_works(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan));
	await_end(fd);
	read_all(fd, &text);
	assert_all_ok(text.s, "rlock/mutex rlock/mutex");
	runs[1].more = 1;
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), E2BIG);
}

static void one_wrong_run_refuses_all(void **state)
{
	struct syncdemo_run runs[NR];
	struct syncdemo_plan plan = plan_of(runs, NR);
	int fd = open_device(O_RDWR);

	make_runs(runs);
	strcpy(runs[2].variant, "nonsense");
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), EINVAL);
	make_runs(runs);
	runs[1].param[SYNCDEMO_PARAM_ITERATIONS] = 0;
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), ERANGE);
	make_runs(runs);
	runs[1].size--;
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), EINVAL);
	plan.runs = (uintptr_t)bad_address();
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), EFAULT);
	assert_fails(wait_for(fd, 0), ENODATA);
}

static void the_number_and_the_size_have_limits(void **state)
{
	static struct syncdemo_run runs[SYNCDEMO_PLAN_MAX + 1];
	struct syncdemo_plan plan = plan_of(runs, 0);
	int fd = open_device(O_RDWR);

	for (unsigned int i = 0; i < ARRAY_SIZE(runs); i++)
		runs[i] = make_run("rlock", "");
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), EINVAL);
	plan.nr_runs = ARRAY_SIZE(runs);
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), E2BIG);
	plan.nr_runs = 1;
	plan.flags = 1;
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), EINVAL);
	plan.flags = 0;
	plan.run_size = SYNCDEMO_RUN_SIZE_V1 - 1;
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), EINVAL);
	plan.run_size = 1 << 20;
	assert_fails(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan), E2BIG);
	plan = plan_of(runs, SYNCDEMO_PLAN_MAX);
	assert_works(ioctl(fd, SYNCDEMO_IOC_PLAN, &plan));
	await_end(fd);
}

static void a_read_only_open_starts_none(void **state)
{
	struct syncdemo_run run = make_run("rlock", "");
	struct syncdemo_plan plan = plan_of(&run, 1);

	assert_fails(ioctl(open_device(O_RDONLY), SYNCDEMO_IOC_PLAN, &plan), EBADF);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		device_test(the_runs_follow_each_other),
		device_test(the_distance_of_the_runs_is_theirs),
		device_test(one_wrong_run_refuses_all),
		device_test(the_number_and_the_size_have_limits),
		device_test(a_read_only_open_starts_none),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
