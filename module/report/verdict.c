// SPDX-License-Identifier: GPL-2.0-only
/*
 * From the outcome of a demo's check to the verdict of a run.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "report/verdict.h"

/**
 * sd_verdict - judge the outcome of a demo's check
 * @outcome: the outcome
 * @broken: the variant has a bug on purpose, so that a violation is expected
 *
 * Return: the verdict.
 */
enum syncdemo_verdict sd_verdict(enum sd_outcome outcome, bool broken)
{
	switch (outcome) {
	case SD_HELD:
		return broken ? SYNCDEMO_XPASS : SYNCDEMO_PASS;
	case SD_VIOLATED:
		return broken ? SYNCDEMO_XFAIL : SYNCDEMO_FAIL;
	case SD_INCONCLUSIVE:
		return SYNCDEMO_SKIP;
	case SD_INCONSISTENT:
		break;
	}
	return SYNCDEMO_FAIL;
}

/**
 * sd_verdict_error - judge a run that ended before the demo's check
 * @err: the negative errno that ended it; -ELOOP if the order rules could not be met
 * @res: filled with the verdict and the reason; with -ELOOP it has the reason already
 */
void sd_verdict_error(int err, struct sd_result *res)
{
	switch (err) {
	case -ETIMEDOUT:
		res->verdict = SYNCDEMO_TIMEOUT;
		snprintf(res->reason, sizeof(res->reason),
			 "the time budget (timeout_ms) ran out; every thread was ended");
		break;
	case -ETIME:
		res->verdict = SYNCDEMO_TIMEOUT;
		snprintf(res->reason, sizeof(res->reason),
			 "the time of the whole plan (max_plan_s of the module) ran out");
		break;
	case -ECANCELED:
		res->verdict = SYNCDEMO_CANCELLED;
		snprintf(res->reason, sizeof(res->reason),
			 "stopped from outside before its end");
		break;
	case -ELOOP:
		res->verdict = SYNCDEMO_FAIL;
		break;
	default:
		res->verdict = SYNCDEMO_ERROR;
		res->error = err;
		snprintf(res->reason, sizeof(res->reason), "could not be run: errno %d", -err);
	}
}

/* Judges a variant that this kernel does not offer, for the reason @why. */
void sd_verdict_absent(const char *why, struct sd_result *res)
{
	res->verdict = SYNCDEMO_SKIP;
	strscpy(res->reason, why, sizeof(res->reason));
}

/* Judges a run that completed although its variant should get stuck. */
void sd_verdict_not_stuck(struct sd_result *res)
{
	res->verdict = SYNCDEMO_XPASS;
	snprintf(res->reason, sizeof(res->reason), "the threads did not get stuck");
}

/* Does the result line of this verdict begin with "ok"? */
bool sd_verdict_ok(enum syncdemo_verdict verdict)
{
	return verdict == SYNCDEMO_PASS || verdict == SYNCDEMO_XFAIL ||
	       verdict == SYNCDEMO_SKIP;
}

void sd_tally_add(struct sd_tally *tally, enum syncdemo_verdict verdict)
{
	switch (verdict) {
	case SYNCDEMO_PASS:
		tally->pass++;
		break;
	case SYNCDEMO_XFAIL:
		tally->xfail++;
		break;
	case SYNCDEMO_XPASS:
		tally->xpass++;
		break;
	case SYNCDEMO_SKIP:
		tally->skip++;
		break;
	case SYNCDEMO_FAIL:
	case SYNCDEMO_TIMEOUT:
		tally->fail++;
		break;
	case SYNCDEMO_CANCELLED:
	case SYNCDEMO_NONE:
	case SYNCDEMO_ERROR:
		tally->error++;
		break;
	}
}
