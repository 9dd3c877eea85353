// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whatever the logs of a run hold, the analysis and each picture of it end without a fault.
 * The input is the number of threads and then the events, 8 bytes each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "render/timeline.h"
#include "traces.h"

#define MAX_STEPS	128

static void draw(const struct timeline *tl)
{
	FILE *out = fopen("/dev/null", "w");

	if (!out)
		abort();
	timeline_text(out, tl, &(struct text_style){ .width = 80, .unicode = true });
	timeline_svg(out, tl);
	timeline_html(out, tl);
	timeline_chrome(out, tl);
	fclose(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct step steps[MAX_STEPS];
	struct trace trace;
	struct timeline tl;
	size_t n = 0;
	__u64 ns = 0;

	if (!size)
		return 0;
	for (const uint8_t *at = data + 1; at + 8 <= data + size && n < MAX_STEPS; at += 8) {
		/* Mostly forward, in steps from 1 ns to some ms. */
		ns += 1ULL << (at[0] & 31);
		steps[n++] = (struct step){
			.ns = at[0] & 32 ? ns / 2 : ns, .thread = at[1] % 70, .step = at[2] % 16,
			.object = SYNCDEMO_OBJECT(at[3] % 8, at[4] % 6),
			.arg = (__s64)(at[5] | at[6] << 8) - at[7],
		};
	}
	make_trace(&trace, "lock/none", SYNCDEMO_XFAIL, "fuzzed", 1 + data[0] % 64, steps, n);
	if (!timeline_make(&tl, &trace, "tsc"))
		draw(&tl);
	timeline_free(&tl);
	trace_free(&trace);
	return 0;
}
