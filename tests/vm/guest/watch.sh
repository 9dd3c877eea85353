#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# watch.sh SCRIPT [ARGUMENT]...
#
# `run --watch`, in the test machine: runs SCRIPT, then looks for leaks if the kernel has
# kmemleak, and saves the module's counts if it has gcov. Prints a TAP line about leaks and
# fails if there are any.

leaks=/sys/kernel/debug/kmemleak
counts=/sys/kernel/debug/gcov

# scan: kmemleak reports allocations that are 5 s old. Two scans, because the first may
# miss a pointer that is being moved.
scan() {
	sleep 6
	echo scan >$leaks
	sleep 6
	echo scan >$leaks
	cat $leaks
}

[ ! -e $leaks ] || echo clear >$leaks
sh "$@"
status=$?
if [ -e $leaks ]; then
	scan >/tmp/leaks
	if [ -s /tmp/leaks ]; then
		sed 's/^/# /' /tmp/leaks
		echo "not ok - nothing has leaked after two scans"
		[ $status != 0 ] || status=1
	else
		echo "ok - nothing has leaked after two scans"
	fi
fi
if [ -d $counts ]; then
	# debugfs reports a size of 0, so tar cannot copy these files.
	(cd $counts && find . -name '*.gcda' -path '*/module/*') | while read -r file; do
		into=$VM_SAVE/gcov/module/${file##*/module/}
		mkdir -p "${into%/*}"
		cat "$counts/$file" >"$into"
	done
fi
exit $status
