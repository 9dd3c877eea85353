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
	vm=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
	root=$(cd "$vm/../.." && pwd)
	build=$root/build
	cache=${SYNCDEMO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/syncdemo}
	wanted_series=(6.12 6.1) # the kernels to work on, the preferred one first
}

# Progress and complaints go to stderr: stdout belongs to the guest's program.
say() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
	say "$*"
	exit 1
}

# usage: prints the comment at the head of the script as its help
usage() {
	sed -n '3,/^$/s/^# \{0,1\}//p' "$0"
}

# A machine ends with the script that started it, however that ends: of a child that is
# run by `"${bound[@]}" COMMAND`, the kernel takes care.
# shellcheck disable=SC2034 # for the scripts that source this file
if setpriv --pdeathsig clear true 2>/dev/null; then
	bound=(setpriv --pdeathsig TERM)
else
	bound=()
fi

# kbuild takes these for its own, and ours are not meant.
unset KBUILD_OUTPUT KBUILD_EXTMOD

# need_value OPTION $#: complains if an option that takes a value has none
need_value() {
	[ "$2" -ge 2 ] || die "option $1 needs a value"
}
