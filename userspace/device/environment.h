/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machine of a run, for the report.
 */
#ifndef SYNCDEMO_ENVIRONMENT_H
#define SYNCDEMO_ENVIRONMENT_H

#define ENVIRONMENT_SIZE	128

/**
 * struct environment - the machine and its kernel; unknown members are ""
 * @release: of the kernel, as uname -r has it
 * @version: of the kernel, as uname -v has it
 * @machine: the architecture
 * @preemption: the preemption model
 * @clocksource: the kernel's clock source
 * @when: date and time
 * @cpus: number of online CPUs
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
 * environment_get - query the environment
 * @env: (out) the environment
 */
void environment_get(struct environment *env);

/**
 * preemption_model - name of the preemption model of a kernel
 * @version: as uname -v has it
 */
const char *preemption_model(const char *version);

#endif
