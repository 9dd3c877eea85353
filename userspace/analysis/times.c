// SPDX-License-Identifier: GPL-2.0-only
/*
 * Computes percentiles and sums of histograms. Pure.
 */
#include "analysis/times.h"
#include "base/util.h"

__u64 bucket_from_ns(unsigned int bucket)
{
	return bucket ? 1ULL << bucket : 0;
}

/* The last bucket has no upper bound but the longest time. */
__u64 bucket_to_ns(unsigned int bucket, const struct syncdemo_times *times)
{
	if (bucket >= SYNCDEMO_BUCKETS - 1)
		return times->max_ns;
	return smaller((2ULL << bucket) - 1, times->max_ns);
}

__u64 times_buckets(const struct syncdemo_times *times, unsigned int *first,
		    unsigned int *last)
{
	__u64 most = 0;

	*first = SYNCDEMO_BUCKETS;
	*last = 0;
	for (unsigned int i = 0; i < SYNCDEMO_BUCKETS; i++) {
		if (!times->bucket[i])
			continue;
		if (*first == SYNCDEMO_BUCKETS)
			*first = i;
		*last = i;
		most = greater(most, times->bucket[i]);
	}
	return most;
}

/* ceil(permille / 1000 * count), without a product that could overflow */
static __u64 rank_of(__u64 count, unsigned int permille)
{
	return count / 1000 * permille + (count % 1000 * permille + 999) / 1000;
}

__u64 times_percentile(const struct syncdemo_times *times, unsigned int permille)
{
	__u64 rank = rank_of(times->count, permille);
	__u64 seen = 0;

	if (!times->count)
		return 0;
	for (unsigned int i = 0; i < SYNCDEMO_BUCKETS; i++) {
		seen += times->bucket[i];
		if (seen >= rank)
			return bucket_to_ns(i, times);
	}
	return times->max_ns;
}

void times_add(struct syncdemo_times *sum, const struct syncdemo_times *times)
{
	sum->count += times->count;
	sum->sum_ns += times->sum_ns;
	sum->max_ns = greater(sum->max_ns, times->max_ns);
	for (unsigned int i = 0; i < SYNCDEMO_BUCKETS; i++)
		sum->bucket[i] += times->bucket[i];
}
