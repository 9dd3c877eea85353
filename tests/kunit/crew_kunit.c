// SPDX-License-Identifier: GPL-2.0-only
/*
 * The crew: the start gate, cancelling at each stage, what goes wrong while it
 * is created, and that no thread is left. Drives the crew itself, not through a
 * batch, except to see that its threads have settled.
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

#include "batch.h"

static const bool never;

static int go_through(struct sd_batch *b, struct sd_worker *w)
{
	sd_batch_pass(b, 0);
	return 0;
}

/* Passes once it is in the body, and once more behind gate 0. */
static int wait_at_gate(struct sd_batch *b, struct sd_worker *w)
{
	int err;

	sd_batch_pass(b, 0);
	err = sd_batch_await(b, 0);
	if (!err)
		sd_batch_pass(b, 1);
	return err;
}

/* Holds on to a task, so that it can be looked at after its end. */
struct watched {
	unsigned int nr;
	struct task_struct *task[SD_BATCH_MAX];
};

static struct watched *watch(struct kunit *test, const struct sd_crew *crew)
{
	struct watched *watched = kunit_kzalloc(test, sizeof(*watched), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, watched);
	for (unsigned int i = 0; i < crew->nr; i++)
		if (crew->workers[i].task)
			watched->task[watched->nr++] = get_task_struct(crew->workers[i].task);
	return watched;
}

/* How many of them have not passed the point after which they run no code of ours. */
static unsigned int still_alive(struct watched *watched)
{
	unsigned int alive = 0;

	for (unsigned int i = 0; i < watched->nr; i++) {
		alive += !(READ_ONCE(watched->task[i]->flags) & PF_EXITING);
		put_task_struct(watched->task[i]);
	}
	return alive;
}

/* After sd_crew_stop(): every thread joined, and ended with @error. */
static void expect_all(struct kunit *test, const struct sd_crew *crew, int error)
{
	for (unsigned int i = 0; i < crew->nr; i++) {
		KUNIT_EXPECT_NULL(test, crew->workers[i].task);
		KUNIT_EXPECT_EQ_MSG(test, crew->workers[i].error, error, "thread %u", i);
	}
}

static struct sd_batch *new_batch(struct kunit *test, sd_batch_fn fn)
{
	struct sd_batch *b = sd_batch_new(test, sd_kunit_threads, fn, NULL);

	KUNIT_ASSERT_NOT_NULL(test, b);
	return b;
}

/* ---- the gate ---- */

static void crew_nobody_passes_before_the_start(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, go_through);
	struct sd_crew *crew = &b->run.crew;

	KUNIT_ASSERT_EQ(test, sd_crew_spawn(crew, &never, SD_PATIENCE), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&crew->ready), (int)crew->nr);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);

	sd_crew_start(crew);
	KUNIT_EXPECT_EQ(test, sd_stall_wait(crew, &never, SD_PATIENCE), 0);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), crew->nr);
	sd_batch_cancel(b);
	expect_all(test, crew, 0);
}

/* Counted at the gate: the first to be through finds that all had reached it. */
static int count_ready(struct sd_batch *b, struct sd_worker *w)
{
	return atomic_read(&w->crew->ready) == w->crew->nr ? 0 : -EPROTO;
}

static void crew_all_stand_at_the_gate_before_one_passes(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, count_ready);

	sd_batch_go(test, b);
	sd_batch_join(test, b);
}

static void crew_worker_knows_its_place(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, go_through);
	struct sd_crew *crew = &b->run.crew;

	for (unsigned int i = 0; i < crew->nr; i++) {
		char name[SYNCDEMO_NAME_SIZE];

		snprintf(name, sizeof(name), "sd/kunit-%u", i);
		KUNIT_EXPECT_EQ(test, crew->workers[i].index, i);
		KUNIT_EXPECT_PTR_EQ(test, crew->workers[i].crew, crew);
		KUNIT_EXPECT_STREQ(test, crew->workers[i].name, name);
		KUNIT_EXPECT_EQ(test, crew->workers[i].cpu, SD_ANY_CPU);
	}
}

static int on_own_cpu(struct sd_batch *b, struct sd_worker *w)
{
	return raw_smp_processor_id() == w->cpu ? 0 : -EXDEV;
}

static void crew_worker_runs_where_it_is_bound(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, on_own_cpu);
	unsigned int cpu, i = 0;

	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two CPUs");
	while (i < b->run.crew.nr)
		for_each_online_cpu(cpu)
			if (i < b->run.crew.nr)
				sd_batch_worker(b, i++)->cpu = cpu;
	sd_batch_go(test, b);
	sd_batch_join(test, b);
}

