// SPDX-License-Identifier: GPL-2.0-only
/*
 * client.c with open(), ioctl() and write() replaced: each error of the system
 * becomes a message that says what to do.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/util.h"
#include "device/client.h"
#include "fake.h"
#include "sample.h"

static int open_errno, ioctl_errno, interruptions;
static unsigned long failing_ioctl;
static __u32 abi, level;
static char opened[64];

int __wrap_open(const char *path, int flags, ...);
static int answer_result(struct syncdemo_result *result)
{
	result->nr_threads = 2;
	result->param_mask = BIT(SYNCDEMO_PARAM_STATS);
	result->param[SYNCDEMO_PARAM_STATS] = level;
	return 0;
}

static int answer_stats(struct syncdemo_stats *stats)
{
	assert_int_equal(stats->request, 1);
	assert_true(stats->thread < 2);
	stats->operations = 10 + stats->thread;
	return 0;
}

int __wrap_ioctl(int fd, unsigned long nr, void *arg);
int __real_open(const char *path, int flags, ...);

int __wrap_open(const char *path, int flags, ...)
{
	snprintf(opened, sizeof(opened), "%s", path);
	errno = open_errno;
	return errno ? -1 : __real_open("/dev/null", flags);
}

static int answer_info(struct syncdemo_info *info)
{
	info->abi_version = abi;
	info->nr_demos = SAMPLE_DEMOS;
	info->max_runs = 2;
	info->runs = 2;
	info->max_threads = 16;
	info->threads = 10;
	return 0;
}

static int answer_demo(struct syncdemo_demo *demo)
{
	assert_true(demo->index < SAMPLE_DEMOS);
	*demo = sample_demos[demo->index];
	return 0;
}

static int answer_variant(struct syncdemo_variant *variant)
{
	assert_non_null(sample_variant(variant->demo, variant->index));
	*variant = *sample_variant(variant->demo, variant->index);
	return 0;
}

static int answer_param(struct syncdemo_param_info *param)
{
	assert_non_null(sample_param(param->demo, param->variant, param->index));
	*param = *sample_param(param->demo, param->variant, param->index);
	return 0;
}

int __wrap_ioctl(int fd, unsigned long nr, void *arg)
{
	(void)fd;
	assert_true(*(__u32 *)arg >= 8);
	if (interruptions) {
		interruptions--;
		errno = EINTR;
		return -1;
	}
	errno = ioctl_errno;
	if (nr == failing_ioctl)
		return -1;
	switch (nr) {
	case SYNCDEMO_IOC_INFO:
		return answer_info(arg);
	case SYNCDEMO_IOC_DEMO:
		return answer_demo(arg);
	case SYNCDEMO_IOC_VARIANT:
		return answer_variant(arg);
	case SYNCDEMO_IOC_PARAM:
		return answer_param(arg);
	case SYNCDEMO_IOC_RESULT:
		return answer_result(arg);
	case SYNCDEMO_IOC_STATS:
		return answer_stats(arg);
	case SYNCDEMO_IOC_WAIT:
		((struct syncdemo_wait *)arg)->nr_results = 3;
		return 0;
	default:
		return 0;
	}
}

static int healthy(void **state)
{
	(void)state;
	open_errno = 0;
	ioctl_errno = 0;
	interruptions = 0;
	failing_ioctl = 0;
	abi = SYNCDEMO_ABI_VERSION;
	level = SYNCDEMO_STATS_FULL;
	fake.loaded = false;
	unsetenv(CLIENT_DEVICE_ENV);
	return 0;
}

static void assert_error(const struct error *err, int status, const char *message,
			 const char *expected)
{
	assert_int_equal(err->status, status);
	assert_string_equal(err->message, message);
	assert_string_equal(err->expected, expected);
}

static void cannot_open(void **state)
{
	static const struct {
		int errnum;
		bool loaded, no_sysfs;
		const char *message, *expected;
	} table[] = {
		{ ENOENT, false, false, "/dev/x is missing: the module is not loaded",
		  "sudo syncdemo load, or sudo insmod ./syncdemo.ko" },
		{ ENXIO, false, false, "/dev/x is missing: the module is not loaded",
		  "sudo syncdemo load, or sudo insmod ./syncdemo.ko" },
		{ ENOENT, true, false, "/dev/x is missing, though the module is loaded",
		  "mount devtmpfs on /dev, or give the right --device" },
		{ ENOENT, true, true,
		  "/dev/x is missing; without /sys/module the module may be loaded or not",
		  "mount sysfs on /sys and devtmpfs on /dev" },
		{ EACCES, true, false, "/dev/x: permission denied",
		  "as root: sudo syncdemo; or let others in: sudo chmod 0666 /dev/x" },
		{ EMFILE, true, false, "/dev/x: Too many open files", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct client client;
		struct error err = {};

		open_errno = table[i].errnum;
		fake.loaded = table[i].loaded;
		fake.no_sysfs = table[i].no_sysfs;
		assert_int_equal(client_open(&client, "/dev/x", true, &err), -1);
		assert_error(&err, EXIT_DEVICE, table[i].message, table[i].expected);
		client_close(&client);
	}
}

static void which_device(void **state)
{
	struct client client;
	struct error err = {};

	(void)state;
	assert_int_equal(client_open(&client, NULL, false, &err), 0);
	assert_string_equal(opened, "/dev/syncdemo");
	client_close(&client);
	setenv(CLIENT_DEVICE_ENV, "/dev/env", 1);
	assert_int_equal(client_open(&client, NULL, false, &err), 0);
	assert_string_equal(opened, "/dev/env");
	client_close(&client);
	assert_int_equal(client_open(&client, "/dev/option", false, &err), 0);
	assert_string_equal(opened, "/dev/option");
	client_close(&client);
}

static void another_device(void **state)
{
	struct client client;
	struct error err = {};

	(void)state;
	failing_ioctl = SYNCDEMO_IOC_INFO;
	ioctl_errno = ENOTTY;
	assert_int_equal(client_open(&client, "/dev/x", false, &err), -1);
	assert_error(&err, EXIT_DEVICE, "/dev/x is not a syncdemo device",
		     "it is normally /dev/syncdemo");
	client_close(&client);
}

static void another_abi(void **state)
{
	struct client client;
	struct error err = {};

	(void)state;
	abi = 7;
	assert_int_equal(client_open(&client, NULL, false, &err), -1);
	assert_error(&err, EXIT_DEVICE, "the module speaks ABI 7, this tool ABI 1",
		     "a tool and a module from the same build");
	client_close(&client);
}

static void whole_catalogue(void **state)
{
	struct catalogue cat;
	struct client client;
	struct error err = {};

	(void)state;
	assert_int_equal(client_open(&client, NULL, false, &err), 0);
	interruptions = 3;
	assert_int_equal(client_catalogue(&client, &cat, &err), 0);
	assert_int_equal(cat.nr_demos, 2);
	assert_int_equal(cat.demos[0].variants[1].params[0].min, 2);
	assert_string_equal(cat.demos[1].variants[0].params[0].name, "delay_ms");
	catalogue_free(&cat);
	client_close(&client);
}

static void broken_catalogue(void **state)
{
	static const unsigned long calls[] = {
		SYNCDEMO_IOC_DEMO, SYNCDEMO_IOC_VARIANT, SYNCDEMO_IOC_PARAM
	};

	for (size_t i = 0; i < ARRAY_SIZE(calls); i++) {
		struct catalogue cat;
		struct client client;
		struct error err = {};

		healthy(state);
		assert_int_equal(client_open(&client, NULL, false, &err), 0);
		failing_ioctl = calls[i];
		ioctl_errno = EIO;
		assert_int_equal(client_catalogue(&client, &cat, &err), -1);
		assert_string_equal(err.message,
				    "/dev/syncdemo: cannot list the demos: Input/output error");
		catalogue_free(&cat);
		client_close(&client);
	}
}

static void cannot_start(void **state)
{
	static const struct {
		int errnum, status;
		const char *message;
	} table[] = {
		{ EAGAIN, EXIT_DEVICE, "busy: 2 of 2 runs and 10 of 16 threads are in use" },
		{ EINVAL, EXIT_USAGE, "the module refused the request: Invalid argument" },
		{ ERANGE, EXIT_USAGE,
		  "the module refused the request: Numerical result out of range" },
		{ ENOMEM, EXIT_DEVICE,
		  "/dev/syncdemo: cannot start the run: Cannot allocate memory" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct syncdemo_run runs[2] = {};
		struct client client;
		struct error err = {};

		assert_int_equal(client_open(&client, NULL, true, &err), 0);
		failing_ioctl = SYNCDEMO_IOC_PLAN;
		ioctl_errno = table[i].errnum;
		assert_int_equal(client_start(&client, runs, 2, &err), -1);
		assert_int_equal(err.status, table[i].status);
		assert_string_equal(err.message, table[i].message);
		client_close(&client);
	}
}

static void results(void **state)
{
	struct client client;
	struct error err = {};
	size_t n;

	(void)state;
	assert_int_equal(client_open(&client, NULL, true, &err), 0);
	interruptions = 2;
	assert_int_equal(client_results(&client, &n, &err), 0);
	assert_int_equal(n, 3);
	failing_ioctl = SYNCDEMO_IOC_WAIT;
	ioctl_errno = ETIMEDOUT;
	assert_int_equal(client_results(&client, &n, &err), -1);
	assert_int_equal(n, 0);
	client_close(&client);
}

static void measurements(void **state)
{
	struct run_result res;
	struct client client;
	struct error err = {};

	(void)state;
	assert_int_equal(client_open(&client, NULL, true, &err), 0);
	assert_int_equal(client_result(&client, 1, &res, &err), 0);
	assert_int_equal(res.stats[0].operations, 10);
	assert_int_equal(res.stats[1].operations, 11);
	run_result_free(&res);
	level = SYNCDEMO_STATS_OFF;
	assert_int_equal(client_result(&client, 1, &res, &err), 0);
	assert_null(res.stats);
	run_result_free(&res);
	level = SYNCDEMO_STATS_COUNTS;
	failing_ioctl = SYNCDEMO_IOC_STATS;
	ioctl_errno = EIO;
	assert_int_equal(client_result(&client, 1, &res, &err), -1);
	assert_string_equal(err.message,
			    "/dev/syncdemo: cannot fetch the result: Input/output error");
	run_result_free(&res);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(cannot_open, healthy),
		cmocka_unit_test_setup(which_device, healthy),
		cmocka_unit_test_setup(another_device, healthy),
		cmocka_unit_test_setup(another_abi, healthy),
		cmocka_unit_test_setup(whole_catalogue, healthy),
		cmocka_unit_test_setup(broken_catalogue, healthy),
		cmocka_unit_test_setup(cannot_start, healthy),
		cmocka_unit_test_setup(results, healthy),
		cmocka_unit_test_setup(measurements, healthy),
	};

	return cmocka_run_group_tests_name("client", tests, NULL, NULL);
}
