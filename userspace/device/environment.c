// SPDX-License-Identifier: GPL-2.0-only
/*
 * Queries the kernel for its version, CPUs and clock.
 */
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "device/clocksource.h"
#include "device/environment.h"

const char *preemption_model(const char *version)
{
	if (strstr(version, "PREEMPT_RT"))
		return "real time (PREEMPT_RT)";
	if (strstr(version, "PREEMPT_DYNAMIC"))
		return "set at boot (PREEMPT_DYNAMIC)";
	if (strstr(version, "PREEMPT_LAZY"))
		return "lazy (PREEMPT_LAZY)";
	if (strstr(version, "PREEMPT"))
		return "full (PREEMPT)";
	return "voluntary or none";
}

static void put(char *to, const char *text)
{
	snprintf(to, ENVIRONMENT_SIZE, "%s", text);
}

static void get_time(struct environment *env)
{
	time_t now = time(NULL);
	struct tm tm;

	if (gmtime_r(&now, &tm))
		strftime(env->when, sizeof(env->when), "%Y-%m-%d %H:%M UTC", &tm);
}

void environment_get(struct environment *env)
{
	struct utsname name;

	memset(env, 0, sizeof(*env));
	if (!uname(&name)) {
		put(env->release, name.release);
		put(env->version, name.version);
		put(env->machine, name.machine);
		put(env->preemption, preemption_model(name.version));
	}
	env->cpus = sysconf(_SC_NPROCESSORS_ONLN);
	clocksource_name(env->clocksource, sizeof(env->clocksource));
	get_time(env);
}
