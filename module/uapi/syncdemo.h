/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The binary interface of /dev/syncdemo.
 *
 * Each call takes a pointer to a structure. The caller sets its first member, @size, to the
 * sizeof() of the structure with which the caller was compiled. Structures grow only at
 * their end:
 *
 *  - a caller that is older than the module gets the members that it knows;
 *  - a caller that is newer than the module gets zeros in the members that the module does
 *    not know, and E2BIG if it set one of them to anything else;
 *  - a @size smaller than the first published structure is EINVAL.
 *
 * Members marked (in) are read, (out) are written. @flags and @reserved members
 * that are read must be zero (EINVAL). Times are nanoseconds of CLOCK_MONOTONIC
 * unless a name says otherwise. Strings are NUL-terminated. No member is a kernel
 * address. Layouts are the same for 32-bit and 64-bit callers.
 *
 * The numbers of the calls contain no size, as those of iommufd, so they never change.
 */
#ifndef _UAPI_SYNCDEMO_H
#define _UAPI_SYNCDEMO_H

#include <linux/const.h>
#include <linux/ioctl.h>
#include <linux/types.h>

#define SYNCDEMO_ABI_VERSION	1

#define SYNCDEMO_NAME_SIZE	32	/* bytes of a name, with its NUL */
#define SYNCDEMO_UNIT_SIZE	16	/* bytes of a unit, with its NUL */
#define SYNCDEMO_TEXT_SIZE	160	/* bytes of a sentence, with its NUL */
#define SYNCDEMO_PARAM_SLOTS	16	/* room for parameters in a request */

/**
 * enum syncdemo_param - the parameters of a request
 * @SYNCDEMO_PARAM_THREADS: number of kernel threads
 * @SYNCDEMO_PARAM_ITERATIONS: iterations of each thread (count)
 * @SYNCDEMO_PARAM_ITEMS: items passed from producers to consumers (count)
 * @SYNCDEMO_PARAM_PRODUCERS: number of producing threads
 * @SYNCDEMO_PARAM_CONSUMERS: number of consuming threads
 * @SYNCDEMO_PARAM_WAITERS: number of threads that wait for the event
 * @SYNCDEMO_PARAM_DELAY_MS: the pause that the demo makes (ms)
 * @SYNCDEMO_PARAM_TIMEOUT_MS: time budget of the whole run (ms)
 * @SYNCDEMO_PARAM_READERS: number of reading threads
 * @SYNCDEMO_PARAM_WRITERS: number of writing threads
 * @SYNCDEMO_PARAM_VALUE: initial value of the semaphore (count)
 * @SYNCDEMO_PARAM_DURATION_MS: run for this time instead of a number of iterations (ms);
 *	0: the number of iterations counts
 * @SYNCDEMO_PARAM_STATS: enum syncdemo_stats_level
 * @SYNCDEMO_PARAM_EVENTS: room for events in the log of the run, in equal parts for its
 *	threads (count); 0: no log
 * @SYNCDEMO_NR_PARAMS: number of parameters that this header knows
 *
 * SYNCDEMO_IOC_PARAM lists the parameters that a variant takes, with their ranges.
 */
enum syncdemo_param {
	SYNCDEMO_PARAM_THREADS,
	SYNCDEMO_PARAM_ITERATIONS,
	SYNCDEMO_PARAM_ITEMS,
	SYNCDEMO_PARAM_PRODUCERS,
	SYNCDEMO_PARAM_CONSUMERS,
	SYNCDEMO_PARAM_WAITERS,
	SYNCDEMO_PARAM_DELAY_MS,
	SYNCDEMO_PARAM_TIMEOUT_MS,
	SYNCDEMO_PARAM_READERS,
	SYNCDEMO_PARAM_WRITERS,
	SYNCDEMO_PARAM_VALUE,
	SYNCDEMO_PARAM_DURATION_MS,
	SYNCDEMO_PARAM_STATS,
	SYNCDEMO_PARAM_EVENTS,
	SYNCDEMO_NR_PARAMS
};

