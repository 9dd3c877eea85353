// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads the clock source from sysfs.
 */
#include <stdio.h>
#include <string.h>

#include "device/clocksource.h"

#define CURRENT	"/sys/devices/system/clocksource/clocksource0/current_clocksource"

void clocksource_name(char *buf, size_t len)
{
	FILE *file = fopen(CURRENT, "r");

	if (!file || !fgets(buf, len, file))
		*buf = '\0';
	if (file)
		fclose(file);
	buf[strcspn(buf, "\n")] = '\0';
}
