# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# How a run of the suites is judged and shown, wherever they ran. Sourced by run
# and uml after vm/lib.sh.
#
# What is shown is what the kernel's own kunit.py makes of the KTAP, or with
# $tap a line for each result, which is what lanes count. What is believed is
# both and that nothing is missing: a case that the sources list and that never
# came to a result is a failure.

kunit=${root:?vm/lib.sh comes first}/tests/kunit
tap=''
failed=0

suites() {
	"$kunit/cases" declared | cut -d. -f1 | uniq
}

# need_suite NAME: complains unless there is one of that name; '' is for all
need_suite() {
	if [ -n "$1" ] && ! suites | grep -qx "$1"; then
		die "no suite '$1': one of $(suites | tr '\n' ' ')"
	fi
}

# number WORD PARSED: the number that kunit.py gave for it, 0 if it named none
number() {
	local found
	found=$(sed -n "s/.*Testing complete.*[ :]$1: \([0-9]*\).*/\1/p" "$2")
	echo "${found:-0}"
}

# complain WHAT: one more failure than the cases' own
complain() {
	if [ -n "$tap" ]; then
		echo "not ok - kunit: $*"
	else
		echo "FAILED: $*"
	fi
	failed=$((failed + 1))
}

# check_complete SUITE KTAP: in the order in which they run, so the first that is
# missing is where a machine that was stopped got stuck
check_complete() {
	local missing variants seen
	missing=$("$kunit/cases" declared "$1" |
		grep -vxFf <("$kunit/cases" ran "$2") || true)
	[ -z "$missing" ] || complain "never came to a result: $(tr '\n' ' ' <<<"$missing")"
	if [ -z "$1" ] || [ "$1" = demos ]; then
		variants=$("$kunit/cases" variants)
		seen=$("$kunit/cases" results "$2" |
			grep -c 'demo_small_run_has_expected_verdict: ' || true)
		[ "$seen" = "$variants" ] ||
			complain "$seen of $variants variants of demos were run"
	fi
}

# show KTAP PARSED: the results
show() {
	if [ -n "$tap" ]; then
		"$kunit/cases" results "$1"
	else
		cat "$2"
	fi
}

# conclude PARSED: the last word, and the exit status
conclude() {
	local passed
	passed=$(number passed "$1")
	failed=$((failed + $(number failed "$1") + $(number crashed "$1") + $(number errors "$1")))
	[ "$((passed + failed))" -gt 0 ] || complain "nothing ran"
	# In a lane the driver counts the lines.
	[ -n "$tap" ] || echo "$passed passed, $failed failed, $(number skipped "$1") skipped"
	[ "$failed" = 0 ]
}