/**
 * enum syncdemo_step - the actions of a thread that a log records
 * @SYNCDEMO_STEP_NONE: no step
 * @SYNCDEMO_STEP_START: it has left the start barrier
 * @SYNCDEMO_STEP_ATTEMPT: it is about to acquire @object
 * @SYNCDEMO_STEP_ACQUIRED: it has acquired @object; @arg is 1 if another thread held it,
 *	else 0
 * @SYNCDEMO_STEP_RELEASED: it is about to release @object, so that the next acquisition is
 *	a later step
 * @SYNCDEMO_STEP_WAIT: it is about to wait for @object
 * @SYNCDEMO_STEP_WOKEN: it has waited; @arg is the index of the thread that woke it, or -1
 *	if that is not known or no wait was needed
 * @SYNCDEMO_STEP_SIGNAL: it is about to wake waiters of @object; @arg is their greatest
 *	number, -1 for all
 * @SYNCDEMO_STEP_LOAD: it has read @arg from @object, which is shared
 * @SYNCDEMO_STEP_STORE: it has written @arg to @object, which is shared
 * @SYNCDEMO_STEP_SET: it has set a value of its own to @arg
 * @SYNCDEMO_STEP_GET: it has read @arg as its own value
 * @SYNCDEMO_STEP_EXIT: it is done; @arg is the number of its operations
 * @SYNCDEMO_NR_STEPS: number of steps that this header knows
 */
enum syncdemo_step {
	SYNCDEMO_STEP_NONE,
	SYNCDEMO_STEP_START,
	SYNCDEMO_STEP_ATTEMPT,
	SYNCDEMO_STEP_ACQUIRED,
	SYNCDEMO_STEP_RELEASED,
	SYNCDEMO_STEP_WAIT,
	SYNCDEMO_STEP_WOKEN,
	SYNCDEMO_STEP_SIGNAL,
	SYNCDEMO_STEP_LOAD,
	SYNCDEMO_STEP_STORE,
	SYNCDEMO_STEP_SET,
	SYNCDEMO_STEP_GET,
	SYNCDEMO_STEP_EXIT,
	SYNCDEMO_NR_STEPS
};

/**
 * enum syncdemo_stats_level - how much of a run is measured
 * @SYNCDEMO_STATS_OFF: only the metrics of the demo
 * @SYNCDEMO_STATS_COUNTS: counts as well, which need no clock
 * @SYNCDEMO_STATS_FULL: the times of waits and holds as well
 */
enum syncdemo_stats_level {
	SYNCDEMO_STATS_OFF,
	SYNCDEMO_STATS_COUNTS,
	SYNCDEMO_STATS_FULL
};

/**
 * enum syncdemo_verdict - the judgement of a run
 * @SYNCDEMO_NONE: no verdict yet
 * @SYNCDEMO_PASS: all promises of the demo were checked and held
 * @SYNCDEMO_FAIL: a promise of a correct variant did not hold
 * @SYNCDEMO_XFAIL: a broken variant showed its bug, as it must
 * @SYNCDEMO_XPASS: a broken variant did not show its bug; counts as a failure
 * @SYNCDEMO_SKIP: the run could not be judged here; the reason says why
 * @SYNCDEMO_TIMEOUT: the time budget was used up; counts as a failure
 * @SYNCDEMO_CANCELLED: the run was ended from outside; counts as a failure
 * @SYNCDEMO_ERROR: it could not be run, see @error of the result; counts as a failure
 */
enum syncdemo_verdict {
	SYNCDEMO_NONE,
	SYNCDEMO_PASS,
	SYNCDEMO_FAIL,
	SYNCDEMO_XFAIL,
	SYNCDEMO_XPASS,
	SYNCDEMO_SKIP,
	SYNCDEMO_TIMEOUT,
	SYNCDEMO_CANCELLED,
	SYNCDEMO_ERROR
};

/* syncdemo_variant.flags */
#define SYNCDEMO_VARIANT_BROKEN		_BITUL(0)	/* has a bug on purpose: XFAIL is right */
#define SYNCDEMO_VARIANT_RACY		_BITUL(1)	/* KCSAN reports its bug: a data race */
#define SYNCDEMO_VARIANT_LOCKDEP	_BITUL(2)	/* lockdep reports its bug */
#define SYNCDEMO_VARIANT_ABSENT		_BITUL(3)	/* not on this kernel: SKIP */

