// SPDX-License-Identifier: GPL-2.0-only
/*
 * module.h and clocksource.h without a kernel: do what struct fake says.
 */
#include <stdio.h>

#include "device/clocksource.h"
#include "device/module.h"
#include "fake.h"

struct fake fake;

enum module_state module_state(void)
{
	if (fake.no_sysfs)
		return MODULE_UNKNOWN;
	return fake.loaded ? MODULE_LOADED : MODULE_ABSENT;
}

void module_version(char *buf, size_t len)
{
	snprintf(buf, len, "%s", fake.loaded && !fake.no_sysfs ? "9.8.7" : "");
}

static int change(bool loaded, struct error *err)
{
	if (error_is_set(&fake.load_error)) {
		*err = fake.load_error;
		return -1;
	}
	fake.loaded = loaded;
	return 0;
}

int module_load(const char *path, const char *options, struct error *err)
{
	snprintf(fake.path, sizeof(fake.path), "%s", path ? path : "(installed)");
	snprintf(fake.options, sizeof(fake.options), "%s", options);
	return change(true, err);
}

int module_unload(struct error *err)
{
	return change(false, err);
}

void clocksource_name(char *buf, size_t len)
{
	snprintf(buf, len, "%s", fake.clocksource);
}
