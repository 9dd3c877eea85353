#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# suite.sh [PATTERN]: runs the tests in the test machine, one after the other.
#
# A test is an executable in a directory of /tests, such as device or user: a shell
# script NAME.test or a compiled C program. It prints "ok ..." and "not ok ..." lines,
# which the host counts. The suite adds a "not ok" where a test ends badly
# without having said so: killed, late, with an exit status that none of its
# lines explains, or without a single result. PATTERN, a shell pattern, picks
# tests by directory/name.
#
# With VM_QUICK set (check in `make check`, 1 on most kernels of `make test`) scripts
# with a line "# slow: WHY" are left out, and in `make check` those with "# long: WHY",
# too; other tests see the variable and may do less.
#
# Every test finds the module loaded, /dev/syncdemo at its defaults, and leaves
# it so.

limit=$((300 * ${TEST_SLOWNESS:-1})) # seconds for one test
pattern=${1:-*}
bad=0
ran=0

# run_one FILE NAME: its output passes through and is kept, with its status
run_one() {
	{
		timeout -k 5 "$limit" "$1" </dev/null 2>&1
		echo $? >/tmp/status
	} | tee /tmp/output
	status=$(cat /tmp/status)
}

# failures: whether a line of the test says that something failed; what cmocka skips
# is no failure, though it says "not ok ... # SKIP"
failures() {
	grep '^not ok ' /tmp/output | grep -qv '# SKIP'
}

# unexplained: why the test counts as failed although no line of it says so
unexplained() {
	case $status in
	0) grep -q '^ok ' /tmp/output || echo "no results" ;;
	143 | 124 | 137) echo "did not end within $limit s, or was killed" ;;
	*) failures || echo "exit status $status" ;;
	esac
}

# left_out FILE
left_out() {
	case $VM_QUICK in
	'') return 1 ;;
	check) grep -qE '^# (slow|long): ' "$1" ;;
	*) grep -q '^# slow: ' "$1" ;;
	esac
}

run_test() {
	name=${1#/tests/}
	# shellcheck disable=SC2254 # a pattern on purpose
	case $name in
	$pattern) ;;
	*) return ;;
	esac
	if left_out "$1"; then
		echo "# $name: left out, being long"
		return
	fi
	ran=$((ran + 1))
	echo "# $name"
	echo "vm: test $name" >/dev/kmsg
	began=$(cut -d. -f1 /proc/uptime)
	run_one "$1"
	echo "# $name took $(($(cut -d. -f1 /proc/uptime) - began)) s"
	why=$(unexplained)
	[ -z "$why" ] || echo "not ok - $name: $why"
	if [ -n "$why" ] || failures; then
		bad=$((bad + 1))
	fi
}

insmod /syncdemo.ko || { echo "not ok - insmod"; exit 1; }
for file in /tests/*/* /tests/*/*/*; do
	[ -f "$file" ] && [ -x "$file" ] && run_test "$file"
done
if [ -d /sys/module/syncdemo ]; then
	rmmod syncdemo || { echo "not ok - rmmod at the end"; bad=1; }
fi
[ "$ran" -gt 0 ] || echo "not ok - no test matches $pattern"
[ "$ran" -gt 0 ] && [ "$bad" = 0 ]
