#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# `make demo`, in the test machine: loads the module, runs the five demos of the tutorial and
# lock/none with the tool, which writes a page about them, and checks the results.

insmod /syncdemo.ko || exit 1
# With PREEMPT_RT a contended lock is handed from thread to thread, and half a million times
# may take more than a minute on an emulated machine. The other parameters are the defaults.
requests=
if [ -e /sys/kernel/realtime ]; then
	echo "# PREEMPT_RT: lock iterations=10000, for this machine is emulated"
	requests='lock iterations=10000 rlock condition event local
		lock/none threads=3 iterations=1000'
fi
# TERM=dumb, because standard output of the host need not be a terminal. The page gets
# another name on the host.
{
	# shellcheck disable=SC2086 # words
	TERM=dumb syncdemo report -o "$VM_SAVE/demo.html" $requests
	echo $? >/tmp/status
} | sed '/^The report is in /d' | tee /tmp/transcript
[ "$(cat /tmp/status)" = 0 ] || exit 1

awk '
/^ok / {
	split($3, name, "/")
	order = order " " $2 ":" name[1]
}
/^# Totals: / { totals = $0 }
END {
	if (order != " 1:lock 2:rlock 3:condition 4:event 5:local 6:lock") {
		print "demo.sh: expected five demos and lock/none to be ok; got:" order
		exit 1
	}
	if (totals !~ /^# Totals: pass:5 fail:0 xfail:1 /) {
		print "demo.sh: the transcript has wrong totals"
		exit 1
	}
}' /tmp/transcript || exit 1

grep -q '<b>lost update</b>' "$VM_SAVE/demo.html" || {
	echo "demo.sh: the page marks no lost update"
	exit 1
}
