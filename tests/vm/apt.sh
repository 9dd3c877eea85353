# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Installs and downloads packages and updates their lists. Sourced after lib.sh by setup,
# kernel, source and source-tree; no other script calls apt. Only installing and updating
# need root, and use sudo otherwise.

: "${cache:?lib.sh comes first}"

# The packages that building a kernel needs: for source-tree, and for setup, which can ask
# for a password.
# shellcheck disable=SC2034 # for the scripts that source this file
kernel_build=(gcc make libc6-dev flex bison bc libelf-dev libssl-dev xz-utils)

have_apt() {
	command -v apt-get >/dev/null
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		# Without a terminal there is nobody to type a password.
		if [ -t 0 ] || [ -t 2 ]; then sudo "$@"; else sudo -n "$@"; fi
	else
		die "needs root and there is no sudo; as root: $*"
	fi
}

# alone COMMAND [ARGUMENT]...: waits for other scripts of ours, because apt fails at once
# if another apt is running
alone() {
	mkdir -p "$cache"
	(flock 7 && "$@" 7>&-) 7>"$cache/apt.lock"
}

# apt_update: at most once per hour, because it is slow and rarely changes anything
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

# apt_install PACKAGE...: updates the package lists if the first attempt fails
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

# apt_try_download DIR PACKAGE...: apt's sandbox user cannot write into a private directory.
# The option has an effect for root only.
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

# apt_depends PACKAGE: its dependencies, one a line
apt_depends() {
	apt-cache depends --important "$1" 2>/dev/null |
		sed -n 's/^[ |]*Depends: \([^<]*\)$/\1/p'
}

# apt_version PACKAGE: the version that would be installed
apt_version() {
	apt-cache show --no-all-versions "$1" 2>/dev/null |
		sed -n 's/^Version: //p'
}
