#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# `make shell`, in the test machine: a shell with the module loaded and the tool
# in the path; or a script, if there are /commands.

insmod /syncdemo.ko || exit
if [ -e /commands ]; then
	cd "$HOME" || exit
	# No live lines, which are for somebody who looks on.
	TERM=dumb sh /commands
	exit
fi
echo "syncdemo is loaded. Try: syncdemo list, syncdemo run lock, cat /dev/syncdemo"
echo "Files that you leave in $VM_SAVE come to build/shell when you leave."
echo "Leave with exit; should the machine hang, Ctrl-A X kills it."
cd "$HOME" || exit
PS1='syncdemo# ' sh -i
# What was typed there is no verdict.
exit 0
