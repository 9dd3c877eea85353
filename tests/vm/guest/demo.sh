#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# `make demo`, in the test machine: load the module, show the device, and check
# that what it showed is what it should have been.

insmod /syncdemo.ko || exit 1
# shellcheck disable=SC2002 # the user's own words
cat /dev/syncdemo | tee /tmp/transcript

awk '
/^ok / {
	split($3, name, "/")
	order = order " " $2 ":" name[1]
}
{ last = $0 }
END {
	if (order != " 1:lock 2:rlock 3:condition 4:event 5:local") {
		print "demo.sh: expected five demos to be ok, in order; got:" order
		exit 1
	}
	if (last !~ /^# Totals: pass:5 fail:0 /) {
		print "demo.sh: the transcript does not end with its totals"
		exit 1
	}
}' /tmp/transcript
