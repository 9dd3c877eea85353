# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# What the scripts of the harness share: where things are, how they speak.
# Sourced, never run.
#
# Owns the place of the cache ($SYNCDEMO_CACHE, by default
# ~/.cache/syncdemo), which holds what came from packages, and of build/, which
# holds what was made from this tree.

set -euo pipefail

# shellcheck disable=SC2034 # for the scripts that source this file
{
	vm=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
	root=$(cd "$vm/../.." && pwd)
	build=$root/build
	cache=${SYNCDEMO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/syncdemo}
	wanted_series=(6.12 6.1) # of kernels, the default first
}

# These scripts decide where kbuild writes.
unset KBUILD_OUTPUT KBUILD_EXTMOD

# own_build: a copied or moved checkout brings a build/ whose links and paths lead back to
# the original. All in it that would be used again is removed.
own_build() {
	[ "$(cat "$build/.checkout" 2>/dev/null)" != "$root" ] || return 0
	mkdir -p "$build"
	(
		flock 8
		[ "$(cat "$build/.checkout" 2>/dev/null)" != "$root" ] || exit 0
		rm -rf "$build"/{coverage,kernels,kunit,planted,tests,tools,unit,unit-sanitized}
		echo "$root" >"$build/.checkout"
	) 8>"$build/.lock"
}

own_build

# say WORD...: prints a message to stderr, because stdout is for the output of the guest
say() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
	say "$*"
	exit 1
}

# usage: prints the comment at the head of the script
usage() {
	sed -n '3,/^$/s/^# \{0,1\}//p' "$0"
}

# `"${bound[@]}" COMMAND` ends with the script that runs it: the kernel sends it a signal
# even if the script was killed.
# shellcheck disable=SC2034 # for the scripts that source this file
if setpriv --pdeathsig clear true 2>/dev/null; then
	bound=(setpriv --pdeathsig TERM)
else
	bound=()
fi

# need_value OPTION $#: fails if the value of the option is missing
need_value() {
	[ "$2" -ge 2 ] || die "option $1 needs a value"
}
