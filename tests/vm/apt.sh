# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# The system's packages: install them, download them, bring the lists up to
# date. Sourced after lib.sh by setup, kernel and source; nothing else talks to
# apt. Only installing and updating need root, by sudo where we are not root.

: "${cache:?lib.sh comes first}"

# What building a kernel takes: for source-tree, and for setup, which can ask.
# shellcheck disable=SC2034 # for the scripts that source this file
kernel_build=(gcc make libc6-dev flex bison bc libelf-dev libssl-dev xz-utils)

have_apt() {
	command -v apt-get >/dev/null
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		# Who cannot be asked for a password must not wait for it.
		if [ -t 0 ] || [ -t 2 ]; then sudo "$@"; else sudo -n "$@"; fi
	else
		die "needs root and there is no sudo; as root: $*"
	fi
}

# alone COMMAND [ARGUMENT]...: apt does not wait for another of its kind, we do
alone() {
	mkdir -p "$cache"
	(flock 7 && "$@" 7>&-) 7>"$cache/apt.lock"
}

# apt_update: once per hour at most, for it is slow and rarely changes anything
apt_update() {
	alone apt_update_alone
}

apt_update_alone() {
	local stamp=$cache/apt-updated
	if [ -n "$(find "$stamp" -mmin -60 2>/dev/null)" ]; then
		return 0
	fi
	say "updating the package lists"
	as_root apt-get -qq update >&2 || return 1
	: >"$stamp"
}

apt_try_install() {
	alone as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get -qq -y --no-install-recommends install "$@" >&2
}

# apt_install PACKAGE...: lists that are missing or stale are updated first
apt_install() {
	say "installing $*"
	apt_try_install "$@" || { apt_update && apt_try_install "$@"; } ||
		die "could not install: $*"
}

# apt_missing PACKAGE...: prints those that are not installed
apt_missing() {
	local package status
	declare -A installed=()
	while read -r status package; do
		[ "$status" = ii ] && installed[${package%%:*}]=1
	done < <(dpkg-query -Wf '${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null)
	for package; do
		[ -n "${installed[$package]:-}" ] || echo "$package"
	done
}

# The sandbox user of apt cannot write into a private directory; as ordinary
# user the option changes nothing.
apt_try_download() {
	(cd "$1" && shift &&
		apt-get -qq -o APT::Sandbox::User=root download "$@" >&2)
}

# apt_download DIR PACKAGE...: fetches the .deb files into DIR
apt_download() {
	apt_try_download "$@" 2>/dev/null ||
		{ apt_update && apt_try_download "$@"; } ||
		die "could not download: ${*:2}"
}

# apt_depends PACKAGE: the names it depends on, one a line
apt_depends() {
	apt-cache depends --important "$1" 2>/dev/null |
		sed -n 's/^[ |]*Depends: \([^<]*\)$/\1/p'
}

# apt_version PACKAGE: the version that would be installed
apt_version() {
	apt-cache show --no-all-versions "$1" 2>/dev/null |
		sed -n 's/^Version: //p'
}
