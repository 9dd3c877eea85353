/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_KTAP_H
#define _SD_KTAP_H

#include <linux/seq_buf.h>

#include "engine/run.h"

/*
 * Bytes that hold what any one record renders to: the longest is SD_REC_END,
 * with a line of up to SD_MAX_METRICS figures of under 80 bytes each, the
 * dropped steps, the reason (twice at most) and the names.
 */
#define SD_KTAP_MAX	2048

void sd_ktap_record(struct seq_buf *out, const struct sd_plan *plan,
		    const struct sd_result *results, const struct sd_record *rec);

#endif /* _SD_KTAP_H */