/**
 * struct syncdemo_info - SYNCDEMO_IOC_INFO: the module and its limits
 * @size: (in) bytes of this structure
 * @abi_version: (out) SYNCDEMO_ABI_VERSION of the module
 * @nr_demos: (out) demos that SYNCDEMO_IOC_DEMO lists
 * @nr_params: (out) SYNCDEMO_NR_PARAMS of the module
 * @max_runs: (out) limit of sessions that run at the same time
 * @max_threads: (out) limit of the kernel threads of all runs together
 * @runs: (out) sessions running now
 * @threads: (out) kernel threads reserved by them
 * @version: (out) version of the module
 */
struct syncdemo_info {
	__u32 size;
	__u32 abi_version;
	__u32 nr_demos;
	__u32 nr_params;
	__u32 max_runs;
	__u32 max_threads;
	__u32 runs;
	__u32 threads;
	char version[SYNCDEMO_NAME_SIZE];
};

#define SYNCDEMO_INFO_SIZE_V1	64	/* bytes when first published */

/**
 * struct syncdemo_demo - SYNCDEMO_IOC_DEMO: one demo
 * @size: (in) bytes of this structure
 * @index: (in) 0 to nr_demos - 1; beyond: ENOENT
 * @nr_variants: (out) variants of the demo; the first one is the default
 * @nr_params: (out) parameters of the demo
 * @name: (out) its name in a request
 * @summary: (out) a description in one line
 * @flags: (out) SYNCDEMO_DEMO_*
 * @reserved: (out) zero
 */
struct syncdemo_demo {
	__u32 size;
	__u32 index;
	__u32 nr_variants;
	__u32 nr_params;
	char name[SYNCDEMO_NAME_SIZE];
	char summary[SYNCDEMO_TEXT_SIZE];
	__u32 flags;
	__u32 reserved;
};

/* One of the Python tutorial's demos, which the word "all" stands for. */
#define SYNCDEMO_DEMO_TUTORIAL	_BITUL(0)

#define SYNCDEMO_DEMO_SIZE_V1	208	/* bytes when first published */

/**
 * struct syncdemo_variant - SYNCDEMO_IOC_VARIANT: one variant of a demo
 * @size: (in) bytes of this structure
 * @demo: (in) index of the demo; beyond: ENOENT
 * @index: (in) 0 to nr_variants - 1, 0 is the default; beyond: ENOENT
 * @flags: (out) SYNCDEMO_VARIANT_*
 * @name: (out) its name in a request
 * @summary: (out) a description in one line
 */
struct syncdemo_variant {
	__u32 size;
	__u32 demo;
	__u32 index;
	__u32 flags;
	char name[SYNCDEMO_NAME_SIZE];
	char summary[SYNCDEMO_TEXT_SIZE];
};

#define SYNCDEMO_VARIANT_SIZE_V1	208	/* bytes when first published */

/**
 * struct syncdemo_param_info - SYNCDEMO_IOC_PARAM: one parameter of a variant
 * @size: (in) bytes of this structure
 * @demo: (in) index of the demo; beyond: ENOENT
 * @variant: (in) index of the variant; beyond: ENOENT
 * @index: (in) 0 to nr_params - 1; beyond: ENOENT
 * @id: (out) enum syncdemo_param
 * @reserved: (out) zero
 * @min: (out) smallest value accepted
 * @max: (out) largest value accepted
 * @def: (out) value if the request does not set it
 * @name: (out) its name in a request
 * @unit: (out) "threads", "count", "ms", or words that stand for 0, 1, ... in a text, with
 *	'|' between them: "off|counts|full"
 * @summary: (out) a description in one line
 */
struct syncdemo_param_info {
	__u32 size;
	__u32 demo;
	__u32 variant;
	__u32 index;
	__u32 id;
	__u32 reserved;
	__aligned_u64 min;
	__aligned_u64 max;
	__aligned_u64 def;
	char name[SYNCDEMO_NAME_SIZE];
	char unit[SYNCDEMO_UNIT_SIZE];
	char summary[SYNCDEMO_TEXT_SIZE];
};

#define SYNCDEMO_PARAM_INFO_SIZE_V1	256	/* bytes when first published */

