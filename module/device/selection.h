/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What each user has selected for later opens, and why the user's last text was refused.
 * session*.c calls it; main.c empties it. Uses plans only.
 */
#ifndef _SD_SELECTION_H
#define _SD_SELECTION_H

#include <linux/uidgid.h>

#include "request/request.h"

struct sd_choice;

int sd_selection_init(void);
void sd_selection_exit(void);
struct sd_plan *sd_selection_get(kuid_t uid);
struct sd_choice *sd_choice_alloc(kuid_t uid);
void sd_choice_free(struct sd_choice *choice);
void sd_selection_set(struct sd_choice *fresh, struct sd_plan *plan);
void sd_selection_refuse(struct sd_choice *fresh, const char *why);
void sd_selection_take_refusal(kuid_t uid, char *why);

#endif /* _SD_SELECTION_H */
