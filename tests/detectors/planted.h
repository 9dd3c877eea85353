/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _PLANTED_H
#define _PLANTED_H

/* memory.c */
int planted_leak(void);
int planted_out_of_bounds(void);
int planted_shift(void);
int planted_active_timer(void);

/* locking.c */
int planted_sleep_in_atomic(void);
int planted_lock_order(void);
int planted_sleeping_lock_in_raw(void);

/* race.c */
int planted_race(void);

#endif /* _PLANTED_H */