/**
 * struct syncdemo_run - SYNCDEMO_IOC_RUN: start one run in this open file
 * @size: (in) bytes of this structure
 * @flags: (in) zero
 * @demo: (in) name of the demo; unknown: EINVAL
 * @variant: (in) name of the variant, or "" for the default; unknown: EINVAL
 * @param_mask: (in) bit 1 << id for each parameter that is set; a bit that the
 *	demo does not take: EINVAL
 * @param: (in) values by enum syncdemo_param; out of range: ERANGE; a slot
 *	whose bit is not set must be zero: EINVAL
 *
 * Needs a file that is open for writing, else EBADF. Returns as soon as the run is under
 * way. EBUSY while the previous run of this file goes on. Without room for the run the call
 * waits for its turn; with O_NONBLOCK it fails with EAGAIN. ENOBUFS if the results of open
 * files take all the memory that the module may keep. The new run replaces the unread
 * transcript and the results of the previous one.
 */
struct syncdemo_run {
	__u32 size;
	__u32 flags;
	char demo[SYNCDEMO_NAME_SIZE];
	char variant[SYNCDEMO_NAME_SIZE];
	__aligned_u64 param_mask;
	__aligned_u64 param[SYNCDEMO_PARAM_SLOTS];
};

#define SYNCDEMO_RUN_SIZE_V1	208	/* bytes when first published */

#define SYNCDEMO_PLAN_MAX	64	/* requests of one plan */

/**
 * struct syncdemo_plan - SYNCDEMO_IOC_PLAN: start several runs, one after the other
 * @size: (in) bytes of this structure
 * @flags: (in) zero
 * @nr_runs: (in) number of runs; 0: EINVAL; more than SYNCDEMO_PLAN_MAX: E2BIG
 * @run_size: (in) bytes from one run to the next; the @size of each run must be this,
 *	else EINVAL
 * @runs: (in) address of the first of @nr_runs structures syncdemo_run
 *
 * Everything else is as for SYNCDEMO_IOC_RUN. All runs are checked before the first one
 * starts. They have one transcript, and results in their order.
 */
struct syncdemo_plan {
	__u32 size;
	__u32 flags;
	__u32 nr_runs;
	__u32 run_size;
	__aligned_u64 runs;
};

#define SYNCDEMO_PLAN_SIZE_V1	24	/* bytes when first published */

#define SYNCDEMO_WAIT_FOREVER	0xffffffffU

/**
 * struct syncdemo_wait - SYNCDEMO_IOC_WAIT: wait until this file's run is over
 * @size: (in) bytes of this structure
 * @timeout_ms: (in) how long at most; 0 asks only; SYNCDEMO_WAIT_FOREVER. (out) after
 *	EINTR, what is left of it
 * @nr_results: (out) requests of the run, each with a result
 * @reserved: (in) zero
 *
 * ETIMEDOUT if the run goes on longer; ENODATA if nothing was started; EINTR after a signal
 * with a handler. With SYNCDEMO_WAIT_FOREVER the call restarts if the handler has
 * SA_RESTART. Signals without a handler, such as SIGSTOP and SIGCONT, do not end the wait.
 */
struct syncdemo_wait {
	__u32 size;
	__u32 timeout_ms;
	__u32 nr_results;
	__u32 reserved;
};

#define SYNCDEMO_WAIT_SIZE_V1	16	/* bytes when first published */

/**
 * struct syncdemo_cancel - SYNCDEMO_IOC_CANCEL: end this file's run now
 * @size: (in) bytes of this structure
 * @flags: (in) zero
 *
 * Needs a file that is open for writing, else EBADF. Returns when every thread of the
 * run is gone. Requests that were not over get
 * the verdict SYNCDEMO_CANCELLED. ENODATA if nothing was started; a run that is
 * over stays as it is.
 */
struct syncdemo_cancel {
	__u32 size;
	__u32 flags;
};

#define SYNCDEMO_CANCEL_SIZE_V1	8	/* bytes when first published */

/**
 * struct syncdemo_result - SYNCDEMO_IOC_RESULT: the result of one request
 * @size: (in) bytes of this structure
 * @index: (in) index of the request; beyond: ENOENT
 * @verdict: (out) enum syncdemo_verdict
 * @error: (out) zero, or a negative errno with SYNCDEMO_ERROR
 * @nr_threads: (out) threads that SYNCDEMO_IOC_THREAD lists
 * @nr_metrics: (out) numbers that SYNCDEMO_IOC_METRIC lists
 * @duration_ns: (out) from the start of the threads to the join of the last one
 * @dropped: (out) steps that did not fit into the transcript (count)
 * @param_mask: (out) parameters that the demo takes
 * @param: (out) their values in this run
 * @demo: (out) name of the demo
 * @variant: (out) name of the variant
 * @reason: (out) a sentence that gives the reason for the verdict
 *
 * This call, SYNCDEMO_IOC_METRIC and SYNCDEMO_IOC_THREAD fail with EBUSY while the run goes
 * on and with ENODATA if nothing was started.
 */
