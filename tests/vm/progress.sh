# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# For commands that take minutes: their output goes to a log, and a progress line appears at
# intervals. Sourced after lib.sh by source-tree and build-kernel.

: "${cache:?lib.sh comes first}"

progress_every=20 # seconds

# with_progress WHAT LOG COMMAND [ARGUMENT]...: returns the command's status; shows the end
# of the log if it failed
with_progress() {
	local what=$1 log=$2 began=$SECONDS next=$((SECONDS + progress_every)) job status=0
	shift 2
	say "$what ..."
	"$@" >"$log" 2>&1 </dev/null &
	job=$!
	while kill -0 "$job" 2>/dev/null; do
		sleep 0.5
		if [ "$SECONDS" -ge "$next" ]; then
			next=$((SECONDS + progress_every))
			say "$what: $((SECONDS - began)) s, $(wc -l <"$log") lines of log," \
				"now$(tail -n 1 "$log" | cut -c1-60 | tr -s '[:space:]' ' ')"
		fi
	done
	wait "$job" || status=$?
	if [ "$status" != 0 ]; then
		tail -n 40 "$log" >&2
		say "$what: failed with status $status after $((SECONDS - began)) s"
		return "$status"
	fi
	say "$what: done in $((SECONDS - began)) s"
}
