// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the module says of itself: demos, variants, parameters. That the demos do
 * what is listed is in demos.c.
 */
#include "lib/calls.h"

static void info_tells_version_and_counts(void **state)
{
	struct syncdemo_info info;

	(void)state;
	get_info(open_device(O_RDONLY), &info);
	assert_int_equal(info.abi_version, SYNCDEMO_ABI_VERSION);
	assert_in_range(info.nr_demos, 5, 100);
	assert_int_equal(info.nr_params, SYNCDEMO_NR_PARAMS);
	assert_int_equal(info.max_runs, 8);
	assert_int_equal(info.max_threads, 256);
	assert_int_equal(info.runs, 0);
	assert_int_equal(info.threads, 0);
	assert_string(info.version, sizeof(info.version));
}

static void info_and_modinfo_tell_the_same_version(void **state)
{
	struct syncdemo_info info;
	char version[64] = "";
	FILE *f = fopen("/sys/module/syncdemo/version", "re");

	(void)state;
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%63s", version), 1);
	fclose(f);
	get_info(open_device(O_RDONLY), &info);
	assert_string_equal(info.version, version);
}

static void the_tutorials_demos_come_first_in_its_order(void **state)
{
	const char *const names[] = { "lock", "rlock", "condition", "event", "local" };
	int fd = open_device(O_RDONLY);
	struct syncdemo_demo demo;

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++) {
		assert_works(get_demo(fd, i, &demo));
		assert_string_equal(demo.name, names[i]);
		assert_int_equal(demo.index, i);
		assert_int_equal(demo.flags, SYNCDEMO_DEMO_TUTORIAL);
	}
	while (!get_demo(fd, demo.index + 1, &demo))
		assert_int_equal(demo.flags, 0);
	assert_int_equal(errno, ENOENT);
}

static void demos_are_described_in_full(void **state)
{
	int fd = open_device(O_RDONLY);
	struct syncdemo_demo demo;
	struct syncdemo_info info;

	(void)state;
	get_info(fd, &info);
	for (unsigned int i = 0; i < info.nr_demos; i++) {
		assert_works(get_demo(fd, i, &demo));
		assert_string(demo.name, sizeof(demo.name));
		assert_string(demo.summary, sizeof(demo.summary));
		assert_in_range(demo.nr_variants, 1, 100);
		assert_in_range(demo.nr_params, 1, SYNCDEMO_NR_PARAMS);
	}
}

/* ---- variants ---- */

/* The default, which is correct, comes first; what is broken on purpose, last. */
static void assert_variants(unsigned int demo, const char *first)
{
	const __u32 extra = SYNCDEMO_VARIANT_RACY | SYNCDEMO_VARIANT_LOCKDEP |
			    SYNCDEMO_VARIANT_ABSENT;
	int fd = open_device(O_RDONLY);
	struct syncdemo_variant variant;
	bool broken = false;

	for (unsigned int i = 0; !get_variant(fd, demo, i, &variant); i++) {
		assert_string(variant.name, sizeof(variant.name));
		assert_string(variant.summary, sizeof(variant.summary));
		assert_int_equal(variant.flags & ~(extra | SYNCDEMO_VARIANT_BROKEN), 0);
		if (!i)
			assert_string_equal(variant.name, first);
		assert_true(!broken || variant.flags & SYNCDEMO_VARIANT_BROKEN);
		broken = variant.flags & SYNCDEMO_VARIANT_BROKEN;
		assert_true(i || !broken);
		assert_true(broken || !(variant.flags & ~SYNCDEMO_VARIANT_ABSENT));
	}
	assert_int_equal(errno, ENOENT);
	close(fd);
}

static void variants_are_listed_default_first(void **state)
{
	(void)state;
	assert_variants(0, "mutex");
	assert_variants(1, "mutex");
	assert_variants(2, "waitqueue");
	assert_variants(3, "completion");
	assert_variants(4, "percpu");
}

/* ---- parameters ---- */

/* The parameter of that name, of variant 0 of the demo. */
static struct syncdemo_param_info find_param(unsigned int demo, const char *name)
{
	int fd = open_device(O_RDONLY);
	struct syncdemo_param_info param;

	for (unsigned int i = 0; !get_param(fd, demo, 0, i, &param); i++)
		if (!strcmp(param.name, name))
			return param;
	fail_msg("demo %u takes no %s", demo, name);
	return param;
}

static void assert_default(unsigned int demo, const char *name, __u64 value)
{
	assert_int_equal(find_param(demo, name).def, value);
}

static void defaults_are_the_tutorials(void **state)
{
	(void)state;
	assert_default(0, "threads", 5);
	assert_default(0, "iterations", 100000);
	assert_default(1, "threads", 1);
	assert_default(2, "items", 10);
	assert_default(2, "producers", 1);
	assert_default(2, "consumers", 1);
	assert_default(3, "waiters", 1);
	assert_default(3, "delay_ms", 3000);
	assert_default(4, "threads", 3);
}

static void every_demo_has_a_time_budget(void **state)
{
	struct syncdemo_info info;

	(void)state;
	get_info(open_device(O_RDONLY), &info);
	for (unsigned int i = 0; i < info.nr_demos; i++)
		assert_in_range(find_param(i, "timeout_ms").def, 10000, 600000);
}

/* Index of a variant of the first demo. */
static unsigned int index_of(int fd, const char *name)
{
	struct syncdemo_variant variant;

	for (unsigned int i = 0; !get_variant(fd, 0, i, &variant); i++)
		if (!strcmp(variant.name, name))
			return i;
	fail_msg("there is no variant %s", name);
	return 0;
}

