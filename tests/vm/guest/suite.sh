#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# suite.sh [PATTERN]: runs the tests in the test machine, one after the other.
#
# A test is an executable in a directory of /tests, such as device or tool: a shell script
# NAME.test or a compiled C program. It prints "ok ..." and "not ok ..." lines, which the
# host counts. The suite adds a "not ok" if a test ends with an error that none of its lines
# reports: killed, too late, another exit status, or no result at all. PATTERN, a shell
# pattern, selects tests by directory/name.
#
# VM_QUICK is "check" in `make check`, and 1 on most kernels of `make test`. If it is set,
# scripts with a line "# slow: WHY" are left out, and in `make check` also those with a line
# "# long: WHY". Other tests may read the variable and do less.
#
# Before and after each test, the module is loaded and /dev/syncdemo has its defaults.

limit=$((300 * ${TEST_SLOWNESS:-1})) # seconds for one test
pattern=${1:-*}
bad=0
ran=0

# run_one FILE: shows the output of the test, and keeps it with the status
run_one() {
	{
		timeout -k 5 "$limit" "$1" </dev/null 2>&1
		echo $? >/tmp/status
	} | tee /tmp/output
	status=$(cat /tmp/status)
}

# failures: whether the test reported a failure; cmocka prints "not ok ... # SKIP" for a
# skipped check
failures() {
	grep '^not ok ' /tmp/output | grep -qv '# SKIP'
}

# unexplained: prints why the test failed, if no line of its output reports that
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
		echo "# $name: left out because it is long"
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
