/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_RESULT_H
#define _SD_RESULT_H

#include "engine/run.h"
#include "request/request.h"

struct sd_result *sd_results_alloc(const struct sd_plan *plan);
void sd_results_free(struct sd_result *results, const struct sd_plan *plan);

#endif /* _SD_RESULT_H */
