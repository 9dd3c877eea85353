/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * State and variant operations of the demo local: local.c runs the variants, which are in
 * local_variants.c. No other file includes this header.
 */
#ifndef _SD_DEMO_LOCAL_H
#define _SD_DEMO_LOCAL_H

#include "engine/run.h"
#include "primitives/local.h"
#include "primitives/local_hash.h"
#include "primitives/local_percpu.h"

/**
 * struct sd_local_read - what one thread read; written by that thread, read after the
 *	join
 * @err: return value of its get
 * @value: the value, if @err is 0
 * @moved: the thread was on another CPU than it was bound to
 */
struct sd_local_read {
	int err;
	s64 value;
	bool moved;
};

/**
 * struct sd_local_state - what the threads share
 * @percpu: variant percpu: the values
 * @local: variants kthread and zero-unset: the values
 * @hash: variant hash: the values
 * @shared: variants unpinned and stale-pointer: one value per CPU, without protection
 * @kept: variants unpinned and stale-pointer: the slot that each thread used in its set
 * @reads: one for each thread
 */
struct sd_local_state {
	struct sd_percpu_local percpu;
	struct sd_local local;
	struct sd_hash_local hash;
	s64 __percpu *shared;
	s64 *kept[SD_MAX_WORKERS];
	struct sd_local_read reads[SD_MAX_WORKERS];
};

/**
 * struct sd_local_ops - how a variant stores
 * @prepare: prepares the storage; returns 0 or a negative errno
 * @destroy: undoes @prepare
 * @enter: called by a thread before its first access, or NULL; returns 0 or -EINTR
 * @leave: called by a thread after its last access, or NULL
 * @set: sets the thread's value; returns 0, -ENOMEM or -EXDEV
 * @get: gets the thread's value; returns 0, -ENODATA or -EXDEV
 * @from_zero: the first thread's value is 0 instead of 5
 */
struct sd_local_ops {
	int (*prepare)(struct sd_run *run, struct sd_local_state *st);
	void (*destroy)(struct sd_local_state *st);
	int (*enter)(struct sd_worker *w, struct sd_local_state *st);
	void (*leave)(struct sd_worker *w, struct sd_local_state *st);
	int (*set)(struct sd_worker *w, struct sd_local_state *st, s64 value);
	int (*get)(struct sd_worker *w, struct sd_local_state *st, s64 *value);
	bool from_zero;
};

extern const struct sd_local_ops sd_local_percpu;
extern const struct sd_local_ops sd_local_kthread;
extern const struct sd_local_ops sd_local_hash;
extern const struct sd_local_ops sd_local_unpinned;
extern const struct sd_local_ops sd_local_stale_pointer;
extern const struct sd_local_ops sd_local_zero_unset;

#endif /* _SD_DEMO_LOCAL_H */
