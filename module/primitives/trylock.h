/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_TRYLOCK_H
#define _SD_TRYLOCK_H

/*
 * Try-lock wrappers for the kernel's locks. The demos report whether an acquisition was
 * contended, which mutex_lock() and its relatives do not return. Both macros take the
 * names of the lock functions, because some of those are macros.
 *
 * SD_TRY(spin_trylock, spin_lock, &lock) is spin_trylock(&lock). Under sparse it expands
 * to spin_lock() instead: sparse cannot follow a conditional acquisition through an inline
 * function, and after a success both leave the same lock held.
 *
 * SD_TAKE(spin_trylock, spin_lock, &lock) acquires the lock. It returns true if the lock
 * was contended, that is, if the try failed.
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
