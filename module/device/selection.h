/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_SELECTION_H
#define _SD_SELECTION_H

#include "request/request.h"

int sd_selection_init(void);
void sd_selection_exit(void);
struct sd_plan *sd_selection_get(void);
void sd_selection_set(struct sd_plan *plan);

#endif /* _SD_SELECTION_H */
