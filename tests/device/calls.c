// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which calls there are, and what a request through SYNCDEMO_IOC_RUN may hold.
 * Sizes are in sizes.c, what the calls tell in listing.c and results.c.
 */
#include <sys/mman.h>

#include "lib/calls.h"
#include "lib/threads.h"

/* ---- numbers ---- */

static void unknown_numbers_are_ENOTTY(void **state)
{
	const unsigned int unknown[] = { 0x04, 0x0f, 0x1b, 0x20, 0x7f, 0xff };
	struct syncdemo_info info = { .size = sizeof(info) };
	int fd = open_device(O_RDWR);

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(unknown); i++)
		assert_fails(ioctl(fd, _IO(SYNCDEMO_IOC_MAGIC, unknown[i]), &info), ENOTTY);
}

static void another_magic_is_ENOTTY(void **state)
{
	struct syncdemo_info info = { .size = sizeof(info) };
	int fd = open_device(O_RDWR);

	(void)state;
	assert_fails(ioctl(fd, _IO(SYNCDEMO_IOC_MAGIC + 1, 0x00), &info), ENOTTY);
	assert_fails(ioctl(fd, _IO(0, 0x00), &info), ENOTTY);
	assert_fails(ioctl(fd, TCGETS, &info), ENOTTY);
}

static void a_number_with_a_size_is_ENOTTY(void **state)
{
	struct syncdemo_info info = { .size = sizeof(info) };
	int fd = open_device(O_RDWR);

	(void)state;
	assert_fails(ioctl(fd, _IOR(SYNCDEMO_IOC_MAGIC, 0x00, info), &info), ENOTTY);
	assert_fails(ioctl(fd, _IOWR(SYNCDEMO_IOC_MAGIC, 0x00, info), &info), ENOTTY);
}

static void calls_work_in_any_file_open_for_writing(void **state)
{
	const int modes[] = { O_WRONLY, O_RDWR };
	struct syncdemo_run run = make_run("rlock", "");

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(modes); i++) {
		int fd = open_device(modes[i]);

		assert_works(start_run(fd, &run));
		await_end(fd);
		assert_verdict(fd, 0, SYNCDEMO_PASS);
	}
}

/* ---- what must be zero ---- */

static void unknown_flags_are_EINVAL(void **state)
{
	struct syncdemo_cancel cancel = { .size = sizeof(cancel), .flags = 1 };
	struct syncdemo_metric metric = { .size = sizeof(metric), .reserved = 1 };
	struct syncdemo_wait wait = { .size = sizeof(wait), .reserved = 1 };
	struct syncdemo_run run = make_run("rlock", "");
	int fd = start_requests("rlock");

	(void)state;
	await_end(fd);
	run.flags = 0x80000000;
	assert_fails(ioctl(fd, SYNCDEMO_IOC_RUN, &run), EINVAL);
	assert_fails(ioctl(fd, SYNCDEMO_IOC_WAIT, &wait), EINVAL);
	assert_fails(ioctl(fd, SYNCDEMO_IOC_CANCEL, &cancel), EINVAL);
	assert_fails(ioctl(fd, SYNCDEMO_IOC_METRIC, &metric), EINVAL);
}

/* ---- requests ---- */

/* Refused with this errno, and as if it had never been asked. */
static void assert_refused(const struct syncdemo_run *run, int err)
{
	struct syncdemo_run copy = *run;
	int fd = open_device(O_RDWR);

	assert_fails(start_run(fd, &copy), err);
	assert_fails(wait_for(fd, 0), ENODATA);
	assert_memory_equal(&copy, run, sizeof(copy));
	assert_no_threads();
	close(fd);
}

static void an_empty_variant_is_the_default(void **state)
{
	struct syncdemo_run run = make_run("event", "");
	struct syncdemo_result result;
	int fd = open_device(O_RDWR);

	(void)state;
	set_param(&run, SYNCDEMO_PARAM_DELAY_MS, 0);
	assert_works(start_run(fd, &run));
	await_end(fd);
	assert_works(get_result(fd, 0, &result));
	assert_string_equal(result.variant, "completion");
}

static void unknown_names_are_EINVAL(void **state)
{
	const char *const bad[][2] = {
		{ "", "" }, { "mutex", "" }, { "locks", "" }, { "loc", "" }, { "lock ", "" },
		{ "lock/mutex", "" }, { "all", "" }, { "lock", "semaphores" },
		{ "lock", "completion" }, { "", "mutex" },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(bad); i++) {
		struct syncdemo_run run = make_run(bad[i][0], bad[i][1]);

		assert_refused(&run, EINVAL);
	}
}

