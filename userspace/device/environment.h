/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * On what a run took place: whoever reads a report has to know.
 */
#ifndef SYNCDEMO_ENVIRONMENT_H
#define SYNCDEMO_ENVIRONMENT_H

#define ENVIRONMENT_SIZE	128

/**
 * struct environment - the machine and its kernel; "" is what is not known
 * @release: of the kernel, as uname -r has it
 * @version: of the kernel, as uname -v has it
 * @machine: the architecture
 * @preemption: the preemption model
 * @clocksource: what the kernel tells time by
 * @when: date and time
 * @cpus: how many are online
 */
struct environment {
	char release[ENVIRONMENT_SIZE];
	char version[ENVIRONMENT_SIZE];
	char machine[ENVIRONMENT_SIZE];
	char preemption[ENVIRONMENT_SIZE];
	char clocksource[ENVIRONMENT_SIZE];
	char when[ENVIRONMENT_SIZE];
	long cpus;
};

/**
 * environment_get - find out
 * @env: (out) the environment
 */
void environment_get(struct environment *env);

/**
 * preemption_model - which one a kernel was built with
 * @version: as uname -v has it
 *
 * Return: its name.
 */
const char *preemption_model(const char *version);

#endif
