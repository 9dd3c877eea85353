/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From the outcome of a demo's check to the verdict of a run. Pure. run.c judges with it,
 * ktap.c counts verdicts with it. Uses the result; knows nothing of the run.
 */
#ifndef _SD_VERDICT_H
#define _SD_VERDICT_H

#include "report/result.h"

/**
 * struct sd_tally - number of verdicts, as the totals line of KTAP counts them
 * @pass: PASS
 * @fail: FAIL and TIMEOUT
 * @xfail: XFAIL: a broken variant showed its bug
 * @xpass: XPASS: a broken variant did not
 * @skip: SKIP
 * @error: ERROR and CANCELLED
 */
struct sd_tally {
	unsigned int pass;
	unsigned int fail;
	unsigned int xfail;
	unsigned int xpass;
	unsigned int skip;
	unsigned int error;
};

enum syncdemo_verdict sd_verdict(enum sd_outcome outcome, bool broken);
void sd_verdict_error(int err, struct sd_result *res);
void sd_verdict_absent(const char *why, struct sd_result *res);
void sd_verdict_not_stuck(struct sd_result *res);
bool sd_verdict_ok(enum syncdemo_verdict verdict);
void sd_tally_add(struct sd_tally *tally, enum syncdemo_verdict verdict);

#endif /* _SD_VERDICT_H */
