// SPDX-License-Identifier: GPL-2.0-only
/*
 * module.h and clocksource.h without a kernel: do what struct fake says.
 */
#include <stdio.h>

#include "device/clocksource.h"
#include "device/module.h"
#include "fake.h"

struct fake fake;

bool module_loaded(void)
{
	return fake.loaded;
}

void module_version(char *buf, size_t len)
{
	snprintf(buf, len, "%s", fake.loaded ? "9.8.7" : "");
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
