// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exports internal functions to the suites in tests/kunit. It is built only for kernels
 * with KUnit, and uses a namespace of its own, so that no other module uses them.
 */
#include "compat.h"
#include "engine/crew.h"
#include "engine/order.h"
#include "engine/run.h"
#include "engine/stall.h"
#include "engine/stall_report.h"
#include "engine/stats.h"
#include "engine/step.h"
#include "engine/wait_state.h"
#include "primitives/barrier.h"
#include "primitives/condition.h"
#include "primitives/event.h"
#include "primitives/local.h"
#include "primitives/local_hash.h"
#include "primitives/local_percpu.h"
#include "primitives/lock.h"
#include "primitives/rlock.h"
#include "primitives/rlock_spin.h"
#include "primitives/semaphore.h"
#include "report/ktap.h"
#include "report/transcript.h"
#include "report/verdict.h"
#include "request/registry.h"
#include "request/request.h"

SD_EXPORT_TO_TESTS(sd_demos);
SD_EXPORT_TO_TESTS(sd_nr_demos);
SD_EXPORT_TO_TESTS(sd_param_text);
SD_EXPORT_TO_TESTS(sd_param_words);
SD_EXPORT_TO_TESTS(sd_find_demo);
SD_EXPORT_TO_TESTS(sd_find_variant);
SD_EXPORT_TO_TESTS(sd_find_param);
SD_EXPORT_TO_TESTS(sd_param_min);
SD_EXPORT_TO_TESTS(sd_param_def);

SD_EXPORT_TO_TESTS(sd_plan_alloc);
SD_EXPORT_TO_TESTS(sd_plan_get);
SD_EXPORT_TO_TESTS(sd_plan_put);
SD_EXPORT_TO_TESTS(sd_plan_add_defaults);
SD_EXPORT_TO_TESTS(sd_plan_add_text);
SD_EXPORT_TO_TESTS(sd_plan_add_uapi);
SD_EXPORT_TO_TESTS(sd_plan_threads);

SD_EXPORT_TO_TESTS(sd_verdict);
SD_EXPORT_TO_TESTS(sd_verdict_error);
SD_EXPORT_TO_TESTS(sd_verdict_ok);
SD_EXPORT_TO_TESTS(sd_tally_add);
SD_EXPORT_TO_TESTS(sd_ktap_record);

SD_EXPORT_TO_TESTS(sd_transcript_init);
SD_EXPORT_TO_TESTS(sd_transcript_alloc_buffer);
SD_EXPORT_TO_TESTS(sd_transcript_reset);
SD_EXPORT_TO_TESTS(sd_transcript_close);
SD_EXPORT_TO_TESTS(sd_transcript_step);
SD_EXPORT_TO_TESTS(sd_transcript_mark);
SD_EXPORT_TO_TESTS(sd_transcript_pop);
SD_EXPORT_TO_TESTS(sd_transcript_empty);
SD_EXPORT_TO_TESTS(sd_transcript_take_dropped);

SD_EXPORT_TO_TESTS(sd_crew_init);
SD_EXPORT_TO_TESTS(sd_crew_spawn);
SD_EXPORT_TO_TESTS(sd_crew_start);
SD_EXPORT_TO_TESTS(sd_stall_wait);
SD_EXPORT_TO_TESTS(sd_crew_stop);
SD_EXPORT_TO_TESTS(sd_crew_free);
SD_EXPORT_TO_TESTS(sd_pause);
SD_EXPORT_TO_TESTS(sd_emit);
SD_EXPORT_TO_TESTS(sd_note_main);
SD_EXPORT_TO_TESTS(sd_order_init);
SD_EXPORT_TO_TESTS(sd_order_pass);
SD_EXPORT_TO_TESTS(sd_wait_state_step);
SD_EXPORT_TO_TESTS(sd_stall_report);
SD_EXPORT_TO_TESTS(sd_asleep);
SD_EXPORT_TO_TESTS(sd_crew_stalled);
SD_EXPORT_TO_TESTS(sd_times_add);
SD_EXPORT_TO_TESTS(sd_stats_step);
SD_EXPORT_TO_TESTS(sd_stats_first_operation);
SD_EXPORT_TO_TESTS(sd_stats_finish);
SD_EXPORT_TO_TESTS(sd_stats_consistent);
SD_EXPORT_TO_TESTS(sd_run_execute);