static int fail_third(struct sd_batch *b, struct sd_worker *w)
{
	return w->index == 2 ? -EIO : 0;
}

static void crew_error_of_a_worker_is_kept(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, fail_third);
	struct sd_crew *crew = &b->run.crew;

	sd_batch_go(test, b);
	KUNIT_EXPECT_EQ(test, sd_stall_wait(crew, &never, SD_PATIENCE), 0);
	sd_batch_cancel(b);
	for (unsigned int i = 0; i < crew->nr; i++)
		KUNIT_EXPECT_EQ(test, crew->workers[i].error, i == 2 ? -EIO : 0);
}

/* ---- cancelling ---- */

/*
 * A stop flag that turns true with the first thread that is created, as seen by
 * the crew's owner between one creation and the next.
 */
static const bool *stop_after_first(const struct sd_crew *crew)
{
	const bool *low_byte = (const bool *)&crew->left;

	/* The threads stay at the gate, so it is 0 or 1 whenever it is looked at. */
	BUILD_BUG_ON(sizeof(crew->left) != 4);
	return low_byte + (IS_ENABLED(CONFIG_CPU_BIG_ENDIAN) ? 3 : 0);
}

static void crew_cancel_before_the_first_thread(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, go_through);
	struct sd_crew *crew = &b->run.crew;
	static const bool stop = true;

	KUNIT_EXPECT_EQ(test, sd_crew_spawn(crew, &stop, SD_PATIENCE), -ECANCELED);
	for (unsigned int i = 0; i < crew->nr; i++)
		KUNIT_EXPECT_NULL(test, crew->workers[i].task);
	sd_batch_cancel(b);
	expect_all(test, crew, -ECANCELED);
}

static void crew_cancel_in_the_middle_of_spawning(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, go_through);
	struct sd_crew *crew = &b->run.crew;
	struct watched *watched;

	KUNIT_EXPECT_EQ(test, sd_crew_spawn(crew, stop_after_first(crew), SD_PATIENCE),
			-ECANCELED);
	KUNIT_EXPECT_NOT_NULL(test, crew->workers[0].task);
	for (unsigned int i = 1; i < crew->nr; i++)
		KUNIT_EXPECT_NULL(test, crew->workers[i].task);
	watched = watch(test, crew);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, still_alive(watched), 0U);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	expect_all(test, crew, -ECANCELED);
}

/*
 * A thread that never gets its CPU until it is joined: bound to ours, where we
 * run with a priority that it does not have and never sleep in between.
 */
static int stop_before_first_run(struct sd_batch *b, struct sd_worker *w)
{
	struct sd_batch *inner = b->shared;
	struct sd_crew *crew = &inner->run.crew;
	int err;

	sched_set_fifo(current);
	sd_batch_worker(inner, 0)->cpu = w->cpu;
	err = sd_crew_spawn(crew, stop_after_first(crew), SD_PATIENCE);
	sd_crew_stop(crew);
	return err == -ECANCELED ? 0 : -EPROTO;
}

static void crew_cancel_before_its_first_run(struct kunit *test)
{
	struct sd_batch *inner = sd_batch_new(test, 1, go_through, NULL);
	struct sd_batch *owner = sd_batch_new(test, 1, stop_before_first_run, inner);
	struct sd_crew *crew = &inner->run.crew;

	sd_batch_worker(owner, 0)->cpu = cpumask_first(cpu_online_mask);
	sd_batch_go(test, owner);
	sd_batch_join(test, owner);
	/* Its function never ran, or it would have counted itself. */
	KUNIT_EXPECT_EQ(test, atomic_read(&crew->ready), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&crew->left), 1);
	KUNIT_EXPECT_EQ(test, sd_batch_through(inner, 0), 0U);
	expect_all(test, crew, -ECANCELED);
}

static void crew_cancel_at_the_gate(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, go_through);
	struct sd_crew *crew = &b->run.crew;
	struct watched *watched;

	KUNIT_ASSERT_EQ(test, sd_crew_spawn(crew, &never, SD_PATIENCE), 0);
	sd_batch_settle(test, b);
	watched = watch(test, crew);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, still_alive(watched), 0U);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	KUNIT_EXPECT_EQ(test, atomic_read(&crew->left), 0);
	expect_all(test, crew, -ECANCELED);
}

static void crew_cancel_while_waiting_in_the_body(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, wait_at_gate);
	struct sd_crew *crew = &b->run.crew;
	struct watched *watched;

	sd_batch_go(test, b);
	sd_batch_settle(test, b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), crew->nr);
	watched = watch(test, crew);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, still_alive(watched), 0U);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 1), 0U);
	expect_all(test, crew, -ECANCELED);
}

