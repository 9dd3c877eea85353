// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names and meaning of verdicts. Pure.
 */
#include <stdlib.h>

#include "error.h"
#include "verdict.h"

static const struct {
	const char *name;
	bool expected;
} verdicts[] = {
	[SYNCDEMO_NONE] = { "NONE", false },
	[SYNCDEMO_PASS] = { "PASS", true },
	[SYNCDEMO_FAIL] = { "FAIL", false },
	[SYNCDEMO_XFAIL] = { "XFAIL", true },
	[SYNCDEMO_XPASS] = { "XPASS", false },
	[SYNCDEMO_SKIP] = { "SKIP", true },
	[SYNCDEMO_TIMEOUT] = { "TIMEOUT", false },
	[SYNCDEMO_CANCELLED] = { "CANCELLED", false },
	[SYNCDEMO_ERROR] = { "ERROR", false },
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
