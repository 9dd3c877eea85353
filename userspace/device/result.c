// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names and meaning of verdicts. Pure.
 */
#include <limits.h>
#include <stdlib.h>

#include "base/error.h"
#include "device/result.h"

static const struct {
	const char *name;
	bool expected;
	unsigned int severity;
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

unsigned int verdict_severity(__u32 verdict)
{
	return verdict < NR_VERDICTS ? verdicts[verdict].severity : UINT_MAX;
}

int results_status(const struct run_result *results, size_t n, bool interrupted)
{
	if (interrupted)
		return EXIT_INTERRUPTED;
	for (size_t i = 0; i < n; i++)
		if (!verdict_expected(results[i].result.verdict))
			return EXIT_VERDICT;
	return n ? EXIT_OK : EXIT_VERDICT;
}

void run_result_free(struct run_result *res)
{
	free(res->metrics);
	free(res->threads);
	free(res->stats);
	res->metrics = NULL;
	res->threads = NULL;
	res->stats = NULL;
}
