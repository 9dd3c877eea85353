// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called by json.c; syncdemo.1 documents the members.
 */
#include "analysis/summary.h"
#include "analysis/times.h"
#include "render/json_put.h"
#include "render/json_stats.h"

static const char *level_name(__u32 level)
{
	return level >= SYNCDEMO_STATS_FULL ? "full" : "counts";
}

static void put_bucket(struct json_object *array, const struct syncdemo_times *times,
		       unsigned int bucket)
{
	struct json_object *obj = json_object_new_object();

	json_put_number(obj, "from_ns", bucket_from_ns(bucket));
	json_put_number(obj, "to_ns", bucket_to_ns(bucket, times));
	json_put_number(obj, "count", times->bucket[bucket]);
	json_object_array_add(array, obj);
}

static void put_times(struct json_object *stats, const char *name,
		      const struct syncdemo_times *times)
{
	struct json_object *obj = json_object_new_object();
	struct json_object *buckets = json_object_new_array();

	json_put_number(obj, "count", times->count);
	json_put_number(obj, "sum_ns", times->sum_ns);
	json_put_number(obj, "p50_ns", times_percentile(times, 500));
	json_put_number(obj, "p90_ns", times_percentile(times, 900));
	json_put_number(obj, "p99_ns", times_percentile(times, 990));
	json_put_number(obj, "max_ns", times->max_ns);
	for (unsigned int i = 0; i < SYNCDEMO_BUCKETS; i++)
		if (times->bucket[i])
			put_bucket(buckets, times, i);
	json_object_object_add(obj, "buckets", buckets);
	json_object_object_add(stats, name, obj);
}

static void put_numbers(struct json_object *obj, const struct syncdemo_stats *stats)
{
	json_put_number(obj, "operations", stats->operations);
	json_put_number(obj, "acquisitions", stats->acquisitions);
	json_put_number(obj, "contended", stats->contended);
	json_put_number(obj, "handoffs", stats->handoffs);
	json_put_number(obj, "longest_run", stats->longest_run);
	json_put_number(obj, "waits", stats->waits);
	json_put_number(obj, "signals", stats->signals);
	json_put_number(obj, "voluntary_switches", stats->voluntary);
	json_put_number(obj, "involuntary_switches", stats->involuntary);
	json_put_number(obj, "first_ns", stats->first_ns);
	json_put_number(obj, "last_ns", stats->last_ns);
	json_put_number(obj, "overlap_operations", stats->overlap_operations);
}

/* Unmeasured histograms are left out rather than null. */
static void put_histograms(struct json_object *obj, const struct syncdemo_stats *stats)
{
	if (stats->level < SYNCDEMO_STATS_FULL)
		return;
	put_times(obj, "wait", &stats->wait);
	put_times(obj, "hold", &stats->hold);
}

struct json_object *json_thread_stats(const struct run_result *res, size_t thread)
{
	struct json_object *obj;

	if (!res->stats)
		return NULL;
	obj = json_object_new_object();
	put_numbers(obj, &res->stats[thread]);
	put_histograms(obj, &res->stats[thread]);
	return obj;
}

static void put_run(struct json_object *obj, const struct run_summary *run)
{
	json_put_ratio(obj, "contended_share", run->contended_share);
	json_put_ratio(obj, "handoff_share", run->handoff_share);
	json_put_ratio(obj, "throughput_per_s", run->throughput);
	json_put_ratio(obj, "fairness", run->fairness);
	json_put_number(obj, "start_skew_ns", run->start_skew_ns);
	json_put_number(obj, "span_ns", run->span_ns);
	json_put_ratio(obj, "overlap_share", run->overlap_share);
	json_put_bool(obj, "mostly_serial", run->mostly_serial);
}

struct json_object *json_run_stats(const struct run_result *res)
{
	struct json_object *obj;
	struct run_summary run;

	if (!res->stats)
		return NULL;
	summary_of_run(res->stats, res->result.nr_threads, &run);
	obj = json_object_new_object();
	json_put_string(obj, "level", level_name(run.all.level));
	put_numbers(obj, &run.all);
	put_run(obj, &run);
	put_histograms(obj, &run.all);
	return obj;
}
