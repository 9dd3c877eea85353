/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The report of a stalled run. Only run.c calls it. Uses the stall detection, and the run
 * for the names of its demo's objects and for its transcript.
 */
#ifndef _SD_STALL_REPORT_H
#define _SD_STALL_REPORT_H

#include <linux/types.h>

struct sd_run;

bool sd_stall_report(struct sd_run *run, char *reason, size_t size);

#endif /* _SD_STALL_REPORT_H */