struct syncdemo_result {
	__u32 size;
	__u32 index;
	__u32 verdict;
	__s32 error;
	__u32 nr_threads;
	__u32 nr_metrics;
	__aligned_u64 duration_ns;
	__aligned_u64 dropped;
	__aligned_u64 param_mask;
	__aligned_u64 param[SYNCDEMO_PARAM_SLOTS];
	char demo[SYNCDEMO_NAME_SIZE];
	char variant[SYNCDEMO_NAME_SIZE];
	char reason[SYNCDEMO_TEXT_SIZE];
};

#define SYNCDEMO_RESULT_SIZE_V1	400	/* bytes when first published */

/**
 * struct syncdemo_metric - SYNCDEMO_IOC_METRIC: one number of a result
 * @size: (in) bytes of this structure
 * @request: (in) index of the request; beyond: ENOENT
 * @index: (in) 0 to nr_metrics - 1; beyond: ENOENT
 * @reserved: (in) zero
 * @value: (out) the number
 * @name: (out) its name
 * @unit: (out) "count" or "ns"
 */
struct syncdemo_metric {
	__u32 size;
	__u32 request;
	__u32 index;
	__u32 reserved;
	__aligned_u64 value;
	char name[SYNCDEMO_NAME_SIZE];
	char unit[SYNCDEMO_UNIT_SIZE];
};

#define SYNCDEMO_METRIC_SIZE_V1	72	/* bytes when first published */

/**
 * struct syncdemo_thread - SYNCDEMO_IOC_THREAD: one kernel thread of a result
 * @size: (in) bytes of this structure
 * @request: (in) index of the request; beyond: ENOENT
 * @index: (in) 0 to nr_threads - 1; beyond: ENOENT
 * @error: (out) zero, or the negative errno that the thread ended with
 * @first_cpu: (out) CPU of its first step
 * @last_cpu: (out) CPU of its last step
 * @migrations: (out) steps on another CPU than the step before (count)
 * @reserved: (out) zero
 * @operations: (out) how often it did what the demo is about (count)
 * @start_ns: (out) time of its first step, since the start of the run
 * @end_ns: (out) time of its last step, since the start of the run
 * @name: (out) the name that ps shows
 * @role: (out) its part in the demo: "adder", "producer", "waiter", ...
 */
struct syncdemo_thread {
	__u32 size;
	__u32 request;
	__u32 index;
	__s32 error;
	__u32 first_cpu;
	__u32 last_cpu;
	__u32 migrations;
	__u32 reserved;
	__aligned_u64 operations;
	__aligned_u64 start_ns;
	__aligned_u64 end_ns;
	char name[SYNCDEMO_NAME_SIZE];
	char role[SYNCDEMO_UNIT_SIZE];
};

#define SYNCDEMO_THREAD_SIZE_V1	104	/* bytes when first published */

/**
 * struct syncdemo_active - SYNCDEMO_IOC_ACTIVE: one session that runs now
 * @size: (in) bytes of this structure
 * @index: (in) 0, 1, ... until ENOENT; the list may change between calls
 * @pid: (out) process that started it, in the caller's pid namespace; 0 if that process is
 *	not in there or has ended, because its number may be reused
 * @threads: (out) kernel threads reserved for it
 * @elapsed_ns: (out) time since it was started
 * @demo: (out) name of the demo that runs in it now
 * @variant: (out) name of the variant
 */
struct syncdemo_active {
	__u32 size;
	__u32 index;
	__u32 pid;
	__u32 threads;
	__aligned_u64 elapsed_ns;
	char demo[SYNCDEMO_NAME_SIZE];
	char variant[SYNCDEMO_NAME_SIZE];
};

#define SYNCDEMO_ACTIVE_SIZE_V1	88	/* bytes when first published */

