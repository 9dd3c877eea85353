// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names and meaning of verdicts. Pure.
 */
#include <limits.h>
#include <stdlib.h>

#include "error.h"
#include "verdict.h"

static const struct {
	const char *name;
	bool expected;
	unsigned int gravity;
} verdicts[] = {
	[SYNCDEMO_NONE] = { "NONE", false, 2 },
	[SYNCDEMO_PASS] = { "PASS", true, 0 },
	[SYNCDEMO_FAIL] = { "FAIL", false, 6 },
	[SYNCDEMO_XFAIL] = { "XFAIL", true, 0 },
	[SYNCDEMO_XPASS] = { "XPASS", false, 6 },
	[SYNCDEMO_SKIP] = { "SKIP", true, 1 },
	[SYNCDEMO_TIMEOUT] = { "TIMEOUT", false, 5 },
	[SYNCDEMO_CANCELLED] = { "CANCELLED", false, 3 },
	[SYNCDEMO_ERROR] = { "ERROR", false, 4 },
};

#define NR_VERDICTS	ARRAY_SIZE(verdicts)

const char *verdict_name(__u32 verdict)
{
	return verdict < NR_VERDICTS ? verdicts[verdict].name : "UNKNOWN";
}

bool verdict_expected(__u32 verdict)
{
	return verdict < NR_VERDICTS && verdicts[verdict].expected;
}

unsigned int verdict_gravity(__u32 verdict)
{
	return verdict < NR_VERDICTS ? verdicts[verdict].gravity : UINT_MAX;
}

int reports_status(const struct report *reports, size_t n, bool interrupted)
{
	if (interrupted)
		return EXIT_INTERRUPTED;
	for (size_t i = 0; i < n; i++)
		if (!verdict_expected(reports[i].result.verdict))
			return EXIT_VERDICT;
	return n ? EXIT_OK : EXIT_VERDICT;
}

void report_free(struct report *report)
{
	free(report->figures);
	free(report->threads);
	free(report->stats);
	report->figures = NULL;
	report->threads = NULL;
	report->stats = NULL;
}
