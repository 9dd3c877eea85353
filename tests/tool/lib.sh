# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What the tests of the tool share, on top of tap.sh. Sourced, never run.
#
#	. "${0%/*}/lib.sh"
#	says "runs a demo" 0 '^ok 1 lock/mutex$' syncdemo run lock
#	value_is "in JSON too" 'runs[0].verdict' '"PASS"'	# of the last call
#	finish

# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "${0%/*}/../tap.sh"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
status=

# call COMMAND [ARGUMENT]...: leaves $tmp/out, $tmp/err and $status
call() {
	status=0
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
}

# shown: what the last call printed, for a failure's report
shown() {
	echo "status $status; standard output, then standard error:"
	cat "$tmp/out" "$tmp/err"
}

# found REGEX FILE...: whether a line matches; none is needed for the regex ''
found() {
	[ -z "$1" ] || grep -qE -e "$@"
}

# says NAME STATUS REGEX COMMAND...: it exits with STATUS and a line of standard
# output matches
says() {
	said_name=$1 said_status=$2 said_regex=$3
	shift 3
	call "$@"
	if [ "$status" = "$said_status" ] && found "$said_regex" "$tmp/out"; then
		ok "$said_name"
	else
		not_ok "$said_name" "$*: expected $said_status, /$said_regex/" "$(shown)"
	fi
}

# complains NAME STATUS LINE ARGUMENT...: syncdemo with these arguments exits
# with STATUS and says just LINE, all of it: as text on standard error, and as
# JSON on standard output, where LINE is made of message, suggestion, expected.
complains() {
	said_name=$1 said_status=$2 said_line=$3
	shift 3
	call syncdemo "$@"
	if [ "$status" = "$said_status" ] && [ "$(cat "$tmp/err")" = "syncdemo: $said_line" ]; then
		ok "$said_name"
	else
		not_ok "$said_name" "syncdemo $*: expected $said_status," \
			"syncdemo: $said_line" "$(shown)"
	fi
	complains_in_json "$@"
}

complains_in_json() {
	call syncdemo "$@" --json
	message=$(value error.message | sed 's/^"//; s/"$//; s/\\"/"/g')
	case $said_line in
	"$message"*) same=1 ;;
	*) same= ;;
	esac
	if [ "$status" = "$said_status" ] && [ "$(value exit_status)" = "$status" ] &&
		[ -n "$message" ] && [ -n "$same" ] && [ ! -s "$tmp/err" ]; then
		ok "$said_name (JSON)"
	else
		not_ok "$said_name (JSON)" "syncdemo $* --json: expected $said_status" "$(shown)"
	fi
}

# flat: the JSON document of the last call as lines PATH=VALUE; fails if its
# brackets do not match. Made once for each document, for many ask.
flat() {
	if ! cmp -s "$tmp/out" "$tmp/flat.of"; then
		cp "$tmp/out" "$tmp/flat.of"
		rm -f "$tmp/flat.whole"
		! flatten >"$tmp/flat" || : >"$tmp/flat.whole"
	fi
	cat "$tmp/flat"
	[ -e "$tmp/flat.whole" ]
}

# flatten: reads what json-c prints: one value a line
flatten() {
	awk '
	{
		sub(/^ +/, "")
		sub(/,$/, "")
		if (/^[]}]$/) {
			depth--
			next
		}
		name = ""
		if (kind[depth] == "[") {
			name = "[" count[depth]++ "]"
		} else if (kind[depth] == "{" && match($0, /^"[^"]*": ?/)) {
			name = substr($0, 2, index(substr($0, 2), "\"") - 1)
			name = (depth > 1 ? "." : "") name
			$0 = substr($0, RLENGTH + 1)
		}
		if (/^[[{]$/) {
			prefix[depth + 1] = prefix[depth] name
			kind[++depth] = $0
			count[depth] = 0
		} else {
			print prefix[depth] name "=" $0
		}
	}
	END { exit depth != 0 || NR == 0 }' "$tmp/out"
}

# value PATH: of the last call
value() {
	flat | awk -v path="$1=" 'index($0, path) == 1 { print substr($0, length(path) + 1) }'
}

# value_is NAME PATH VALUE: of the last call; a string with its quotes
value_is() {
	got=$(value "$2")
	if [ "$got" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "$2 is '$got', expected '$3'" "$(shown)"
	fi
}

# as_another: from here on syncdemo runs as a user without rights; as_root ends
# that. The machine has no users, so one is made, and let into /.
as_another() {
	tool=$(command -v syncdemo)
	mkdir -p /etc
	chmod 755 /
	echo 'another:x:65534:65534::/:/bin/sh' >/etc/passwd
	echo 'another:x:65534:' >/etc/group
	syncdemo() {
		start-stop-daemon -S -q -c another:another -x "$tool" -- "$@"
	}
}

as_root() {
	unset -f syncdemo
	rm -f /etc/passwd /etc/group
}

# threads_left: the workers of the module that are still there
threads_left() {
	for comm in /proc/[0-9]*/comm; do
		cat "$comm" 2>/dev/null
	done | grep -c '^syncdemo/'
}

# wait_for COMMAND...: until it succeeds, but no longer than 30 s
wait_for() {
	for _ in $(seq 600); do
		"$@" && return
		usleep 50000
	done
	return 1
}