/* syncdemo_object.flags */
#define SYNCDEMO_OBJECT_MANY	_BITUL(0)	/* several of the kind, with numbers */
#define SYNCDEMO_OBJECT_SHARED	_BITUL(1)	/* several threads may hold one at once */
#define SYNCDEMO_OBJECT_QUEUE	_BITUL(2)	/* empty at first; a value is loaded once */

/**
 * struct syncdemo_object - SYNCDEMO_IOC_OBJECT: a kind of object that threads share
 * @size: (in) bytes of this structure
 * @demo: (in) index of the demo; beyond: ENOENT
 * @index: (in) the kind of object, 0, 1, ... until ENOENT
 * @flags: (out) SYNCDEMO_OBJECT_*
 * @name: (out) its name, for people: "lock", "counter", "fork"
 */
struct syncdemo_object {
	__u32 size;
	__u32 demo;
	__u32 index;
	__u32 flags;
	char name[SYNCDEMO_NAME_SIZE];
};

#define SYNCDEMO_OBJECT_SIZE_V1	48	/* bytes when first published */

/*
 * The @object of an event: the kind, and the number of the object among its kind. The only
 * object of a kind has number 0.
 */
#define SYNCDEMO_OBJECT(kind, number)	((kind) << 8 | (number))
#define SYNCDEMO_OBJECT_KIND(object)	((object) >> 8)
#define SYNCDEMO_OBJECT_NUMBER(object)	((object) & 0xff)

/**
 * struct syncdemo_event - one step of one thread
 * @ns: time since the start of the run
 * @seq: with SYNCDEMO_STEP_ACQUIRED, RELEASED, LOAD and STORE under a lock: number of the
 *	acquisition, from 1, of objects of the first kind; else 0
 * @arg: see enum syncdemo_step
 * @thread: index of the thread
 * @cpu: CPU on which it ran
 * @step: enum syncdemo_step
 * @object: SYNCDEMO_OBJECT() of the demo
 */
struct syncdemo_event {
	__aligned_u64 ns;
	__aligned_u64 seq;
	__s64 arg;
	__u16 thread;
	__u16 cpu;
	__u16 step;
	__u16 object;
};

#define SYNCDEMO_EVENT_SIZE_V1	32	/* bytes when first published */
#define SYNCDEMO_EVENT_SIZE_MAX	256

/**
 * struct syncdemo_events - SYNCDEMO_IOC_EVENTS: the log of one thread, in bulk
 * @size: (in) bytes of this structure
 * @request: (in) index of the request; beyond: ENOENT
 * @thread: (in) index of the thread; beyond: ENOENT
 * @event_size: (in) sizeof(struct syncdemo_event) of the caller: the distance of two events
 *	in the array (bytes). Less than SYNCDEMO_EVENT_SIZE_V1 or no multiple of 8: EINVAL;
 *	more than SYNCDEMO_EVENT_SIZE_MAX: E2BIG. Members that the module does not know are
 *	set to zero
 * @first: (in) index of the first event to copy
 * @buffer: (in) address of an array of struct syncdemo_event
 * @room: (in) events for which the array has room
 * @copied: (out) events that were copied; 0 beyond the last one
 * @recorded: (out) events in the log
 * @dropped: (out) later events, which did not fit into the log
 *
 * The thread has taken @recorded + @dropped steps. Its events are in order of time. EBUSY
 * and ENODATA as for SYNCDEMO_IOC_RESULT; EFAULT for a bad @buffer.
 */
struct syncdemo_events {
	__u32 size;
	__u32 request;
	__u32 thread;
	__u32 event_size;
	__aligned_u64 first;
	__aligned_u64 buffer;
	__u32 room;
	__u32 copied;
	__aligned_u64 recorded;
	__aligned_u64 dropped;
};

#define SYNCDEMO_EVENTS_SIZE_V1	56	/* bytes when first published */

#define SYNCDEMO_BUCKETS	40

/**
 * struct syncdemo_times - a histogram of times
 * @count: number of times
 * @sum_ns: their sum
 * @max_ns: the longest one
 * @bucket: bucket i counts those from 2^i to below 2^(i+1) ns; the first one also 0 ns, the
 *	last one also all longer ones
 */
struct syncdemo_times {
	__aligned_u64 count;
	__aligned_u64 sum_ns;
	__aligned_u64 max_ns;
	__aligned_u64 bucket[SYNCDEMO_BUCKETS];
};