static int compute(struct sd_batch *b, struct sd_worker *w)
{
	sd_batch_pass(b, 0);
	while (!sd_cancelled(w))
		cond_resched();
	return 0;
}

static bool all_compute(void *arg)
{
	struct sd_batch *b = arg;

	return sd_batch_through(b, 0) == b->run.crew.nr;
}

static void crew_cancel_while_computing_in_the_body(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, compute);

	sd_batch_go(test, b);
	KUNIT_EXPECT_TRUE(test, sd_batch_until(all_compute, b));
	sd_batch_cancel(b);
	expect_all(test, &b->run.crew, -ECANCELED);
}

static void crew_cancel_after_the_end_changes_nothing(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, go_through);
	struct sd_crew *crew = &b->run.crew;
	struct watched *watched;

	sd_batch_go(test, b);
	KUNIT_ASSERT_EQ(test, sd_stall_wait(crew, &never, SD_PATIENCE), 0);
	watched = watch(test, crew);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, still_alive(watched), 0U);
	expect_all(test, crew, 0);
}

static int end_or_wait(struct sd_batch *b, struct sd_worker *w)
{
	return w->index % 2 ? sd_batch_await(b, 0) : 0;
}

static void crew_cancel_ends_only_who_has_not_ended(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, end_or_wait);
	struct sd_crew *crew = &b->run.crew;

	sd_batch_go(test, b);
	sd_batch_settle(test, b);
	sd_batch_cancel(b);
	for (unsigned int i = 0; i < crew->nr; i++)
		KUNIT_EXPECT_EQ(test, crew->workers[i].error, i % 2 ? -ECANCELED : 0);
}

static void crew_stopped_twice_is_fine(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, go_through);

	sd_batch_go(test, b);
	sd_batch_cancel(b);
	sd_batch_cancel(b);
	for (unsigned int i = 0; i < b->run.crew.nr; i++)
		KUNIT_EXPECT_NULL(test, sd_batch_worker(b, i)->task);
}

/* ---- errors and timeouts of the owner ---- */

static int spawn_with_a_signal(struct sd_batch *b, struct sd_worker *w)
{
	struct sd_batch *inner = b->shared;
	int err;

	/* As when the process is killed: creating a thread fails with -EINTR. */
	send_sig(SIGKILL, current, 1);
	err = sd_crew_spawn(&inner->run.crew, &never, SD_PATIENCE);
	sd_crew_stop(&inner->run.crew);
	return err;
}

/*
 * The signal probably arrives before kthreadd has made the thread. If it does not, all
 * threads exist and the spawn succeeds. Neither may leave anything behind.
 */
static void crew_signal_while_spawning(struct kunit *test)
{
	struct sd_batch *inner = new_batch(test, go_through);
	struct sd_batch *owner = sd_batch_start(test, 1, spawn_with_a_signal, inner);
	int err;

	KUNIT_ASSERT_EQ(test, sd_stall_wait(&owner->run.crew, &never, SD_PATIENCE), 0);
	sd_batch_cancel(owner);
	err = sd_batch_worker(owner, 0)->error;
	KUNIT_EXPECT_TRUE_MSG(test, !err || err == -EINTR, "%d", err);
	KUNIT_EXPECT_EQ(test, sd_batch_through(inner, 0), 0U);
	expect_all(test, &inner->run.crew, -ECANCELED);
}

static void crew_spawn_times_out_if_one_does_not_come(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, go_through);
	struct sd_crew *crew = &b->run.crew;
	unsigned long start = jiffies;
	struct watched *watched;

	/* One less than come. */
	atomic_set(&crew->ready, -1);
	KUNIT_EXPECT_EQ(test, sd_crew_spawn(crew, &never,
					    msecs_to_jiffies(sd_kunit_timeout_ms)), -ETIMEDOUT);
	KUNIT_EXPECT_TRUE(test, sd_about(sd_ms_since(start), sd_kunit_timeout_ms));
	watched = watch(test, crew);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, still_alive(watched), 0U);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 0U);
	expect_all(test, crew, -ECANCELED);
}

static void crew_wait_times_out_if_one_does_not_end(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, end_or_wait);
	ktime_t start;

	sd_batch_go(test, b);
	start = ktime_get();
	KUNIT_EXPECT_EQ(test, sd_stall_wait(&b->run.crew, &never,
					    msecs_to_jiffies(sd_kunit_timeout_ms)), -ETIMEDOUT);
	/* By the clock, as sd_stall_wait() counts: after a late tick jiffies are behind. */
	KUNIT_EXPECT_TRUE(test, sd_about(ktime_ms_delta(ktime_get(), start),
					 sd_kunit_timeout_ms));
	sd_batch_open(b, 0);
	sd_batch_join(test, b);
}

