#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# guest.sh BUG...
#
# In the test machine: executes these bugs, one after the other. The host checks the reports
# in the log.

for bug; do
	echo "executes: $bug" >/dev/kmsg
	insmod /planted.ko bug="$bug" || exit
	rmmod planted || exit
	# kmemleak reports only allocations that are at least 5 s old.
	if [ "$bug" = leak ]; then
		sleep 6
		echo scan >/sys/kernel/debug/kmemleak
		sleep 6
		echo scan >/sys/kernel/debug/kmemleak
		cat /sys/kernel/debug/kmemleak
		echo clear >/sys/kernel/debug/kmemleak
	fi
done