/**
 * struct syncdemo_stats - SYNCDEMO_IOC_STATS: what was measured of one thread
 * @size: (in) bytes of this structure
 * @request: (in) index of the request; beyond: ENOENT
 * @thread: (in) index of the thread; beyond: ENOENT
 * @level: (out) enum syncdemo_stats_level of the run; members that it leaves out are zero
 * @operations: (out) how often it did what the demo is about (count)
 * @acquisitions: (out) its acquisitions (count)
 * @contended: (out) acquisitions for which it had to wait for another thread (count)
 * @handoffs: (out) acquisitions of an object of the first kind that another thread had
 *	acquired last (count)
 * @longest_run: (out) most acquisitions of the first kind without another thread's between
 *	them (count)
 * @waits: (out) its waits for a signal (count)
 * @signals: (out) its signals (count)
 * @voluntary: (out) context switches because it slept (count)
 * @involuntary: (out) context switches because it was preempted (count)
 * @first_ns: (out) end of its first operation, since the start of the run
 * @last_ns: (out) time of its last step, if it did any operation
 * @overlap_from_ns: (out) when the last thread had begun; the same for all threads
 * @overlap_to_ns: (out) when the first thread was done; the same for all threads; not after
 *	@overlap_from_ns if the threads never all ran at once
 * @overlap_operations: (out) its operations between these two times (count)
 * @wait: (out) times from the attempt to the acquisition, or from the wait to the wake-up
 * @hold: (out) times from the acquisition to the release
 *
 * EBUSY and ENODATA as for SYNCDEMO_IOC_RESULT.
 */
struct syncdemo_stats {
	__u32 size;
	__u32 request;
	__u32 thread;
	__u32 level;
	__aligned_u64 operations;
	__aligned_u64 acquisitions;
	__aligned_u64 contended;
	__aligned_u64 handoffs;
	__aligned_u64 longest_run;
	__aligned_u64 waits;
	__aligned_u64 signals;
	__aligned_u64 voluntary;
	__aligned_u64 involuntary;
	__aligned_u64 first_ns;
	__aligned_u64 last_ns;
	__aligned_u64 overlap_from_ns;
	__aligned_u64 overlap_to_ns;
	__aligned_u64 overlap_operations;
	struct syncdemo_times wait;
	struct syncdemo_times hold;
};

#define SYNCDEMO_STATS_SIZE_V1	816	/* bytes when first published */

#define SYNCDEMO_IOC_MAGIC	0xD5

#define SYNCDEMO_IOC_INFO	_IO(SYNCDEMO_IOC_MAGIC, 0x00)
#define SYNCDEMO_IOC_DEMO	_IO(SYNCDEMO_IOC_MAGIC, 0x01)
#define SYNCDEMO_IOC_VARIANT	_IO(SYNCDEMO_IOC_MAGIC, 0x02)
#define SYNCDEMO_IOC_PARAM	_IO(SYNCDEMO_IOC_MAGIC, 0x03)
#define SYNCDEMO_IOC_RUN	_IO(SYNCDEMO_IOC_MAGIC, 0x10)
#define SYNCDEMO_IOC_WAIT	_IO(SYNCDEMO_IOC_MAGIC, 0x11)
#define SYNCDEMO_IOC_CANCEL	_IO(SYNCDEMO_IOC_MAGIC, 0x12)
#define SYNCDEMO_IOC_RESULT	_IO(SYNCDEMO_IOC_MAGIC, 0x13)
#define SYNCDEMO_IOC_METRIC	_IO(SYNCDEMO_IOC_MAGIC, 0x14)
#define SYNCDEMO_IOC_THREAD	_IO(SYNCDEMO_IOC_MAGIC, 0x15)
#define SYNCDEMO_IOC_ACTIVE	_IO(SYNCDEMO_IOC_MAGIC, 0x16)
#define SYNCDEMO_IOC_STATS	_IO(SYNCDEMO_IOC_MAGIC, 0x17)
#define SYNCDEMO_IOC_EVENTS	_IO(SYNCDEMO_IOC_MAGIC, 0x18)
#define SYNCDEMO_IOC_OBJECT	_IO(SYNCDEMO_IOC_MAGIC, 0x19)
#define SYNCDEMO_IOC_PLAN	_IO(SYNCDEMO_IOC_MAGIC, 0x1a)

#endif /* _UAPI_SYNCDEMO_H */
