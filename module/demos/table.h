/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The demos, in the order in which they are listed. A new demo is one line here and
 * one file NAME.c beside it, which defines sd_demo_NAME. request/registry.c makes the
 * table of them; the tool's build takes the order of its texts from here.
 */
#ifndef _SD_DEMOS_TABLE_H
#define _SD_DEMOS_TABLE_H

#define SD_DEMO_TABLE(DEMO)	\
	DEMO(lock)		\
	DEMO(rlock)		\
	DEMO(condition)		\
	DEMO(event)		\
	DEMO(local)		\
	DEMO(rwlock)		\
	DEMO(semaphore)		\
	DEMO(barrier)		\
	DEMO(deadlock)

#endif /* _SD_DEMOS_TABLE_H */
