# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Functions for tests in shell: a line for each check, "ok" or "not ok", and an exit status
# that agrees. For dash, bash and busybox.
#
#	. "${0%/*}/../tap.sh"
#	check "the module loads" insmod /syncdemo.ko
#	equal "and is listed" "$(lsmod | grep -c ^syncdemo)" 1
#	finish

tap_count=0
tap_failed=0

ok() {
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1"
}

# not_ok NAME [WHY]...
not_ok() {
	tap_count=$((tap_count + 1))
	tap_failed=$((tap_failed + 1))
	echo "not ok $tap_count - $1"
	shift
	for tap_line; do
		echo "$tap_line" | sed 's/^/#   /'
	done
}

# check NAME COMMAND [ARGUMENT]...: ok if the command succeeds; else shows its output
check() {
	tap_name=$1
	shift
	if tap_output=$("$@" 2>&1 </dev/null); then
		ok "$tap_name"
	else
		not_ok "$tap_name" "status $?: $*" "$tap_output"
	fi
}

# check_status NAME STATUS COMMAND [ARGUMENT]...: ok if it exits with STATUS
check_status() {
	tap_name=$1
	tap_expected=$2
	shift 2
	tap_status=0
	tap_output=$("$@" 2>&1 </dev/null) || tap_status=$?
	if [ "$tap_status" = "$tap_expected" ]; then
		ok "$tap_name"
	else
		not_ok "$tap_name" "status $tap_status, expected $tap_expected: $*" \
			"$tap_output"
	fi
}

# equal NAME GOT EXPECTED
equal() {
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "got:      $2" "expected: $3"
	fi
}

# finish: prints the plan and ends the test with its exit status
finish() {
	echo "1..$tap_count"
	[ "$tap_count" -gt 0 ] && [ "$tap_failed" = 0 ]
	exit
}