SD_EXPORT_TO_TESTS(sd_lock_init);
SD_EXPORT_TO_TESTS(sd_lock_destroy);
SD_EXPORT_TO_TESTS(sd_lock_acquire);
SD_EXPORT_TO_TESTS(sd_lock_acquire_timeout);
SD_EXPORT_TO_TESTS(sd_lock_try);
SD_EXPORT_TO_TESTS(sd_lock_release);
SD_EXPORT_TO_TESTS(sd_lock_locked);
SD_EXPORT_TO_TESTS(sd_rlock_init);
SD_EXPORT_TO_TESTS(sd_rlock_destroy);
SD_EXPORT_TO_TESTS(sd_rlock_acquire);
SD_EXPORT_TO_TESTS(sd_rlock_acquire_timeout);
SD_EXPORT_TO_TESTS(sd_rlock_try);
SD_EXPORT_TO_TESTS(sd_rlock_release);
SD_EXPORT_TO_TESTS(sd_rlock_owned);
SD_EXPORT_TO_TESTS(sd_rlock_depth);
SD_EXPORT_TO_TESTS(sd_rlock_spin_init);
SD_EXPORT_TO_TESTS(sd_rlock_spin_acquire);
SD_EXPORT_TO_TESTS(sd_rlock_spin_try);
SD_EXPORT_TO_TESTS(sd_rlock_spin_release);
SD_EXPORT_TO_TESTS(sd_rlock_spin_owned);
SD_EXPORT_TO_TESTS(sd_rlock_spin_depth);
SD_EXPORT_TO_TESTS(sd_condition_init);
SD_EXPORT_TO_TESTS(sd_condition_wait);
SD_EXPORT_TO_TESTS(sd_condition_wait_for);
SD_EXPORT_TO_TESTS(sd_condition_notify);
SD_EXPORT_TO_TESTS(sd_condition_notify_all);
SD_EXPORT_TO_TESTS(sd_event_completion);
SD_EXPORT_TO_TESTS(sd_event_waitqueue);
SD_EXPORT_TO_TESTS(sd_event_bit);
SD_EXPORT_TO_TESTS(sd_event_init);
SD_EXPORT_TO_TESTS(sd_event_set);
SD_EXPORT_TO_TESTS(sd_event_clear);
SD_EXPORT_TO_TESTS(sd_event_is_set);
SD_EXPORT_TO_TESTS(sd_event_wait);
SD_EXPORT_TO_TESTS(sd_semaphore_init);
SD_EXPORT_TO_TESTS(sd_semaphore_acquire);
SD_EXPORT_TO_TESTS(sd_semaphore_acquire_timeout);
SD_EXPORT_TO_TESTS(sd_semaphore_try);
SD_EXPORT_TO_TESTS(sd_semaphore_release);
SD_EXPORT_TO_TESTS(sd_barrier_init);
SD_EXPORT_TO_TESTS(sd_barrier_destroy);
SD_EXPORT_TO_TESTS(sd_barrier_wait);
SD_EXPORT_TO_TESTS(sd_barrier_abort);
SD_EXPORT_TO_TESTS(sd_barrier_reset);
SD_EXPORT_TO_TESTS(sd_barrier_broken);
SD_EXPORT_TO_TESTS(sd_barrier_waiting);
SD_EXPORT_TO_TESTS(sd_tls_init);
SD_EXPORT_TO_TESTS(sd_tls_exit);
SD_EXPORT_TO_TESTS(sd_local_set);
SD_EXPORT_TO_TESTS(sd_local_get);
SD_EXPORT_TO_TESTS(sd_local_del);
SD_EXPORT_TO_TESTS(sd_hash_local_init);
SD_EXPORT_TO_TESTS(sd_hash_local_destroy);
SD_EXPORT_TO_TESTS(sd_hash_local_set);
SD_EXPORT_TO_TESTS(sd_hash_local_get);
SD_EXPORT_TO_TESTS(sd_hash_local_del);
SD_EXPORT_TO_TESTS(sd_percpu_local_init);
SD_EXPORT_TO_TESTS(sd_percpu_local_destroy);
SD_EXPORT_TO_TESTS(sd_percpu_local_enter);
SD_EXPORT_TO_TESTS(sd_percpu_local_leave);
SD_EXPORT_TO_TESTS(sd_percpu_local_set);
SD_EXPORT_TO_TESTS(sd_percpu_local_get);
