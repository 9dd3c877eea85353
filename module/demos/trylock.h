/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_TRYLOCK_H
#define _SD_TRYLOCK_H

/*
 * Taking a lock of the kernel's and knowing whether somebody was in the way, which
 * its own calls do not tell. By name of the calls: they are macros or inline.
 *
 * SD_TRY(spin_trylock, spin_lock, &lock): the former. sparse cannot follow a lock
 * that may or may not be taken across an inline function, so it is shown the
 * latter, which leaves the same thing held.
 *
 * SD_TAKE(spin_trylock, spin_lock, &lock): takes it, and is true if that took
 * waiting.
 */
#ifdef __CHECKER__
#define SD_CHECKED	1
#else
#define SD_CHECKED	0
#endif

#define SD_TRY(try, take, what)					\
({								\
	typeof(what) __what = (what);				\
								\
	SD_CHECKED ? ({ take(__what); true; }) : try(__what);	\
})

#define SD_TAKE(try, take, what)				\
({								\
	typeof(what) __what = (what);				\
	bool __got = SD_CHECKED ? false : try(__what);		\
								\
	if (!__got)						\
		take(__what);					\
	!__got;							\
})

#endif /* _SD_TRYLOCK_H */
