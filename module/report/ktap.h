/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The text of the transcript: KTAP, version 1. Pure. session_read.c renders records with
 * it. Uses the transcript's records, the result and the request; knows neither sessions nor
 * runs.
 */
#ifndef _SD_KTAP_H
#define _SD_KTAP_H

#include <linux/seq_buf.h>

#include "report/result.h"
#include "report/transcript.h"
#include "request/request.h"

/*
 * Room for the text of any record (bytes). The longest is that of SD_REC_END: a line of up
 * to SD_MAX_METRICS metrics of less than 80 bytes each, the dropped steps, the reason, at
 * most twice, and the names.
 */
#define SD_KTAP_MAX	2048

void sd_ktap_record(struct seq_buf *out, const struct sd_plan *plan,
		    const struct sd_result *results, const struct sd_record *rec);

#endif /* _SD_KTAP_H */
