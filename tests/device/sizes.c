// SPDX-License-Identifier: GPL-2.0-only
/*
 * What holds for every call of the binary interface: its structure may be of
 * any size that was ever published or will be, and is looked at with care.
 */
#include <sys/mman.h>

#include "lib/calls.h"
#include "lib/threads.h"

#define PAGE	4096

/**
 * struct call - one call
 * @name: its name
 * @nr: its number
 * @size: of its structure (bytes)
 * @first_size: of its structure as first published (bytes)
 */
struct call {
	const char *name;
	unsigned int nr;
	unsigned int size;
	unsigned int first_size;
};

#define CALL(_name, _type) \
	{ #_name, SYNCDEMO_IOC_##_name, sizeof(struct _type), SYNCDEMO_##_name##_SIZE_V1 }

static const struct call calls[] = {
	CALL(INFO, syncdemo_info),
	CALL(DEMO, syncdemo_demo),
	CALL(VARIANT, syncdemo_variant),
	{ "PARAM", SYNCDEMO_IOC_PARAM, sizeof(struct syncdemo_param_info),
	  SYNCDEMO_PARAM_INFO_SIZE_V1 },
	CALL(RUN, syncdemo_run),
	CALL(WAIT, syncdemo_wait),
	CALL(CANCEL, syncdemo_cancel),
	CALL(RESULT, syncdemo_result),
	CALL(METRIC, syncdemo_metric),
	CALL(THREAD, syncdemo_thread),
	CALL(ACTIVE, syncdemo_active),
	CALL(STATS, syncdemo_stats),
	CALL(EVENTS, syncdemo_events),
	CALL(OBJECT, syncdemo_object),
	CALL(PLAN, syncdemo_plan),
};

/* Two pages, the second of which is not to be touched. */
static unsigned char *pages;

/* A file for which the call works: its run is over, while another one runs. */
static int prepare(void)
{
	int fd = start_requests("rlock");

	start_requests("event delay_ms=60000");
	await_end(fd);
	return fd;
}

static const void *plan_of_one(void)
{
	static struct syncdemo_plan plan = { .size = sizeof(plan), .nr_runs = 1 };
	static struct syncdemo_run run;

	run = make_run("rlock", "");
	plan.run_size = sizeof(run);
	plan.runs = (uintptr_t)&run;
	return &plan;
}

/* Room of @room bytes, up to the edge, in which @call finds a right request. */
static void *compose(const struct call *call, unsigned int room)
{
	struct syncdemo_run *run = (void *)(pages + PAGE - room);

	memset(pages, POISON, PAGE);
	/* All zero is right: index 0, no flags, ask without waiting. */
	memset(run, 0, room);
	run->size = call->size;
	if (call->nr == SYNCDEMO_IOC_RUN)
		strcpy(run->demo, "rlock");
	if (call->nr == SYNCDEMO_IOC_PLAN)
		memcpy(run, plan_of_one(), room < call->size ? room : call->size);
	if (call->nr == SYNCDEMO_IOC_EVENTS)
		((struct syncdemo_events *)run)->event_size = sizeof(struct syncdemo_event);
	return run;
}

static void its_own_size_is_taken(void **state)
{
	const struct call *call = *state;
	__u32 *arg = compose(call, call->size);

	assert_works(ioctl(prepare(), call->nr, arg));
	assert_int_equal(*arg, call->size);
}

/* A program that was built with the first version of the header. */
static void its_first_size_is_taken(void **state)
{
	const struct call *call = *state;
	__u32 *arg = compose(call, call->first_size);

	*arg = call->first_size;
	assert_works(ioctl(prepare(), call->nr, arg));
	assert_int_equal(*arg, call->first_size);
}

static void a_smaller_size_is_EINVAL(void **state)
{
	const struct call *call = *state;
	const unsigned int sizes[] = { 0, 4, call->first_size - 1 };
	__u32 *arg = compose(call, call->size);
	int fd = prepare();

	for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++) {
		*arg = sizes[i];
		assert_fails(ioctl(fd, call->nr, arg), EINVAL);
	}
}

