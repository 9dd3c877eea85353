#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# watch.sh SCRIPT [ARGUMENT]...
#
# In the test machine, around SCRIPT, for `run --watch`: looks for what it has
# leaked, where the kernel has kmemleak, and keeps what gcov has counted of the
# module, where it has that. Prints a TAP line for what it found and fails if
# something leaked.

leaks=/sys/kernel/debug/kmemleak
counts=/sys/kernel/debug/gcov

# look: what is lost for sure: a second look, for an address may just have been
# in motion at the first, and things must be 5 s old
look() {
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
	look >/tmp/leaks
	if [ -s /tmp/leaks ]; then
		sed 's/^/# /' /tmp/leaks
		echo "not ok - nothing has leaked after two scans"
		[ $status != 0 ] || status=1
	else
		echo "ok - nothing has leaked after two scans"
	fi
fi
if [ -d $counts ]; then
	# Their size is known only once they are read, so tar cannot take them.
	(cd $counts && find . -name '*.gcda' -path '*/module/*') | while read -r file; do
		into=$VM_SAVE/gcov/module/${file##*/module/}
		mkdir -p "${into%/*}"
		cat "$counts/$file" >"$into"
	done
fi
exit $status
