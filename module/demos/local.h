/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the demo local and its kinds of storage share. No one else includes it.
 */
#ifndef _SD_DEMO_LOCAL_H
#define _SD_DEMO_LOCAL_H

#include "engine/run.h"
#include "primitives/local.h"
#include "primitives/local_hash.h"
#include "primitives/local_percpu.h"

/**
 * struct sd_read_note - what one thread read; written by it, read after the join
 * @err: what its get returned
 * @value: the value, if @err is 0
 * @moved: it was found on another CPU than it was bound to
 */
struct sd_read_note {
	int err;
	s64 value;
	bool moved;
};

/**
 * struct sd_local_state - what the threads share
 * @percpu: variants percpu and stale-pointer: the data
 * @local: variant kthread: the data
 * @hash: variant hash: the data
 * @shared: the kinds that are wrong: a value for each CPU that nobody guards
 * @kept: variant stale-pointer: the slot that each thread found when it set
 * @notes: one for each thread
 */
struct sd_local_state {
	struct sd_percpu_local percpu;
	struct sd_local local;
	struct sd_hash_local hash;
	s64 __percpu *shared;
	s64 *kept[SD_MAX_WORKERS];
	struct sd_read_note notes[SD_MAX_WORKERS];
};

/**
 * struct sd_local_ops - how a variant stores
 * @prepare: 0 or a negative errno
 * @destroy: undoes it
 * @enter: called by a thread before its first access; 0 or -EINTR; or NULL
 * @leave: called by a thread after its last one; or NULL
 * @set: sets the thread's value; 0, -ENOMEM, -EXDEV
 * @get: gets it; 0, -ENODATA, -EXDEV
 * @from_zero: the first thread's value is 0, not 5
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