static void names_without_an_end_are_EINVAL(void **state)
{
	struct syncdemo_run run = make_run("lock", "mutex");

	(void)state;
	memset(run.demo, 'x', sizeof(run.demo));
	assert_refused(&run, EINVAL);
	run = make_run("lock", "mutex");
	memset(run.variant, 'x', sizeof(run.variant));
	assert_refused(&run, EINVAL);
}

static void a_parameter_of_another_demo_is_EINVAL(void **state)
{
	struct syncdemo_run run = make_run("lock", "");

	(void)state;
	set_param(&run, SYNCDEMO_PARAM_ITEMS, 5);
	assert_refused(&run, EINVAL);
}

static void an_unknown_parameter_is_EINVAL(void **state)
{
	(void)state;
	for (unsigned int bit = SYNCDEMO_NR_PARAMS; bit < 64; bit++) {
		struct syncdemo_run run = make_run("lock", "");

		run.param_mask = 1ULL << bit;
		assert_refused(&run, EINVAL);
	}
}

static void a_value_whose_bit_is_not_set_is_EINVAL(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < SYNCDEMO_PARAM_SLOTS; i++) {
		struct syncdemo_run run = make_run("lock", "");

		run.param[i] = 3;
		assert_refused(&run, EINVAL);
	}
}

static void a_value_out_of_range_is_ERANGE(void **state)
{
	const __u64 bad[] = { 0, 65, 1ULL << 32, (1ULL << 32) + 5, UINT64_MAX };

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(bad); i++) {
		struct syncdemo_run run = make_run("lock", "");

		set_param(&run, SYNCDEMO_PARAM_THREADS, bad[i]);
		assert_refused(&run, ERANGE);
	}
}

static void a_variants_own_minimum_is_ERANGE(void **state)
{
	struct syncdemo_run run = make_run("lock", "none");

	(void)state;
	set_param(&run, SYNCDEMO_PARAM_THREADS, 1);
	assert_refused(&run, ERANGE);
}

static void while_one_runs_another_is_EBUSY(void **state)
{
	struct syncdemo_run run = make_run("rlock", "");
	struct syncdemo_result result;
	int fd = start_requests("event delay_ms=300");

	(void)state;
	assert_fails(start_run(fd, &run), EBUSY);
	await_end(fd);
	assert_works(get_result(fd, 0, &result));
	assert_string_equal(result.demo, "event");
}

static void a_refused_run_leaves_the_earlier_results(void **state)
{
	struct syncdemo_run run = make_run("lock", "");
	int fd = start_requests("rlock");

	(void)state;
	await_end(fd);
	set_param(&run, SYNCDEMO_PARAM_THREADS, 0);
	assert_fails(start_run(fd, &run), ERANGE);
	assert_verdict(fd, 0, SYNCDEMO_PASS);
}

/* Nothing of these structures is (out), so they may lie in constant memory. */
static void constant_structures_are_taken(void **state)
{
	struct syncdemo_run *run = mmap(NULL, sizeof(*run), PROT_READ | PROT_WRITE,
					MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	static const struct syncdemo_cancel cancel = { .size = sizeof(cancel) };
	int fd = open_device(O_RDWR);

	(void)state;
	assert_ptr_not_equal(run, MAP_FAILED);
	*run = make_run("event", "");
	assert_works(mprotect(run, sizeof(*run), PROT_READ));
	assert_works(start_run(fd, run));
	assert_works(ioctl(fd, SYNCDEMO_IOC_CANCEL, &cancel));
	munmap(run, sizeof(*run));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(unknown_numbers_are_ENOTTY),
		device_test(another_magic_is_ENOTTY),
		device_test(a_number_with_a_size_is_ENOTTY),
		device_test(calls_work_in_any_file_open_for_writing),
		device_test(unknown_flags_are_EINVAL),
		device_test(an_empty_variant_is_the_default),
		device_test(unknown_names_are_EINVAL),
		device_test(names_without_an_end_are_EINVAL),
		device_test(a_parameter_of_another_demo_is_EINVAL),
		device_test(an_unknown_parameter_is_EINVAL),
		device_test(a_value_whose_bit_is_not_set_is_EINVAL),
		device_test(a_value_out_of_range_is_ERANGE),
		device_test(a_variants_own_minimum_is_ERANGE),
		device_test(while_one_runs_another_is_EBUSY),
		device_test(a_refused_run_leaves_the_earlier_results),
		device_test(constant_structures_are_taken),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