static void a_larger_size_with_zeros_is_taken(void **state)
{
	const struct call *call = *state;
	unsigned int larger = call->size + 24;
	unsigned char *arg = compose(call, larger + 8);
	__u32 *size = (__u32 *)arg;

	memset(arg + larger, POISON, 8);
	*size = larger;
	assert_works(ioctl(prepare(), call->nr, arg));
	assert_int_equal(*size, larger);
	for (unsigned int i = call->size; i < larger; i++)
		assert_int_equal(arg[i], 0);
	for (unsigned int i = larger; i < larger + 8; i++)
		assert_int_equal(arg[i], POISON);
}

/* In the last byte, where a careless look would not see it. */
static void a_larger_size_with_more_is_E2BIG(void **state)
{
	const struct call *call = *state;
	unsigned int larger = call->size + 24;
	unsigned char *arg = compose(call, larger);
	int fd = prepare();

	*(__u32 *)arg = larger;
	arg[larger - 1] = 1;
	assert_fails(ioctl(fd, call->nr, arg), E2BIG);
	arg[larger - 1] = 0;
	arg[call->size] = 1;
	assert_fails(ioctl(fd, call->nr, arg), E2BIG);
}

static void a_page_is_taken_and_more_is_E2BIG(void **state)
{
	const struct call *call = *state;
	__u32 *arg = compose(call, PAGE);
	int fd = prepare();

	*arg = PAGE + 1;
	assert_fails(ioctl(fd, call->nr, arg), E2BIG);
	*arg = UINT32_MAX;
	assert_fails(ioctl(fd, call->nr, arg), E2BIG);
	*arg = PAGE;
	assert_works(ioctl(fd, call->nr, arg));
}

static void a_bad_address_is_EFAULT(void **state)
{
	const struct call *call = *state;
	int fd = prepare();

	assert_fails(ioctl(fd, call->nr, NULL), EFAULT);
	assert_fails(ioctl(fd, call->nr, bad_address()), EFAULT);
	assert_fails(ioctl(fd, call->nr, pages + PAGE), EFAULT);
}

/* It says that it is longer than the memory that it lies in. */
static void a_structure_that_ends_too_early_is_EFAULT(void **state)
{
	const struct call *call = *state;
	__u32 *arg = compose(call, call->size - 4);
	int fd = prepare();

	assert_fails(ioctl(fd, call->nr, arg), EFAULT);
	*arg = call->size + 8;
	assert_fails(ioctl(fd, call->nr, arg), EFAULT);
}

/* Behind what was asked for nothing is written. */
static void nothing_is_written_behind_the_end(void **state)
{
	const struct call *call = *state;
	unsigned char *arg = compose(call, call->size + 64);

	memset(arg + call->size, POISON, 64);
	assert_works(ioctl(prepare(), call->nr, arg));
	for (unsigned int i = 0; i < 64; i++)
		assert_int_equal(arg[call->size + i], POISON);
}

#define RULE(_rule) { #_rule, _rule }

static const struct {
	const char *name;
	CMUnitTestFunction test;
} rules[] = {
	RULE(its_own_size_is_taken),
	RULE(its_first_size_is_taken),
	RULE(a_smaller_size_is_EINVAL),
	RULE(a_larger_size_with_zeros_is_taken),
	RULE(a_larger_size_with_more_is_E2BIG),
	RULE(a_page_is_taken_and_more_is_E2BIG),
	RULE(a_bad_address_is_EFAULT),
	RULE(a_structure_that_ends_too_early_is_EFAULT),
	RULE(nothing_is_written_behind_the_end),
};

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(calls) * ARRAY_SIZE(rules)];
	static char names[ARRAY_SIZE(tests)][80];
	unsigned int nr = 0;

	pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED || mprotect(pages + PAGE, PAGE, PROT_NONE))
		return 1;
	for (unsigned int i = 0; i < ARRAY_SIZE(calls); i++) {
		for (unsigned int j = 0; j < ARRAY_SIZE(rules); j++, nr++) {
			snprintf(names[nr], sizeof(names[nr]), "%s_%s", calls[i].name,
				 rules[j].name);
			tests[nr] = case_test(names[nr], rules[j].test, (void *)&calls[i]);
		}
	}
	return run_device_tests(tests, nr);
}
