// SPDX-License-Identifier: GPL-2.0-only
/*
 * Wrong with memory, for kmemleak, KASAN, UBSAN and DEBUG_OBJECTS. What the
 * compiler must not see through is hidden from it.
 */
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/timer.h>

#include "planted.h"

/* Several: the address of one may be left somewhere on a stack by chance. */
int planted_leak(void)
{
	for (unsigned int i = 0; i < 8; i++) {
		void *lost = kmalloc(100, GFP_KERNEL);

		OPTIMIZER_HIDE_VAR(lost);
		if (!lost)
			return -ENOMEM;
	}
	return 0;
}

/* Into the padding that follows. */
int planted_out_of_bounds(void)
{
	size_t end = 13;
	char *bytes = kmalloc(end, GFP_KERNEL);

	if (!bytes)
		return -ENOMEM;
	OPTIMIZER_HIDE_VAR(end);
	WRITE_ONCE(bytes[end], 0);
	kfree(bytes);
	return 0;
}

int planted_shift(void)
{
	int bits = 32;
	int value = 1;

	OPTIMIZER_HIDE_VAR(bits);
	value <<= bits;
	OPTIMIZER_HIDE_VAR(value);
	return 0;
}

struct timed {
	struct timer_list timer;
};

static void no_callback(struct timer_list *t)
{
}

/* The detector takes the timer away before the memory goes. */
int planted_active_timer(void)
{
	struct timed *timed = kzalloc(sizeof(*timed), GFP_KERNEL);

	if (!timed)
		return -ENOMEM;
	timer_setup(&timed->timer, no_callback, 0);
	mod_timer(&timed->timer, jiffies + 60 * HZ);
	kfree(timed);
	return 0;
}
