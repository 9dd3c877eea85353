#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# `make shell`, in the test machine: loads the module, and starts a shell or, if it exists,
# the script /commands.

insmod /syncdemo.ko || exit
if [ -e /commands ]; then
	cd "$HOME" || exit
	# TERM=dumb: no progress lines.
	TERM=dumb sh /commands
	exit
fi
echo "syncdemo is loaded. Try: syncdemo list, syncdemo run lock, cat /dev/syncdemo"
echo "After syncdemo unload, syncdemo load /syncdemo.ko loads the module again."
echo "Files that you leave in $VM_SAVE come to build/shell when you leave."
echo "Leave with exit; should the machine hang, Ctrl-A X kills it."
cd "$HOME" || exit
PS1='syncdemo# ' sh -i
# The status of the last command typed does not matter.
exit 0
