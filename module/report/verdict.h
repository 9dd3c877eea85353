/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_VERDICT_H
#define _SD_VERDICT_H

#include "engine/run.h"

/**
 * struct sd_tally - verdicts counted the way KTAP's totals line does
 * @pass: passed
 * @fail: failed, or timed out
 * @xfail: failed as they must
 * @xpass: did not fail though they must
 * @skip: not judged
 * @error: could not be run, or was ended from outside
 */
struct sd_tally {
	unsigned int pass;
	unsigned int fail;
	unsigned int xfail;
	unsigned int xpass;
	unsigned int skip;
	unsigned int error;
};

enum syncdemo_verdict sd_verdict(enum sd_outcome finding, bool broken);
void sd_verdict_error(int err, struct sd_result *res);
void sd_verdict_absent(const char *why, struct sd_result *res);
void sd_verdict_not_stuck(struct sd_result *res);
bool sd_verdict_ok(enum syncdemo_verdict verdict);
void sd_tally_add(struct sd_tally *tally, enum syncdemo_verdict verdict);

#endif /* _SD_VERDICT_H */
