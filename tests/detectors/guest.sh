#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# guest.sh BUG...
#
# In the test machine: commits these bugs, one after the other. That they were
# complained of, and that nothing else was, is for the host to see in the log.

for bug; do
	echo "commits: $bug" >/dev/kmsg
	insmod /planted.ko bug="$bug" || exit
	rmmod planted || exit
	# kmemleak does not call lost what is younger than 5 s.
	if [ "$bug" = leak ]; then
		sleep 6
		echo scan >/sys/kernel/debug/kmemleak
		sleep 6
		echo scan >/sys/kernel/debug/kmemleak
		cat /sys/kernel/debug/kmemleak
		echo clear >/sys/kernel/debug/kmemleak
	fi
done