static void crew_wait_ends_when_stopped(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, wait_at_gate);
	static const bool stop = true;

	sd_batch_go(test, b);
	KUNIT_EXPECT_EQ(test, sd_stall_wait(&b->run.crew, &stop, SD_PATIENCE), -ECANCELED);
	sd_batch_open(b, 0);
	KUNIT_EXPECT_EQ(test, sd_stall_wait(&b->run.crew, &never, SD_PATIENCE), 0);
	/* All have ended: being stopped takes nothing away from that. */
	KUNIT_EXPECT_EQ(test, sd_stall_wait(&b->run.crew, &stop, SD_PATIENCE), 0);
	sd_batch_join(test, b);
}

static void crew_fifteen_threads_leave_none_behind(struct kunit *test)
{
	struct sd_batch *b = sd_batch_start(test, 15, go_through, NULL);
	struct watched *watched = watch(test, &b->run.crew);

	KUNIT_EXPECT_EQ(test, watched->nr, 15U);
	sd_batch_join(test, b);
	KUNIT_EXPECT_EQ(test, still_alive(watched), 0U);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), 15U);
}

/* ---- pauses ---- */

static int pause_and_measure(struct sd_batch *b, struct sd_worker *w)
{
	s64 *took = b->shared;
	ktime_t start = ktime_get();
	int err = sd_pause(w, sd_kunit_timeout_ms);

	*took = ktime_ms_delta(ktime_get(), start);
	return err;
}

static void crew_pause_is_not_shorter_than_asked(struct kunit *test)
{
	s64 *took = kunit_kzalloc(test, sizeof(*took), GFP_KERNEL);
	struct sd_batch *b;

	KUNIT_ASSERT_NOT_NULL(test, took);
	b = sd_batch_start(test, 1, pause_and_measure, took);
	sd_batch_join(test, b);
	KUNIT_EXPECT_GE(test, *took, (s64)sd_kunit_timeout_ms);
	KUNIT_EXPECT_TRUE(test, sd_about(*took, sd_kunit_timeout_ms));
}

static int pause_for_an_hour(struct sd_batch *b, struct sd_worker *w)
{
	int err = sd_pause(w, 3600 * MSEC_PER_SEC);

	if (err == -EINTR)
		sd_batch_pass(b, 0);
	return err;
}

static void crew_pause_ends_when_cancelled(struct kunit *test)
{
	struct sd_batch *b = new_batch(test, pause_for_an_hour);

	sd_batch_go(test, b);
	sd_batch_settle(test, b);
	sd_batch_cancel(b);
	KUNIT_EXPECT_EQ(test, sd_batch_through(b, 0), b->run.crew.nr);
}

static struct kunit_case crew_cases[] = {
	KUNIT_CASE(crew_nobody_passes_before_the_start),
	KUNIT_CASE(crew_all_stand_at_the_gate_before_one_passes),
	KUNIT_CASE(crew_worker_knows_its_place),
	KUNIT_CASE(crew_worker_runs_where_it_is_bound),
	KUNIT_CASE(crew_error_of_a_worker_is_kept),
	KUNIT_CASE(crew_cancel_before_the_first_thread),
	KUNIT_CASE(crew_cancel_in_the_middle_of_spawning),
	KUNIT_CASE(crew_cancel_before_its_first_run),
	KUNIT_CASE(crew_cancel_at_the_gate),
	KUNIT_CASE(crew_cancel_while_waiting_in_the_body),
	KUNIT_CASE(crew_cancel_while_computing_in_the_body),
	KUNIT_CASE(crew_cancel_after_the_end_changes_nothing),
	KUNIT_CASE(crew_cancel_ends_only_who_has_not_ended),
	KUNIT_CASE(crew_stopped_twice_is_fine),
	KUNIT_CASE(crew_signal_while_spawning),
	KUNIT_CASE(crew_spawn_times_out_if_one_does_not_come),
	KUNIT_CASE(crew_wait_times_out_if_one_does_not_end),
	KUNIT_CASE(crew_wait_ends_when_stopped),
	KUNIT_CASE(crew_fifteen_threads_leave_none_behind),
	KUNIT_CASE(crew_pause_is_not_shorter_than_asked),
	KUNIT_CASE(crew_pause_ends_when_cancelled),
	{ }
};

static struct kunit_suite crew_suite = {
	.name = "syncdemo_crew",
	.init = sd_batch_suite_init,
	.exit = sd_batch_suite_exit,
	.test_cases = crew_cases,
};

kunit_test_suite(crew_suite);