static void the_control_group_needs_two_threads(void **state)
{
	struct syncdemo_param_info param;
	int fd = open_device(O_RDONLY);

	(void)state;
	assert_works(get_param(fd, 0, index_of(fd, "none"), 0, &param));
	assert_int_equal(param.id, SYNCDEMO_PARAM_THREADS);
	assert_int_equal(param.min, 2);
	assert_works(get_param(fd, 0, 0, 0, &param));
	assert_int_equal(param.min, 1);
}

/**
 * struct place - a parameter of a variant, for look_at_each_param()
 * @demo: the demo
 * @variant: the variant
 * @param: the parameter
 */
struct place {
	struct syncdemo_demo demo;
	struct syncdemo_variant variant;
	struct syncdemo_param_info param;
};

static void look_at_each_param(void (*look)(const struct place *p))
{
	int fd = open_device(O_RDONLY);
	struct place p;

	for (unsigned int i = 0; !get_demo(fd, i, &p.demo); i++)
		for (unsigned int j = 0; !get_variant(fd, i, j, &p.variant); j++)
			for (unsigned int k = 0; k < p.demo.nr_params; k++) {
				assert_works(get_param(fd, i, j, k, &p.param));
				look(&p);
			}
	close(fd);
}

static void look_described(const struct place *p)
{
	const char *unit = p->param.unit;

	assert_string(p->param.name, sizeof(p->param.name));
	assert_string(p->param.unit, sizeof(p->param.unit));
	assert_string(p->param.summary, sizeof(p->param.summary));
	assert_true(!strcmp(unit, "threads") || !strcmp(unit, "count") || !strcmp(unit, "ms") ||
		    strchr(unit, '|'));
	assert_in_range(p->param.id, 0, SYNCDEMO_NR_PARAMS - 1);
	assert_int_equal(p->param.reserved, 0);
	assert_true(p->param.min <= p->param.def && p->param.def <= p->param.max);
}

static void parameters_are_described_in_full(void **state)
{
	(void)state;
	look_at_each_param(look_described);
}

static int start_with(const struct place *p, __u64 value)
{
	struct syncdemo_run run = make_run(p->demo.name, p->variant.name);
	int fd = open_device(O_RDWR | O_NONBLOCK), ret, err;

	set_param(&run, p->param.id, value);
	ret = start_run(fd, &run);
	err = errno;
	close(fd);
	errno = err;
	return ret;
}

static void look_at_limits(const struct place *p)
{
	assert_works(start_with(p, p->param.min));
	assert_works(start_with(p, p->param.max));
	assert_fails(start_with(p, p->param.max + 1), ERANGE);
	if (p->param.min)
		assert_fails(start_with(p, p->param.min - 1), ERANGE);
}

static void the_ranges_listed_are_the_ranges_taken(void **state)
{
	(void)state;
	look_at_each_param(look_at_limits);
}

/* ---- beyond the end ---- */

static void beyond_the_end_is_ENOENT(void **state)
{
	int fd = open_device(O_RDONLY);
	struct syncdemo_param_info param;
	struct syncdemo_variant variant;
	struct syncdemo_demo demo;
	struct syncdemo_info info;

	(void)state;
	get_info(fd, &info);
	assert_works(get_demo(fd, 0, &demo));
	assert_fails(get_variant(fd, info.nr_demos, 0, &variant), ENOENT);
	assert_fails(get_param(fd, info.nr_demos, 0, 0, &param), ENOENT);
	assert_fails(get_variant(fd, 0, demo.nr_variants, &variant), ENOENT);
	assert_fails(get_param(fd, 0, demo.nr_variants, 0, &param), ENOENT);
	assert_fails(get_param(fd, 0, 0, demo.nr_params, &param), ENOENT);
	assert_fails(get_demo(fd, info.nr_demos, &demo), ENOENT);
}

static void far_beyond_the_end_is_ENOENT(void **state)
{
	int fd = open_device(O_RDONLY);
	struct syncdemo_param_info param;
	struct syncdemo_variant variant;
	struct syncdemo_demo demo;

	(void)state;
	assert_fails(get_demo(fd, UINT32_MAX, &demo), ENOENT);
	assert_fails(get_variant(fd, UINT32_MAX, 0, &variant), ENOENT);
	assert_fails(get_variant(fd, 0, UINT32_MAX, &variant), ENOENT);
	assert_fails(get_param(fd, UINT32_MAX, 0, 0, &param), ENOENT);
	assert_fails(get_param(fd, 0, UINT32_MAX, 0, &param), ENOENT);
	assert_fails(get_param(fd, 0, 0, UINT32_MAX, &param), ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		device_test(info_tells_version_and_counts),
		device_test(info_and_modinfo_tell_the_same_version),
		device_test(the_tutorials_demos_come_first_in_its_order),
		device_test(demos_are_described_in_full),
		device_test(variants_are_listed_default_first),
		device_test(defaults_are_the_tutorials),
		device_test(every_demo_has_a_time_budget),
		device_test(the_control_group_needs_two_threads),
		device_test(parameters_are_described_in_full),
		device_test(the_ranges_listed_are_the_ranges_taken),
		device_test(beyond_the_end_is_ENOENT),
		device_test(far_beyond_the_end_is_ENOENT),
	};

	return run_device_tests(tests, ARRAY_SIZE(tests));
}
