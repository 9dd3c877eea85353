/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SD_TRYLOCK_H
#define _SD_TRYLOCK_H

/*
 * SD_TRY(spin_trylock, spin_lock, &lock): the former. sparse cannot follow a lock
 * that may or may not be taken across an inline function, so it is shown the
 * latter, which leaves the same thing held.
 */
#ifdef __CHECKER__
#define SD_CHECKED	1
#else
#define SD_CHECKED	0
#endif

#define SD_TRY(trylock, lock, what)				\
({								\
	typeof(what) __what = (what);				\
								\
	SD_CHECKED ? ({ lock(__what); true; }) : trylock(__what); \
})

#endif /* _SD_TRYLOCK_H */
