/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The demos, in the order in which they are listed. A new demo is one file NAME.c in this
 * directory, which defines sd_demo_NAME, one line here, and its text
 * userspace/explain/texts/NAME.txt. request/registry.c builds its table from this list,
 * and the tool's build takes the order of the texts from it.
 *
 * A new variant is one entry in the variant table of its demo, the code it names in .ops,
 * and one record in the demo's text.
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

struct sd_demo;

#define SD_DEMO_DECLARE(name)	extern const struct sd_demo sd_demo_##name;
#define SD_DEMO_ADDRESS(name)	&sd_demo_##name,

SD_DEMO_TABLE(SD_DEMO_DECLARE)

#endif /* _SD_DEMOS_TABLE_H */
